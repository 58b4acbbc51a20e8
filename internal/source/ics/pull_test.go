package ics

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/ics/calendar"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// log is a log in memory with one place in it. As in the store, a fact that
// arrives again stays as it came first.
type log struct {
	sourcetest.Book
	path  string
	facts map[logbook.ID]logbook.Fact
}

func newLog(t *testing.T) *log {
	return &log{path: filepath.Join(t.TempDir(), "work.ics"), facts: map[logbook.ID]logbook.Fact{}}
}

func (l *log) Put(ctx context.Context, batch logbook.Batch) (logbook.Kept, error) {
	for _, e := range batch.Entries {
		if e.Fact == nil {
			continue
		}
		if _, known := l.facts[e.Fact.ID()]; !known {
			l.facts[e.Fact.ID()] = *e.Fact
		}
	}
	return l.Book.Put(ctx, batch)
}

func (l *log) fact(_ context.Context, id logbook.ID) (logbook.Fact, error) { return l.facts[id], nil }

// pull reads the place on from where the log stands.
func (l *log) pull(t *testing.T) {
	t.Helper()
	ask := source.Ask{
		Self:     who.Self{Person: 7, Identities: []who.Identity{"me@example.org"}},
		Place:    logbook.Place{Source: sourceName, Name: "work", URI: l.path},
		Position: l.Position(l.path), Sink: l, Now: now, By: "test", Known: l.Known(l.path),
		Fact: l.fact,
	}
	if err := (Source{}).Pull(t.Context(), ask); err != nil {
		t.Fatal(err)
	}
}

// write makes the place a calendar of VEVENTs, exported at a time, and reads it.
func (l *log) write(t *testing.T, export string, events ...string) {
	t.Helper()
	write(t, l.path, export, events...)
	l.pull(t)
}

// inForce are the newest versions of all things, without the deleted ones.
func (l *log) inForce() map[string]logbook.Fact {
	newest := map[string]logbook.Fact{}
	for id, f := range l.facts {
		was, known := newest[f.Key]
		if !known || logbook.Newer(f.Version, id, was.Version, was.ID()) {
			newest[f.Key] = f
		}
	}
	for key, f := range newest {
		if f.Gone {
			delete(newest, key)
		}
	}
	return newest
}

// write puts VEVENTs into a calendar file, exported at a time.
func write(t *testing.T, path, export string, events ...string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n")
	for _, e := range events {
		fmt.Fprintf(&b, "BEGIN:VEVENT\nDTSTAMP:%s\n%s\nEND:VEVENT\n", export, strings.TrimSpace(e))
	}
	b.WriteString("END:VCALENDAR\r\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

var now = when.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))

const (
	one = "UID:one\nLAST-MODIFIED:20250101T000000Z\nDTSTART:20250107T090000Z\nDTEND:20250107T100000Z\nSUMMARY:one"
	two = "UID:two\nDTSTART;TZID=Europe/Berlin:20250108T090000\nDURATION:PT1H\nSUMMARY:two"
	six = "UID:six\nDTSTART;VALUE=DATE:20250106\nSUMMARY:six"
	ten = "UID:ten\nDTSTART:20250110T090000Z\nSUMMARY:ten"
)

func TestPullPutsOneFactAnEvent(t *testing.T) {
	l := newLog(t)
	l.write(t, "20250301T080000Z", one, two, six)
	if len(l.facts) != 3 || len(l.Bad(l.path)) != 0 {
		t.Fatalf("%d facts, bad rows %v", len(l.facts), l.Bad(l.path))
	}
	f := l.inForce()["two"]
	if f.Zone != "Europe/Berlin" || f.Day.String() != "2025-01-08" || f.Span.From.String() != "2025-01-08T08:00:00Z" || f.Span.Len() != when.Hour {
		t.Errorf("two is placed at %v in %q on %v", f.Span, f.Zone, f.Day)
	}
	want := &logbook.Coverage{
		Place: logbook.Place{Source: sourceName, Name: "work", URI: l.path}, Facts: 3, Yours: 3,
		From: when.Date(2025, 1, 7), To: when.Date(2025, 3, 2),
	}
	if diff := cmp.Diff(want, l.Coverage(l.path)); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
}

