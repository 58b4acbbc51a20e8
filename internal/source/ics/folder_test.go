package ics

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/source"
)

// kept is a calendar file as programs keep it: without a METHOD.
func kept(events ...string) string {
	var text strings.Builder
	text.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\n")
	for _, e := range events {
		text.WriteString("BEGIN:VEVENT\nDTSTAMP:20250102T090000Z\n" + e + "\nEND:VEVENT\n")
	}
	return text.String() + "END:VCALENDAR\n"
}

func lay(t *testing.T, path, text string, modified time.Time) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, modified, modified); err != nil {
		t.Fatal(err)
	}
}

func found(t *testing.T, root string) (uris []string) {
	t.Helper()
	for p, err := range (Source{}).Find(t.Context(), root) {
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(root, p.URI) // both are absolute
		uris = append(uris, p.Name+" in "+rel)
	}
	return uris
}

var january = time.Date(2025, 1, 2, 9, 0, 0, 0, time.UTC)

// TestLastChangedIsNotWhenItWasWritten: without a METHOD a DTSTAMP is when the
// event was last revised (RFC 5545 §3.8.7.2); the file is what it was when it
// was written.
func TestLastChangedIsNotWhenItWasWritten(t *testing.T) {
	l := newLog(t)
	const weekly = "UID:w\nDTSTART:20250107T090000Z\nRRULE:FREQ=WEEKLY\nDTEND:20250107T100000Z"
	lay(t, l.path, kept(weekly), time.Date(2026, 2, 12, 12, 0, 0, 0, time.UTC))
	l.pull(t)
	if got := l.Coverage(l.path).To.String(); got != "2026-02-11" {
		t.Errorf("a weekly meeting on Tuesdays in a file of 12 February covers to %s", got)
	}
	lay(t, l.path, kept(one, "UID:old\nDTSTART:20241203T090000Z"), january.AddDate(-1, 0, 0)) // its time is wrong: it holds a later stamp
	l.pull(t)
	if got := l.Coverage(l.path).To.String(); got != "2025-01-03" {
		t.Errorf("a file with a stamp of 2 January covers to %s", got)
	}
}

func TestAFolderOfSingleEventsIsOneCalendar(t *testing.T) {
	work := func(i int) string { return fmt.Sprintf("work/%d.ics", i) }
	event := func(uid string) string { return "UID:" + uid + "\nDTSTART:20250107T090000Z\nDTEND:20250107T100000Z" }
	many := map[string]string{}
	for i := range 9 {
		many[work(i)] = kept(event(fmt.Sprint("e", i)))
	}
	sent := "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n" + event("m") + "\nEND:VEVENT\nEND:VCALENDAR\n"
	alarm := event("a") + "\nBEGIN:VALARM\nUID:b\nTRIGGER:-PT5M\nEND:VALARM"
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"one file an event":       {many, []string{"work in work"}},
		"a folder a calendar":     {map[string]string{"u/work/a.ics": kept(alarm), "u/own/x1.ics": kept(event("1")), "u/own/x2.ics": kept(event("2"))}, []string{"own in u/own", "work in u/work"}},
		"with a name beside it":   {map[string]string{"x/q.ics": kept(one), "x/displayname": "Team\n"}, []string{"Team in x"}},
		"a task and an event":     {map[string]string{"x/a.ics": kept(event("a")), "x/b.ics": "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:b\nEND:VTODO\nEND:VCALENDAR\n"}, []string{"x in x"}},
		"invitations":             {map[string]string{"x/a.ics": sent, "x/b.ics": sent}, []string{"a in x/a.ics", "b in x/b.ics"}},
		"two whole calendars":     {map[string]string{"x/a.ics": kept(one, two), "x/b.ics": kept(six, ten)}, []string{"a in x/a.ics", "b in x/b.ics"}},
		"among other files":       {map[string]string{"x/p.ics": kept(event("a")), "x/q.ics": kept(event("b")), "x/r.pdf": "", "x/s.txt": "", "x/t.png": ""}, []string{"p in x/p.ics", "q in x/q.ics"}},
		"one file by itself":      {map[string]string{"x/p.ics": kept(event("a"))}, []string{"p in x/p.ics"}},
		"a whole calendar beside": {map[string]string{"x/1.ics": kept(event("1")), "x/2.ics": kept(event("2")), "x/all.ics": kept(six, ten)}, []string{"x in x", "all in x/all.ics"}},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			for file, text := range c.files {
				lay(t, filepath.Join(root, file), text, january)
			}
			if diff := cmp.Diff(c.want, found(t, root)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// pullFolder reads a folder on from where the log stands.
func (l *log) pullFolder(t *testing.T, dir string, at when.Instant) {
	t.Helper()
	for p, err := range (Source{}).Find(t.Context(), dir) {
		if err != nil {
			t.Fatal(err)
		}
		ask := source.Ask{
			Self: who.Self{Person: 7}, Place: p, Position: l.Position(p.URI), Sink: l, Now: at, By: "test", Known: l.Known(p.URI), Fact: l.fact,
		}
		if err := (Source{}).Pull(t.Context(), ask); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAFolderIsReadAsOneCalendar: it covers the days up to its last event
// before the reading, holds what its files hold, and what is taken away from it is gone.
func TestAFolderIsReadAsOneCalendar(t *testing.T) {
	l, dir := newLog(t), filepath.Join(t.TempDir(), "work")
	const weekly = "UID:w\nDTSTART:20250108T090000Z\nRRULE:FREQ=WEEKLY\nDTEND:20250108T100000Z"
	for i, e := range []string{one, two, weekly} {
		lay(t, filepath.Join(dir, fmt.Sprintf("%d.ics", i)), kept(e), january)
	}
	l.pullFolder(t, dir, now)
	c := l.Coverage(dir)
	if c == nil || c.From.String() != "2025-01-07" || c.To.String() != "2026-02-26" || c.Yours != 3 || len(l.inForce()) != 3 {
		t.Fatalf("3 files cover %+v, in force are %d", c, len(l.inForce()))
	}
	n, batches := len(l.facts), len(l.Batches)
	l.pullFolder(t, dir, now+24*when.Hour)
	if len(l.Batches) != batches {
		t.Errorf("read again a day later it puts %d batches", len(l.Batches)-batches)
	}
	l.pullFolder(t, dir, now+4*24*when.Hour) // Thursday
	if c := l.Coverage(dir); c.To.String() != "2026-03-05" || len(l.facts) != n {
		t.Errorf("read after the next Wednesday it covers to %s with %d facts", c.To, len(l.facts))
	}
	if err := os.Remove(filepath.Join(dir, "1.ics")); err != nil {
		t.Fatal(err)
	}
	lay(t, filepath.Join(dir, "9.ics"), kept("UID:bad\nDTSTART:?"), january)
	l.pullFolder(t, dir, now+5*24*when.Hour)
	if _, there := l.inForce()["two"]; there || len(l.inForce()) != 2 {
		t.Errorf("after a file was taken away %d are in force, two among them: %v", len(l.inForce()), there)
	}
	if bad := l.Bad(dir); len(bad) != 1 || bad[0].What != "9.ics, line 6: this is no date or time" {
		t.Errorf("bad rows: %v", bad)
	}
}
