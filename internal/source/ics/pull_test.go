package ics

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// book keeps what is put, the way a store does: facts by id, sightings of one
// place, its position and coverage.
type book struct {
	facts    map[logbook.ID]logbook.Fact
	here     map[logbook.ID]bool
	bad      []logbook.BadRow
	counts   logbook.Coverage
	position logbook.Position
	puts     int
}

func newBook() *book {
	return &book{facts: map[logbook.ID]logbook.Fact{}, here: map[logbook.ID]bool{}}
}

func (b *book) Put(_ context.Context, batch logbook.Batch) (kept logbook.Kept, err error) {
	b.puts++
	for _, e := range batch.Entries {
		switch {
		case e.Fact != nil:
			if err := e.Fact.Check(); err != nil {
				return kept, err
			}
			id := e.Fact.ID()
			if _, known := b.facts[id]; known {
				kept.Same++
			} else {
				b.facts[id], kept.New = *e.Fact, kept.New+1
			}
			b.here[id] = true
		case e.Gone != nil:
			delete(b.here, *e.Gone)
		case e.Bad != nil:
			b.bad = append(b.bad, *e.Bad)
		case e.Counts != nil:
			b.counts = *e.Counts
		}
	}
	if batch.Position != nil {
		b.position = batch.Position
	}
	return kept, nil
}

// inForce are the newest versions of all things, without the deleted ones.
func (b *book) inForce() map[string]logbook.Fact {
	newest := map[string]logbook.Fact{}
	for id, f := range b.facts {
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

func (b *book) ask(path string, now when.Instant) source.Ask {
	return source.Ask{
		Self:     who.Self{Person: 7, Identities: []who.Identity{"me@example.org"}},
		Place:    logbook.Place{Source: sourceName, Name: "work", URI: path},
		Position: b.position, Sink: b, Now: now, By: "test",
		Known: func(context.Context) iter.Seq2[logbook.ID, error] {
			return func(yield func(logbook.ID, error) bool) {
				for id := range b.here {
					if !yield(id, nil) {
						return
					}
				}
			}
		},
		Fact: func(_ context.Context, id logbook.ID) (logbook.Fact, error) { return b.facts[id], nil },
	}
}

func (b *book) pull(t *testing.T, path string, now when.Instant) {
	t.Helper()
	if err := (Source{}).Pull(t.Context(), b.ask(path, now)); err != nil {
		t.Fatal(err)
	}
}

// write puts VEVENTs into a calendar file, exported at a time.
func write(t *testing.T, path, export string, events ...string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
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
	path := filepath.Join(t.TempDir(), "a.ics")
	write(t, path, "20250301T080000Z", one, two, six)
	b := newBook()
	b.pull(t, path, now)
	if len(b.facts) != 3 || len(b.bad) != 0 {
		t.Fatalf("%d facts, bad rows %v", len(b.facts), b.bad)
	}
	f := b.inForce()["two"]
	if f.Zone != "Europe/Berlin" || f.Day.String() != "2025-01-08" || f.Span.From.String() != "2025-01-08T08:00:00Z" || f.Span.Len() != when.Hour {
		t.Errorf("two is placed at %v in %q on %v", f.Span, f.Zone, f.Day)
	}
	want := logbook.Coverage{
		Place: logbook.Place{Source: sourceName, Name: "work", URI: path}, Facts: 3, Yours: 3,
		From: when.Date(2025, 1, 7), To: when.Date(2025, 3, 2),
	}
	if diff := cmp.Diff(want, b.counts); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
}

func TestPullOfAnUntouchedFilePutsNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ics")
	write(t, path, "20250301T080000Z", one, two)
	b := newBook()
	b.pull(t, path, now)
	puts := b.puts
	b.pull(t, path, now)
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(path, later, later); err != nil {
		t.Fatal(err)
	}
	b.pull(t, path, now)
	if b.puts != puts {
		t.Errorf("%d puts after the first reading", b.puts-puts)
	}
}

func TestPullOfTheSameEventsExportedAgainIsTheSameFacts(t *testing.T) {
	dir := t.TempDir()
	b := newBook()
	for _, export := range []string{"20250301T080000Z", "20250302T080000Z"} {
		path := filepath.Join(dir, export+".ics")
		write(t, path, export, one, two, six)
		b.position = nil
		b.pull(t, path, now)
	}
	if len(b.facts) != 3 {
		t.Errorf("3 events exported twice are %d facts", len(b.facts))
	}
}

func TestPullTombstonesWhatANewerExportLacks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ics")
	b := newBook()
	write(t, path, "20250301T080000Z", one, two, ten)
	b.pull(t, path, now)
	write(t, path, "20250401T080000Z", one, ten)
	b.pull(t, path, now)
	in := b.inForce()
	if _, there := in["two"]; there || len(in) != 2 {
		t.Errorf("in force are %d things, two among them: %v", len(in), there)
	}
	if len(b.facts) != 4 {
		t.Errorf("%d facts are kept, not 3 and a tombstone", len(b.facts))
	}
	if len(b.here) != 3 { // one, ten and the tombstone
		t.Errorf("%d facts are seen here", len(b.here))
	}
}