func TestPullOfAnUntouchedFilePutsNothing(t *testing.T) {
	l := newLog(t)
	l.write(t, "20250301T080000Z", one, two)
	n := len(l.Batches)
	l.pull(t)
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(l.path, later, later); err != nil {
		t.Fatal(err)
	}
	l.pull(t)
	if len(l.Batches) != n {
		t.Errorf("%d batches after the first reading", len(l.Batches)-n)
	}
}

func TestTheSameEventsExportedAgainAreTheSameFacts(t *testing.T) {
	l := newLog(t)
	l.write(t, "20250301T080000Z", one, two, six)
	l.write(t, "20250302T080000Z", one, two, six)
	if len(l.facts) != 3 || len(l.Facts(l.path)) != 3 {
		t.Errorf("3 events exported twice are %d facts, %d of them here", len(l.facts), len(l.Facts(l.path)))
	}
}

func TestANewerExportDeletesWhatItLacks(t *testing.T) {
	l := newLog(t)
	l.write(t, "20250301T080000Z", one, two, ten)
	l.write(t, "20250401T080000Z", one, ten)
	in := l.inForce()
	if _, there := in["two"]; there || len(in) != 2 {
		t.Errorf("in force are %d things, two among them: %v", len(in), there)
	}
	if len(l.facts) != 4 || len(l.Facts(l.path)) != 3 { // one, ten and the tombstone of two are here
		t.Errorf("%d facts are kept and %d are here", len(l.facts), len(l.Facts(l.path)))
	}
}

// TestWhatComesBackIsInForceAgain: an event that was deleted and restored, or
// edited and put back, is what the newest export says, however its own stamps
// compare.
func TestWhatComesBackIsInForceAgain(t *testing.T) {
	for name, between := range map[string][]string{
		"deleted": {one, ten},
		"edited":  {one, strings.Replace(two, "T090000", "T140000", 1), ten},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLog(t)
			l.write(t, "20250301T080000Z", one, two, ten)
			for i, month := range []string{"04", "05", "06", "07"} {
				events := []string{one, two, ten}
				if i%2 == 0 {
					events = between
				}
				l.write(t, "2025"+month+"01T080000Z", events...)
				got, there := l.inForce()["two"]
				hour := got.Span.From.UTC().Hour()
				if i%2 == 1 && (!there || hour != 8) || i%2 == 0 && there && hour != 13 {
					t.Errorf("in month %s: in force %v at %d h", month, there, hour)
				}
			}
			n := len(l.facts)
			l.write(t, "20250801T080000Z", one, two, ten)
			if len(l.facts) != n {
				t.Errorf("the same events once more are %d more facts", len(l.facts)-n)
			}
		})
	}
}

func TestNothingIsDeletedOnWeakEvidence(t *testing.T) {
	for name, second := range map[string]string{
		"an older export":            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20240101T000000Z\n" + ten + "\nEND:VEVENT\nBEGIN:VEVENT\n" + six + "\nEND:VEVENT\nEND:VCALENDAR\n",
		"a file cut short":           "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20250401T000000Z\n" + ten + "\nEND:VEVENT\nBEGIN:VEVENT\n" + six + "\nEND:VEVENT\n",
		"a window that starts later": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20250401T000000Z\n" + ten + "\nEND:VEVENT\nEND:VCALENDAR\n",
		"an event that cannot be read": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20250401T000000Z\n" + ten + "\nEND:VEVENT\nBEGIN:VEVENT\n" + six +
			"\nEND:VEVENT\nBEGIN:VEVENT\nUID:one\nDTSTART:?\nEND:VEVENT\nBEGIN:VEVENT\nUID:two\nDTSTART:?\nEND:VEVENT\nEND:VCALENDAR\n",
		"not a calendar": "<html>sign in</html>",
	} {
		t.Run(name, func(t *testing.T) {
			l := newLog(t)
			l.write(t, "20250301T080000Z", one, two, six)
			if err := os.WriteFile(l.path, []byte(second), 0o600); err != nil {
				t.Fatal(err)
			}
			l.pull(t)
			for _, key := range []string{"one", "two", "six"} {
				if _, there := l.inForce()[key]; !there {
					t.Errorf("%s is gone", key)
				}
			}
			if here := l.Facts(l.path); len(here) < 3 || len(l.inForce()) > 4 {
				t.Errorf("%d facts are here, in force are %v", len(here), l.inForce())
			}
		})
	}
}

