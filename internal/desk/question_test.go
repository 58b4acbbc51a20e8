package desk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
)

// What a question says beside the settings narrows it, and what cannot be
// understood is wrong use.
func TestQueries(t *testing.T) {
	h := newHouse(t)
	h.Settings.Work, h.Settings.Zone = []string{"acme"}, "Europe/Berlin"
	day := func(text string) when.Days {
		days, err := when.ParsePeriod(text)
		if err != nil {
			t.Fatal(err)
		}
		return days
	}
	today := now.Day(time.UTC)
	q, err := h.Question(desk.Query{})
	if err != nil || q.Now != today || q.Through != today || q.Since != when.NoDay || q.Reference.Len() > 0 || len(q.Measures) > 0 || q.Instant != now {
		t.Errorf("nothing was said, and it asks %+v, %v", q, err)
	}
	if a, o := q.Habits.CalendarSphere("acme"), q.Habits.CalendarSphere("own"); a != "work" || o == "own" {
		t.Errorf("the settings make acme %q and own %q", a, o)
	}
	q, err = h.Question(desk.Query{
		Since: day("2020"), Until: day("2025"), Reference: day("2017"), Measure: "after_hours", Own: []string{"own"}, Zone: "Asia/Tokyo", Others: true,
	})
	if err != nil || q.Since != when.Date(2020, 1, 1) || q.Now != when.Date(2026, 1, 1) || q.Through != q.Now-1 || q.Reference != day("2017") ||
		len(q.Measures) != 1 || q.Measures[0] != "after_hours" || !q.Others || q.Habits.Zone(q.Now).String() != "Asia/Tokyo" || q.Habits.CalendarSphere("own") != "own" {
		t.Errorf("it asks %+v, %v", q, err)
	}
	if q, err = h.Question(desk.Query{Until: day("2027")}); err != nil || q.Now != today {
		t.Errorf("a look from next year ends %s, %v", q.Now, err)
	}
	for name, ask := range map[string]desk.Query{"zone": {Zone: "Nowhere"}, "measure": {Measure: "nonsense"}, "pattern": {Work: []string{"["}}} {
		if _, err := h.Question(ask); fault.KindOf(err) != fault.Usage {
			t.Errorf("a wrong %s: %v", name, err)
		}
	}
}

// A pattern is a name, a path, or a folder above; a relative one begins in the
// folder that was handed in, whatever the process's own is.
func TestPatternsOfSpheres(t *testing.T) {
	h := newHouse(t)
	h.Dir, h.Folders.Home = "/home/ann/src", "/home/ann"
	for pattern, want := range map[string]bool{"zephyr": true, "acme": true, "ze*": true, "/home/ann/src/acme": true, "./acme": true, "../src": true, "src": true, "other": false, "./zephyr": false, "~/src/*": true, "~": true, "~/src/z*": false, "~bob/src": false} {
		q, err := h.Question(desk.Query{Work: []string{pattern}})
		if err != nil {
			t.Fatal(err)
		}
		got := q.Habits.Sphere(logbook.Place{Name: "zephyr", URI: "/home/ann/src/acme/zephyr"})
		if (got == "work") != want {
			t.Errorf("%q: %q", pattern, got)
		}
	}
}

// Of two patterns that match the longer wins, whichever was said first; of two as
// long, work.
func TestTheLongerPatternWins(t *testing.T) {
	h := newHouse(t)
	h.Folders.Home = "/home/ann"
	for _, c := range []struct{ work, own, want string }{
		{"~/src/*", "~/src/acme/*", "own"},
		{"~/src/acme/zephyr", "~/src/*", "work"},
		{"/home/ann/src/*", "~/src/acme", "own"},
		{"~/src/acm?", "~/src/ac?e", "work"},
		{"zephyr", "zeph*r*", "own"},
	} {
		q, err := h.Question(desk.Query{Work: []string{c.work}, Own: []string{c.own}})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(q.Habits.Sphere(logbook.Place{Name: "zephyr", URI: "/home/ann/src/acme/zephyr/.git"})); got != c.want {
			t.Errorf("work %q, own %q: %s, want %s", c.work, c.own, got, c.want)
		}
	}
}

// A calendar is known by its name: a pattern of paths reaches it through its file.
func TestPatternsReachCalendars(t *testing.T) {
	h := newHouse(t)
	file := filepath.Join(t.TempDir(), "work", "team.ics")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	const text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261101T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d := h.own([]string{"ann@e.x"}, file)
	q, err := d.Question(t.Context(), desk.Query{Work: []string{filepath.Dir(file)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := q.Habits.CalendarSphere("team"); got != "work" {
		t.Errorf("the calendar is %q", got)
	}
	asked, _, err := d.Unmatched(t.Context(), desk.Query{Work: []string{filepath.Dir(file)}, Own: []string{"~/nowhere"}})
	if err != nil || len(asked) != 1 || asked[0] != "~/nowhere" {
		t.Errorf("what matches nothing: %v, %v", asked, err)
	}
}
