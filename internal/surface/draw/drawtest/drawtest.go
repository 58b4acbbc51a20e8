// Package drawtest is what the tests of both kinds of pictures draw: the reports of
// the synthetic lives as they were once read, and reports with texts that try to
// leave their place. It is for tests alone.
package drawtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/source/all"
)

// Frozen is a report of a synthetic life as it was once read (internal/reckon
// writes it), so that a picture changes only when drawing does.
func Frozen(t testing.TB, name string) reckon.Report {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "reckon", "testdata", "lives", name+".json"))
	if err != nil {
		t.Fatalf("%v (go test ./internal/reckon -update writes it)", err)
	}
	var f struct {
		Report reckon.Report
		Levels []*reckon.Range
	}
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	for i := range f.Report.Measures[0].Series {
		f.Report.Measures[0].Series[i].Level = f.Levels[i]
	}
	for i := range f.Report.Sources {
		s := &f.Report.Sources[i]
		s.Counts, s.Hands = all.Declared().Named(s.Name).Facts, all.Declared().See(s.Name, logbook.Hands)
	}
	return f.Report
}

// Each runs a test on every synthetic life.
func Each(t *testing.T, test func(*testing.T, string, reckon.Report)) {
	for _, l := range lives.All() {
		t.Run(l.Name, func(t *testing.T) { test(t, l.Name, Frozen(t, l.Name)) })
	}
}

// Hostile are texts that try to leave their place: escapes for the terminal,
// markup, what turns the direction of writing, half a character, a long word, and
// signs that take two columns.
var Hostile = rapid.OneOf(
	rapid.SampledFrom([]string{
		"\x1b[2J\x1b[31mred\x1b]0;title\a", "\u009b31m", "</title></svg><script>alert(1)</script>", `" onload="x`, "]]>&amp;<!--",
		"\u202egnp.exe\u2066", "\u200f\u061cx", "a\x00b\r\nc\u2028d\u2029e", "\xff\xfe half \xc3", strings.Repeat("long", 60), strings.Repeat("漢字", 30),
		"e\u0301a\u0300", "👩‍👩‍👧‍👦 家族", "\ufeff", "\ufffe", "", "{{.}}", "%s%d",
	}),
	rapid.String(),
)

