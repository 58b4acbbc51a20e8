package gitlog

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// nightly is n commits at one minute of UTC, in two zones, give or take a few minutes.
func nightly(n, wander int) (out []commit) {
	for i := range n {
		at := time.Date(2026, 2, 1+i, 0, 1, 0, 0, time.UTC).Add(time.Duration(i%(wander+1)-wander/2) * time.Minute)
		zone := time.FixedZone("", 3600*(i%3-1))
		out = append(out, commit{message: "Update", at: at.In(zone).Format("2006-01-02T15:04:05-0700"), files: map[string]string{"README.md": fmt.Sprint(i)}})
	}
	return out
}

// routinesOf are those put last of a place.
func routinesOf(b *sourcetest.Book) (out []logbook.Routine) {
	for _, batch := range b.Batches {
		for _, e := range batch.Entries {
			if e.Routines != nil {
				out = e.Routines
			}
		}
	}
	return out
}

// Commits of one subject and file at one minute of UTC on fourteen days are a
// program's, round midnight too; fewer days, other minutes and other files are not.
func TestRoutines(t *testing.T) {
	by := func(change func(i int, c *commit)) []commit {
		all := nightly(28, 0)
		for i := range all {
			change(i, &all[i])
		}
		return all
	}
	for what, c := range map[string]struct {
		history []commit
		found   bool
	}{
		"nightly":     {nightly(28, 0), true},
		"a bit later": {nightly(28, 4), true},
		"thirteen":    {nightly(13, 0), false},
		"wandering":   {nightly(28, 26), false},
		"other files": {by(func(i int, c *commit) { c.files = map[string]string{fmt.Sprint(i, ".md"): "x"} }), false},
		"many files": {by(func(i int, c *commit) {
			c.files = map[string]string{"a": fmt.Sprint(i), "b": fmt.Sprint(i), "c": fmt.Sprint(i)}
		}), false},
		"other words":  {by(func(i int, c *commit) { c.message = fmt.Sprint("Update ", i) }), false},
		"somebody's":   {by(func(_ int, c *commit) { c.author = bobLine }), false},
		"all at night": {by(func(i int, c *commit) { c.at = fmt.Sprintf("2026-02-01T00:01:%02d+0000", i) }), false},
	} {
		dir := repository(t, c.history)
		b, _ := read(t, dir, ann)
		got := routinesOf(b)
		if (len(got) == 1) != c.found {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

// What comes later is counted with what came before, pull by pull.
func TestRoutinesGrow(t *testing.T) {
	whole := nightly(20, 0)
	dir := repository(t, whole[:1])
	b, p := read(t, dir, ann)
	for i, c := range whole[1:] {
		run(t, dir, stream([]commit{{mark: 1, root: true, branch: "next", message: c.message, at: c.at, files: c.files}}), "fast-import", "--quiet", "--date-format=raw-permissive", "--force")
		run(t, dir, "", "update-ref", fmt.Sprint("refs/heads/day-", i), "refs/heads/next")
		if err := pullInto(t.Context(), b, p, ann); err != nil {
			t.Fatal(err)
		}
	}
	want := []logbook.Routine{{Subject: "Update", Files: "README.md", Minute: 1, Clock: logbook.NoMinute, Commits: 20, From: when.Date(2026, 2, 1), To: when.Date(2026, 2, 20)}}
	if diff := cmp.Diff(want, routinesOf(b)); diff != "" {
		t.Error(diff)
	}
}

// A program that goes by local time is found by the clock its commits bear, on both
// sides of the day on which clocks change, and one with jitter by what lies near its
// minute. When a commit comes within a pull makes no difference.
func TestRoutinesByLocalTime(t *testing.T) {
	vienna, err := time.LoadLocation("Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	var history []commit
	for i := range 40 {
		at := time.Date(2026, 10, 5+i, 0, 1, 0, 0, vienna)
		history = append(history, commit{message: "Update", at: at.Format("2006-01-02T15:04:05-0700"), files: map[string]string{"README.md": fmt.Sprint(i)}})
	}
	want := []logbook.Routine{{Subject: "Update", Files: "README.md", Minute: 22*60 + 1, Clock: 1, Commits: 40, From: when.Date(2026, 10, 4), To: when.Date(2026, 11, 12)}}
	for range 2 {
		b, _ := read(t, repository(t, history), ann)
		if diff := cmp.Diff(want, routinesOf(b)); diff != "" {
			t.Error(diff)
		}
		slices.Reverse(history)
	}
}