func TestPullTombstonesNothingOnWeakEvidence(t *testing.T) {
	for name, second := range map[string]string{
		"an older export":            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20240101T000000Z\n" + one + "\nEND:VEVENT\nEND:VCALENDAR\n",
		"a file cut short":           "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20250401T000000Z\n" + one + "\nEND:VEVENT\n",
		"a window that starts later": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTAMP:20250401T000000Z\n" + ten + "\nEND:VEVENT\nEND:VCALENDAR\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.ics")
			b := newBook()
			write(t, path, "20250301T080000Z", one, two, six)
			b.pull(t, path, now)
			if err := os.WriteFile(path, []byte(second), 0o600); err != nil {
				t.Fatal(err)
			}
			b.pull(t, path, now)
			if in := b.inForce(); len(in) < 3 {
				t.Errorf("only %d things are in force", len(in))
			}
		})
	}
}

func TestPullOfAnEditedEventSupersedes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.ics")
	b := newBook()
	write(t, path, "20250301T080000Z", one, two)
	b.pull(t, path, now)
	write(t, path, "20250401T080000Z", one, strings.Replace(two, "T090000", "T140000", 1))
	b.pull(t, path, now)
	if at := b.inForce()["two"].Span.From.String(); at != "2025-01-08T13:00:00Z" {
		t.Errorf("the edited event is in force at %s", at)
	}
	if len(b.facts) != 3 {
		t.Errorf("%d facts: both versions should stay", len(b.facts))
	}
}

// TestPullOfALifeIsItsBatches reads a calendar that was written from a made-up
// life and finds the facts that the life itself says it left.
func TestPullOfALifeIsItsBatches(t *testing.T) {
	life, until := lives.All()[0], when.Date(2024, 6, 1)
	path := filepath.Join(t.TempDir(), "calendar.ics")
	if err := os.WriteFile(path, life.Live(until).Calendar(), 0o600); err != nil {
		t.Fatal(err)
	}
	b := newBook()
	b.pull(t, path, until.Start(time.UTC))
	want, got := map[string]string{}, map[string]string{}
	for batch := range lives.Batches(life, 7, until) {
		for _, e := range batch.Entries {
			if e.Fact != nil && e.Fact.Kind == logbook.KindEvent {
				want[e.Fact.Key] = said(*e.Fact)
			}
		}
	}
	for _, f := range b.facts {
		got[f.Key] = said(f)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("%d facts (-of the life +read):\n%s", len(want), diff)
	}
}

// said is a fact but for its zone: of times in UTC the life says "UTC", the
// reader the zone of the calendar they were lived in.
func said(f logbook.Fact) string {
	return fmt.Sprint(f.Span.From, f.Span.To, f.Day, f.Version, string(f.Body))
}
