package where_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/where"
)

func (d *desk) firsts(t *testing.T) (out []string) {
	t.Helper()
	s, err := d.Fresh(t.Context(), d.grant, d.q)
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.Numbers()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range where.FirstsOf(n, s.Q) {
		out = append(out, fmt.Sprintf("%s %s %s, %s, %d", f.Day, f.What, f.Name, f.State, f.Days))
	}
	slices.Sort(out)
	return out
}

// typing puts a heartbeat a week in a language on a machine.
func (d *desk) typing(t *testing.T, machine, program, language string, from when.Day, n int) {
	t.Helper()
	place := logbook.Place{Source: "wakatime", Machine: machine, Name: machine, URI: "wakatime:" + machine}
	b := logbook.Batch{Person: d.person, Place: place, At: d.q.Instant, By: "test", Position: logbook.Position("x")}
	for i := range n {
		at := (from + when.Day(7*i)).Start(time.UTC) + 10*when.Hour
		b.Entries = append(b.Entries, logbook.Entry{Beat: &logbook.Beat{
			Lane: logbook.Lane{Source: "wakatime", Machine: machine, Program: program}, Key: fmt.Sprint(machine, language, i), At: at, Zone: "UTC",
			Type: "file", Entity: "/home/ann/a", Project: "a", Language: language, Category: "coding", Raw: []byte(`{}`),
		}})
	}
	if _, err := d.db.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// What was there when the evidence began is known; what comes later is new, and stays,
// was tried, or it is too early to tell. A renamed repository is not met again, and
// vendored code names no language.
func TestFirstTimes(t *testing.T) {
	d, first := newDesk(t, ann), when.Date(2019, 1, 7)
	lantern := slices.Concat(weekly(first, 30, "glow", "Go"), weekly(first+7*25, 1, "early", "C"), weekly(first+7*26, 3, "late", "Rust"),
		weekly(first+7*40, 2, "script", "Lua"), weekly(until-30, 2, "try", "Zig"))
	lantern = append(lantern, work{day: first + 300, subject: "bring in a library", languages: map[string]int{}, vendored: 40})
	d.commit(t, "/old/lantern", lantern...)
	d.commit(t, "/new/lantern", append(lantern, weekly(first+700, 3, "more", "Go")...)...)
	d.commit(t, "/site", weekly(first+800, 2, "page", "go")...)
	want := []string{
		"2019-01-07 language Go, known, 30", "2019-01-07 repository new/lantern, known, 32", "2019-07-01 language C, known, 1",
		"2019-07-08 language Rust, kept, 3", "2019-10-14 language Lua, tried, 2", "2021-03-17 repository site, tried, 2", "2026-10-21 language Zig, open, 2",
	}
	if diff := cmp.Diff(want, d.firsts(t)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A new machine, or an editor that begins to be watched, is not learning: what it shows
// at first was known. What it shows long after is new, unless it was at hand before,
// whoever saw it.
func TestAnInstrumentIsNotLearning(t *testing.T) {
	d, first := newDesk(t, ann), when.Date(2023, 1, 2)
	d.commit(t, "/lantern", weekly(first, 40, "glow", "Go")...)
	d.typing(t, "laptop", "vim", "Lua", first+7*60, 40)    // the editor begins
	d.typing(t, "laptop", "vim", "Zig", first+7*95, 4)     // 35 weeks on: new
	d.typing(t, "laptop", "vim", "go", first+7*100, 4)     // known from the history
	d.typing(t, "desktop", "vim", "Elm", first+7*110, 4)   // a new machine
	d.typing(t, "desktop", "emacs", "Lua", first+7*160, 4) // long after, a new editor; Lua is not
	want := []string{
		"2023-01-02 language Go, known, 40", "2023-01-02 repository lantern, known, 40", "2024-02-26 language Lua, known, 40",
		"2024-02-26 tool vim, known, 47", "2024-10-28 language Zig, kept, 4", "2025-02-10 language Elm, known, 4", "2026-01-26 tool emacs, kept, 4",
	}
	if diff := cmp.Diff(want, d.firsts(t)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
