package ics

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// events is a calendar of so many events, each of these lines.
func events(n int, lines ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
	for i := range n {
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:u%d\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:m%d\r\n%s\r\nEND:VEVENT\r\n", i, i, strings.Join(lines, "\r\n"))
	}
	return b.String() + "BEGIN:VEVENT\r\nUID:sound\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:sound\r\nDTSTART:20200106T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

// TestACalendarHasRoomForALife: what one calendar may be worked out to is counted over
// all its series. What does not fit is a bad row with its place, the rest is a fact, and
// what they give together is bounded.
func TestACalendarHasRoomForALife(t *testing.T) {
	var periods []string
	for i := range 100 {
		periods = append(periods, fmt.Sprintf("RDATE;VALUE=PERIOD:2025%02d%02dT000000Z/P3650D", 1+i%12, 1+i%28))
	}
	for name, c := range map[string]struct {
		n     int
		lines []string
		kept  int // of the n
	}{
		"endless":         {200, []string{"DTSTART:19700101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY"}, 4},
		"every minute":    {200, []string{"DTSTART:19700101T090000Z", "RRULE:FREQ=MINUTELY"}, 200},
		"every second":    {1, []string{"DTSTART:19700101T090000Z", "RRULE:FREQ=SECONDLY"}, 1},
		"ten years each":  {300, []string{"DTSTART:20250101T090000Z", "DURATION:P3650D", "RRULE:FREQ=HOURLY"}, 54},
		"from the year 1": {3, []string{"DTSTART:00010101T090000Z", "RRULE:FREQ=DAILY"}, 3},
		"all at once":     {6000, []string{"DTSTART:20250101T090000Z", "DURATION:PT8H"}, 4999 + 1},
		"long and single": {1000, []string{"DTSTART:19700101T090000Z", "DURATION:P18000D"}, 5},
		"dates":           {100, append([]string{"DTSTART:20250101T090000Z"}, periods...), 0},
		"every ten":       {200, []string{"DTSTART:19700101T090000Z", "RRULE:FREQ=MINUTELY;INTERVAL=10"}, 0},
		"forty-eight":     {1, []string{"DTSTART:20261101T090000Z", "RRULE:FREQ=MINUTELY;INTERVAL=30;COUNT=480"}, 1},
		"a walk":          {3000, []string{"DTSTART:19000101T090000Z", "RRULE:FREQ=SECONDLY;BYMONTHDAY=31;BYMONTH=2"}, 3000},
		"to take out":     {300, []string{"DTSTART:20200101T090000Z", "DURATION:PT5M", "RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY"}, 20},
	} {
		b, place := &log{path: filepath.Join(t.TempDir(), "x.ics"), facts: map[logbook.ID]logbook.Fact{}}, logbook.Place{Source: sourceName, Name: "x"}
		place.URI = b.path
		if err := os.WriteFile(b.path, []byte(events(c.n, c.lines...)), 0o600); err != nil {
			t.Fatal(err)
		}
		err := Source{}.Pull(t.Context(), source.Ask{Self: who.Self{Person: 7}, Place: place, Sink: b, Now: now, By: "test"})
		if err != nil {
			t.Fatal(name, err)
		}
		kept, facts := 0, []logbook.Fact{}
		for _, f := range b.facts {
			facts = append(facts, f)
			kept++
		}
		left := 0
		for _, row := range b.Bad(b.path) {
			if strings.HasSuffix(row.What, "it was left out") {
				left++
			}
		}
		if kept != c.kept+1 || left != c.n-c.kept {
			t.Errorf("%s: %d of %d events were kept, want %d; %d were said to be left out", name, kept-1, c.n, c.kept, left)
		}
		window := when.Span{From: logbook.EarliestBeat, To: when.Date(2028, 1, 1).Start(time.UTC)}
		found, _ := calendar.Expand(facts, who.Self{}, window, time.UTC, time.LoadLocation)
		if len(found) > 70_000 {
			t.Errorf("%s: %d occurrences", name, len(found))
		}
	}
}

// TestNoCalendarPushesAnotherOut: whatever was kept once, of more than can be worked out
// those with the fewest days stay.
func TestNoCalendarPushesAnotherOut(t *testing.T) {
	facts, _, _ := Events([]byte(events(300, "DTSTART:19700101T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY")),
		source.Ask{Self: who.Self{Person: 7}, Place: logbook.Place{Source: sourceName}}, now)
	if len(facts) != 301 {
		t.Fatalf("%d facts", len(facts))
	}
	window := when.Span{From: logbook.EarliestBeat, To: when.Date(2028, 1, 1).Start(time.UTC)}
	found, bad := calendar.Expand(facts, who.Self{}, window, time.UTC, time.LoadLocation)
	sound := 0
	for _, o := range found {
		if o.UID == "sound" {
			sound++
		}
	}
	if len(found) > 250_000 || sound != 417 || len(bad) < 200 {
		t.Errorf("%d occurrences, %d of the sound series, %d bad rows", len(found), sound, len(bad))
	}
}

// TestWhatLiesBesideACalendar: the file in which a folder's name stands is looked at as
// any other, and no link leads out of the folder.
func TestWhatLiesBesideACalendar(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(secret, []byte("ghp_secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "x.ics"), "", "UID:u\nDTSTART:20250101T090000Z")
	for _, target := range []string{"/dev/zero", secret, "/proc/self/environ", "none"} {
		if err := os.Symlink(target, filepath.Join(dir, "displayname")); err != nil {
			t.Fatal(err)
		}
		for place, err := range (Source{}).Find(t.Context(), dir) {
			if err != nil || place.Name != "x" && place.Name != filepath.Base(dir) {
				t.Errorf("beside %s the calendar is called %q, %v", target, place.Name, err)
			}
		}
		_ = os.Remove(filepath.Join(dir, "displayname"))
	}
}

// archived is a zip archive of calendars.
func archived(t *testing.T, name string, count int, text []byte) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), name)
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for i := range count {
		w, err := z.Create(fmt.Sprintf("Takeout/Calendar/c%d.ics", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestAnArchiveIsReadUpToABound: so many calendars, said where there are more; and none
// that means to fill the disk.
func TestAnArchiveIsReadUpToABound(t *testing.T) {
	many := archived(t, "takeout-1.zip", 1000, []byte(events(1, "DTSTART:20250101T090000Z")))
	n, said := 0, error(nil)
	for _, err := range (Source{}).Find(t.Context(), many) {
		if err != nil {
			said = err
			continue
		}
		n++
	}
	if n != maxCalendars || fault.KindOf(said) != fault.Incomplete {
		t.Errorf("%d calendars of 1000, %v", n, said)
	}
	bomb := archived(t, "takeout-2.zip", 1, bytes.Repeat([]byte{'\n'}, 80<<20))
	b := &sourcetest.Book{}
	place := logbook.Place{Source: sourceName, URI: bomb + "!/Takeout/Calendar/c0.ics"}
	err := Source{}.Pull(t.Context(), source.Ask{Place: place, Sink: b, Now: now, By: "test"})
	if !errors.Is(err, disk.ErrLarge) {
		t.Errorf("a calendar packed to a thousandth: %v", err)
	}
}