func TestAnEditedEventSupersedes(t *testing.T) {
	l := newLog(t)
	l.write(t, "20250301T080000Z", one, two)
	l.write(t, "20250401T080000Z", one, strings.Replace(two, "T090000", "T140000", 1))
	if at := l.inForce()["two"].Span.From.String(); at != "2025-01-08T13:00:00Z" {
		t.Errorf("the edited event is in force at %s", at)
	}
	if len(l.facts) != 3 {
		t.Errorf("%d facts: both versions should stay", len(l.facts))
	}
}

func TestCoverageEndsWithTheExport(t *testing.T) {
	for _, c := range []struct{ export, from, to string }{
		{"20250301T080000Z", "2025-01-07", "2025-03-02"},
		{"20990101T000000Z", "2025-01-07", "2026-02-11"}, // a clock that is wrong: the file's own time
	} {
		l := newLog(t)
		write(t, l.path, c.export, one, six)
		modified := time.Date(2026, 2, 10, 12, 0, 0, 0, time.UTC)
		if err := os.Chtimes(l.path, modified, modified); err != nil {
			t.Fatal(err)
		}
		l.pull(t)
		if got := l.Coverage(l.path); got.From.String() != c.from || got.To.String() != c.to || got.Open {
			t.Errorf("an export of %s covers %v to %v", c.export, got.From, got.To)
		}
	}
}

// A birthday since 1970 does not say that the calendar was kept since 1970.
func TestCoverageBeginsWithATimedEvent(t *testing.T) {
	const birthday = "UID:b\nDTSTART;VALUE=DATE:19700601\nRRULE:FREQ=YEARLY"
	const atNine = "UID:c\nDTSTART:16040315T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY" // of a year that is not known
	for name, c := range map[string]struct {
		from   string
		events []string
	}{
		"of a day":         {"2025-01-07", []string{birthday, one, ten}},
		"at nine":          {"2025-01-07", []string{atNine, one, ten}},
		"and nothing else": {"1970-06-01", []string{birthday, six}},
	} {
		l := newLog(t)
		l.write(t, "20250301T080000Z", c.events...)
		if got := l.Coverage(l.path).From.String(); got != c.from {
			t.Errorf("a birthday %s: covered from %s, want %s", name, got, c.from)
		}
	}
}

