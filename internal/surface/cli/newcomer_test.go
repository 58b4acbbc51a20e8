package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
)

// A newcomer's first look: git is configured to the newest of three addresses, a
// machine commits every night, and fixtures lie about. What is read, asked and counted
// is the life as it was.
func TestANewcomer(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: it writes ten years of histories; run without -short")
	}
	l, home, until := lives.Newcomer(), t.TempDir(), when.Date(2026, 11, 20)
	if err := lives.WriteHome(t.Context(), l, home, until); err != nil {
		t.Fatal(err)
	}
	out, said := typed(t, home, "\nall\n", "look", "--json")
	for _, want := range []string{
		"left out as probably not yours: 1 calendar", "go/pkg/mod", "node_modules",
		"Git repositories\n   1  ", "1111 events, kept for", "The calendar Work, which seems to be kept for René Okafor", "Leave out which? [none; or numbers, such as 2,5-7] ",
		"rene.okafor@second.example.org", "rene@first.example.org", "rene@home.example.org", "Enter for 1 2 4]",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	if strings.Count(said, "? [") > 2 {
		t.Errorf("it asks more than two questions:\n%s", said)
	}
	var r reckon.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Person.Uncounted) > 0 || len(r.Person.Emails) != 5 {
		t.Errorf("after the answer: %+v", r.Person)
	}
	truth := map[when.Day]int{}
	for _, w := range l.Live(until).Weeks {
		truth[w.Monday] = w.Both
	}
	weeks := 0
	for _, w := range r.Measures[0].Series {
		if w.Value == nil || w.Seen < 1 || w.Week+7 > until { // on leave a commit makes no day
			continue
		}
		if weeks++; int(*w.Value) != truth[w.Week] {
			t.Errorf("week of %s: %g hands-on days, in truth %d", w.Week, *w.Value, truth[w.Week])
		}
	}
	if weeks < 400 {
		t.Errorf("only %d weeks are told", weeks)
	}
	for _, s := range r.Sources {
		if strings.Contains(filepath.ToSlash(s.Where), "testdata") {
			t.Errorf("a fixture was read: %s", s.Where)
		}
	}
	if !strings.Contains(out, "730 commits look like a program") {
		t.Errorf("the machine's commits are not spoken of: %v", r.Limits)
	}
}