// AnyReport is a report with Hostile texts and numbers of any size.
var AnyReport = rapid.Custom(func(t *rapid.T) reckon.Report {
	amount := rapid.Float64Range(-5000, 5000)
	rangeOf := rapid.Custom(func(t *rapid.T) *reckon.Range {
		if rapid.IntRange(0, 3).Draw(t, "none") == 0 {
			return nil
		}
		v := amount.Draw(t, "value")
		return &reckon.Range{Value: v, Low: v - rapid.Float64Range(0, 100).Draw(t, "low"), High: v + rapid.Float64Range(0, 100).Draw(t, "high")}
	})
	from := when.Date(rapid.IntRange(1975, 2024).Draw(t, "year"), 1, 1).Monday()
	r := reckon.Report{
		Version: 1, Synthetic: rapid.Bool().Draw(t, "synthetic"),
		Person: reckon.Person{Names: rapid.SliceOfN(Hostile, 0, 3).Draw(t, "names"), Emails: rapid.SliceOfN(Hostile, 0, 3).Draw(t, "mails"), Chosen: rapid.SampledFrom([]string{"given", "guessed", "configured"}).Draw(t, "chosen")},
		Period: reckon.Period{From: from, To: from + 700, Zone: "UTC"}, Limits: rapid.SliceOfN(rapid.Map(Hostile, say.Plain), 0, 3).Draw(t, "limits"),
	}
	if rapid.Bool().Draw(t, "reference") {
		r.Reference = &reckon.RefRange{From: from, To: from + when.Day(rapid.IntRange(0, 900).Draw(t, "to")), Chosen: "fixed", Why: Hostile.Draw(t, "why")}
	}
	weeks := rapid.IntRange(1, 60).Draw(t, "weeks")
	for _, name := range []string{"hands_on_days", "authored_commits", "meeting_hours"} {
		m := reckon.Reading{Name: name, Unit: "days/week", Sphere: "all", Means: Hostile.Draw(t, "means"), Not: Hostile.Draw(t, "not")}
		for i := range weeks {
			w := reckon.Week{Week: from + when.Day(7*i)}
			if seen := rapid.IntRange(0, 7).Draw(t, "seen"); seen > 0 {
				v := rapid.Float64Range(0, 7).Draw(t, "value")
				w.Value, w.Of, w.Seen, w.Level = &v, float64(seen), float64(seen)/7, rangeOf.Draw(t, "level")
			}
			m.Series = append(m.Series, w)
		}
		if rapid.IntRange(0, 4).Draw(t, "backsight") > 0 {
			m.Backsight = &reckon.Backsight{Now: rangeOf.Draw(t, "now"), State: "steady"}
			if r.Reference != nil {
				m.Backsight.Then, m.Backsight.Moved = rangeOf.Draw(t, "then"), rangeOf.Draw(t, "moved")
			}
			for range rapid.IntRange(0, 12).Draw(t, "turns") {
				at := from + when.Day(7*rapid.IntRange(0, weeks-1).Draw(t, "at"))
				turn := reckon.Turn{At: at, Low: at - 7, High: at + when.Day(7*rapid.IntRange(0, 30).Draw(t, "high")), Kind: rapid.SampledFrom([]string{"step", "slide", "step_or_slide", "instrument"}).Draw(t, "kind"), From: amount.Draw(t, "from"), To: amount.Draw(t, "to")}
				if rapid.Bool().Draw(t, "ended") {
					end := at + 70
					turn.End = &end
				}
				m.Backsight.Turns = append(m.Backsight.Turns, turn)
			}
		}
		r.Measures = append(r.Measures, m)
		r.Claims = append(r.Claims, reckon.Claim{Text: say.Plain(Hostile.Draw(t, "claim")), About: name, Sphere: "all"})
	}
	for _, name := range []string{"hands_on_day", "free_half_day", Hostile.Draw(t, "clock")} {
		days, seen := rapid.IntRange(0, 40000).Draw(t, "days"), rapid.IntRange(0, 40000).Draw(t, "seen days")
		c := reckon.Clock{Name: name, Last: &from, Days: &days, SeenDays: &seen}
		if r.Reference != nil && rapid.Bool().Draw(t, "usual") {
			c.Usual, c.Threshold, c.Alarm = &reckon.Usual{Median: rapid.Float64Range(0, 2000).Draw(t, "median"), Longest: rapid.IntRange(0, 9999).Draw(t, "longest")}, &days, rapid.Bool().Draw(t, "alarm")
		}
		r.Clocks = append(r.Clocks, c)
	}
	for range rapid.IntRange(0, 4).Draw(t, "events") {
		e := reckon.Event{From: from + when.Day(rapid.IntRange(-100, 800).Draw(t, "event")), Kind: Hostile.Draw(t, "kind"), Text: Hostile.Draw(t, "event text")}
		if rapid.Bool().Draw(t, "long") {
			to := e.From + 50
			e.To = &to
		}
		r.Events = append(r.Events, e)
	}
	for range rapid.IntRange(0, 9).Draw(t, "sources") {
		r.Sources = append(r.Sources, reckon.Source{Name: rapid.SampledFrom([]string{"git", "calendar", "editor"}).Draw(t, "source"), Where: Hostile.Draw(t, "where"), Facts: 123456, Yours: 12345, From: from, To: from + 700, BadRows: rapid.IntRange(0, 999).Draw(t, "bad"), Sphere: "work"})
	}
	for range rapid.IntRange(0, 3).Draw(t, "others") {
		r.Others = append(r.Others, reckon.Sensitivity{From: from, To: from + 400, Then: rangeOf.Draw(t, "other then"), Moved: rangeOf.Draw(t, "other moved")})
	}
	return r
})