func TestAZoneThatNoTableKnowsTravelsWithItsEvent(t *testing.T) {
	l := newLog(t)
	file := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nDTSTART;TZID=US-Eastern:20240704T090000\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:y\nDTSTART;TZID=Europe/Berlin:20240704T090000\nEND:VEVENT\n" +
		strings.ReplaceAll(vtimezone, "%s", "US-Eastern") + strings.ReplaceAll(vtimezone, "%s", "Europe/Berlin") + "END:VCALENDAR\n"
	if err := os.WriteFile(l.path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	l.pull(t)
	var facts []logbook.Fact
	for key, f := range l.inForce() {
		body, err := logbook.Read[logbook.Event](&f)
		if err != nil || (key == "x") != (body.Zones != "") {
			t.Errorf("%s carries %q, %v", key, body.Zones, err)
		}
		facts = append(facts, f)
	}
	if f := l.inForce()["x"]; f.Zone != "-04:00" {
		t.Errorf("x was lived in %q", f.Zone)
	}
	found, bad := calendar.Expand(facts, who.Self{}, when.Span{From: when.Date(2024, 7, 4).Start(time.UTC), To: when.Date(2024, 7, 5).Start(time.UTC)}, time.UTC, time.LoadLocation)
	if len(bad) != 0 || len(found) != 2 || found[1].Span.From.String() != "2024-07-04T13:00:00Z" {
		t.Errorf("%v %v", found, bad)
	}
}

func TestPullKeepsWhatItCannotRead(t *testing.T) {
	l := newLog(t)
	l.write(t, "20250301T080000Z", one, "UID:bad\nDTSTART:tomorrow", two)
	want := []logbook.BadRow{{Line: 15, What: "this is no date or time", Row: "DTSTART:tomorrow"}}
	if diff := cmp.Diff(want, l.Bad(l.path)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c := l.Coverage(l.path); c.Facts != 3 || c.Yours != 2 || c.Bad != 1 {
		t.Errorf("%+v", c)
	}
}

func TestAFileThatIsGoneIsAFault(t *testing.T) {
	ask := source.Ask{Place: logbook.Place{URI: filepath.Join(t.TempDir(), "x.ics")}, Sink: &sourcetest.Book{}}
	if err := (Source{}).Pull(t.Context(), ask); fault.KindOf(err) != fault.Incomplete || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const calendar = "begin:vcalendar\nX-WR-CALNAME:Work\\, mostly\n"
	put("a.ics", calendar)
	put("B.ICS", "BEGIN:VCALENDAR\n")
	put("notes.txt", "nothing")
	put("invite", "\uFEFF"+calendar)
	put("dir/x.ics", "BEGIN:VCALENDAR\n")
	put("dir/displayname", "Family\n")
	put(".git/a.ics", calendar)
	put("node_modules/m/a.ics", calendar)
	for name, want := range map[string]string{
		".": "B.ICS=B a.ics=Work, mostly dir/x.ics=Family", "a.ics": "a.ics=Work, mostly", "invite": "invite=Work, mostly",
		"notes.txt": "", "dir": "dir/x.ics=Family", ".git": ".git/a.ics=Work, mostly",
	} {
		var got []string
		for p, err := range source.Met((Source{Machine: "m"}).Find(t.Context(), filepath.Join(root, name))) {
			if err != nil || p.Source != "calendar" || p.Machine != "m" {
				t.Errorf("%+v %v", p, err)
			}
			rel, _ := filepath.Rel(root, p.URI)
			got = append(got, filepath.ToSlash(rel)+"="+p.Name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("in %s: %q, want %q", name, got, want)
		}
	}
}

// crowded is a calendar of n series.
func crowded(n int) []byte {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n")
	for i := range n {
		fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:%08d@example.org\r\nDTSTAMP:20260101T000000Z\r\n", i)
		fmt.Fprintf(&b, "DTSTART;TZID=Europe/Berlin:201601%02dT%02d3000\r\nDURATION:PT45M\r\nRRULE:FREQ=WEEKLY;COUNT=10\r\n", 4+i%20, 8+i%9)
		fmt.Fprintf(&b, "ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:a\r\n nn@example.org\r\nSUMMARY:Meeting number %d\\, weekly\r\nEND:VEVENT\r\n", i)
	}
	b.WriteString("END:VCALENDAR\r\n")
	return []byte(b.String())
}

// TestSource holds the source against what every source promises.
func TestSource(t *testing.T) {
	root := t.TempDir()
	for name, n := range map[string]int{"big.ics": 2*batchSize + 7, "small.ics": 1} {
		if err := os.WriteFile(filepath.Join(root, name), crowded(n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sourcetest.Run(t, sourcetest.Case{Source: Source{Machine: "m"}, Declared: Declared(), Root: root, Self: who.Self{Person: 7}, Now: now})
}
