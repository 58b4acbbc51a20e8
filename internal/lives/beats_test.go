package lives_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
)

// Sittings lie apart, each in one day at home, and agents work where nobody is.
func TestSittingsLieApart(t *testing.T) {
	for _, l := range lives.All() {
		until := when.Date(2026, time.July, 1)
		last, agents, assisted := when.Instant(0), 0, 0
		all := l.Sittings(until)
		for _, s := range all {
			if s.Span.From-last <= 10*when.Minute || s.Span.Len() < 10*when.Minute {
				t.Fatalf("%s: %v after %s", l.Name, s.Span, last)
			}
			last = max(s.Span.To, s.Agent.To)
			if s.Assisted {
				assisted++
			}
			if s.Agent.Len() > 0 {
				agents++
			}
		}
		if len(all) < 30 || assisted == 0 || agents == 0 {
			t.Errorf("%s has %d sittings, %d assisted, %d agents", l.Name, len(all), assisted, agents)
		}
	}
}

// Living longer adds beats and changes none, and their keys are their own.
func TestLivingLongerChangesNoBeat(t *testing.T) {
	l, err := lives.Named("steady-hand")
	if err != nil {
		t.Fatal(err)
	}
	read := func(until when.Day) (lines []string, keys map[string]bool) {
		keys = map[string]bool{}
		for b := range lives.Beats(l, 1, until) {
			for _, e := range b.Entries {
				if e.Beat.At < when.Date(2025, time.April, 1).Start(time.UTC) {
					lines = append(lines, fmt.Sprintf("%+v", *e.Beat))
				}
				keys[e.Beat.Lane.Source+e.Beat.Key] = true
				if turn, ok := logbook.ReadTurn(e.Beat.Raw); !ok || e.Beat.Type == logbook.TurnPrompt && !turn.Human {
					t.Errorf("%s", e.Beat.Raw)
				}
			}
			if n := len(keys); n == 0 {
				t.Error("no beat")
			}
		}
		return lines, keys
	}
	short, _ := read(when.Date(2025, time.April, 1))
	long, keys := read(when.Date(2025, time.May, 12))
	if diff := cmp.Diff(short, long); diff != "" || len(short) < 1000 {
		t.Errorf("%d beats (-until April +until May):\n%.2000s", len(short), diff)
	}
	total := 0
	for b := range lives.Beats(l, 1, when.Date(2025, time.May, 12)) {
		total += len(b.Entries)
	}
	if total != len(keys) {
		t.Errorf("%d beats have %d keys", total, len(keys))
	}
}
