package activitywatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

var (
	self = who.Self{Person: 7}
	now  = when.At(when.Date(2026, 11, 21).Time())
)

// ask reads a place on from where the book stands.
func ask(b *sourcetest.Book, p logbook.Place) source.Ask {
	return source.Ask{Self: self, Place: p, Position: b.Position(p.URI), Sink: b, Now: now, By: "test"}
}

// found is the one place at a path.
func found(t *testing.T, s Source, path string) logbook.Place {
	t.Helper()
	for p, err := range s.Find(t.Context(), path) {
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	t.Fatalf("nothing found at %s", path)
	return logbook.Place{}
}

// read reads one file with a fresh book.
func read(t *testing.T, s Source, path string) (*sourcetest.Book, logbook.Place) {
	t.Helper()
	b, p := &sourcetest.Book{}, found(t, s, path)
	if err := s.Pull(t.Context(), ask(b, p)); err != nil {
		t.Fatal(err)
	}
	return b, p
}

// line is what a beat says, for comparing.
func line(b logbook.Beat) string {
	parts := []string{b.At.UTC().Format("15:04:05"), fmt.Sprint(float64(b.For) / 1e6), b.Type, b.Lane.Program, b.Lane.Machine}
	for _, f := range [][2]string{{"entity", b.Entity}, {"project", b.Project}, {"branch", b.Branch}, {"language", b.Language}, {"category", b.Category}} {
		if f[1] != "" {
			parts = append(parts, f[0]+"="+f[1])
		}
	}
	return strings.Join(parts, " ")
}

func linesOf(beats []logbook.Beat) (out []string) {
	for _, b := range beats {
		out = append(out, line(b))
	}
	return out
}

func TestAnExportIsRead(t *testing.T) {
	b, p := read(t, Source{Machine: "here"}, "testdata/export.json")
	want := []string{
		"09:00:00 1800 afkstatus aw-watcher-afk desk category=not-afk",
		"09:00:00 60 app.editor.activity aw-watcher-vscode desk entity=/src/ledger/main.go project=ledger language=go",
		"09:00:00 61.25 currentwindow aw-watcher-window desk entity=Code",
		"09:01:00 0 app.editor.activity aw-watcher-vscode desk entity=C:\\src\\shop\\a.py project=shop branch=main",
		"09:01:00 30 web.tab.current aw-client-web desk entity=docs.example.org category=audible",
		"09:03:00 5 web.tab.current aw-client-web desk entity=file",
		"09:30:00 1800.5 afkstatus aw-watcher-afk desk category=afk",
		"10:00:00 600 general.stopwatch aw-webui unknown",
	}
	if diff := cmp.Diff(want, linesOf(b.Beats(p.URI))); diff != "" {
		t.Error(diff)
	}
	if p.Source != "activitywatch" || p.Machine != "here" || p.Name != "export.json" {
		t.Errorf("it is called %+v", p)
	}
}

func TestBadEventsAreSaidByLineAndBucket(t *testing.T) {
	b, p := read(t, Source{}, "testdata/export.json")
	var got []string
	for _, row := range b.Bad(p.URI) {
		got = append(got, fmt.Sprintf("%d %s%s", row.Line, row.What, row.Row))
	}
	want := []string{
		`19 bucket aw-watcher-window_desk, event 3: its time "yesterday" is not like 2026-11-20T10:00:00Z`,
		`20 bucket aw-watcher-window_desk, event 4: its duration is negative or no number`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Unless more is asked for, no title, path of an address or private window
// leaves the file.
func TestStructureOnly(t *testing.T) {
	b, _ := read(t, Source{}, "testdata/export.json")
	var kept strings.Builder
	kept.WriteString(string(must(json.Marshal(b.Batches))))
	for _, beat := range b.Beats(found(t, Source{}, "testdata/export.json").URI) {
		kept.WriteString(beat.Key + string(beat.Raw))
	}
	for _, secret := range []string{"Secret", "secret", "Private", "private", "8443"} {
		if strings.Contains(kept.String(), secret) {
			t.Errorf("%q was kept", secret)
		}
	}
	all, p := read(t, Source{Keep: Keep{Titles: true, Private: true}}, "testdata/export.json")
	n := 0
	for _, beat := range all.Beats(p.URI) {
		n += strings.Count(string(beat.Raw), "ecret")
	}
	if len(all.Beats(p.URI)) != 9 || n == 0 {
		t.Errorf("with all kept there are %d beats and %d secrets", len(all.Beats(p.URI)), n)
	}
}

// An event is one event however much of it is kept.
func TestKeysDoNotDependOnWhatIsKept(t *testing.T) {
	few, p := read(t, Source{Keep: Keep{Private: true}}, "testdata/export.json")
	all, _ := read(t, Source{Keep: Keep{Private: true, Titles: true}}, "testdata/export.json")
	x, y := few.Beats(p.URI), all.Beats(p.URI)
	for i := range x {
		if x[i].Key != y[i].Key {
			t.Errorf("%q and %q", x[i].Key, y[i].Key)
		}
	}
}

func TestOneBucketAloneIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.json")
	text := `{"client":"c","created":"x","events":[{"timestamp":"2026-11-20T09:00:00Z","data":{"app":"vim"}}],"hostname":"h","id":"w","type":"currentwindow"}`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b, p := read(t, Source{}, path)
	if got := linesOf(b.Beats(p.URI)); len(got) != 1 || got[0] != "09:00:00 0 currentwindow c h entity=vim" {
		t.Errorf("%q, bad %v", got, b.Bad(p.URI))
	}
}

// An event that has grown supersedes itself, in whatever order two exports are
// read.
func TestAGrownEventIsOneEvent(t *testing.T) {
	write := func(name string, seconds int) string {
		path := filepath.Join(t.TempDir(), name)
		text := fmt.Sprintf(`{"buckets":{"w":{"type":"currentwindow","client":"c","hostname":"h","events":[{"timestamp":"2026-11-20T09:00:00Z","duration":%d,"data":{"app":"vim"}}]}}}`, seconds)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	short, long := write("a.json", 5), write("b.json", 50)
	for _, order := range [][]string{{short, long}, {long, short}} {
		b := &sourcetest.Book{}
		for _, path := range order {
			if err := (Source{}).Pull(t.Context(), ask(b, found(t, Source{}, path))); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range b.All() {
			if len(b.All()) != 1 || f.Span.Len() != 50*when.Second {
				t.Errorf("%d facts, one of %v", len(b.All()), f.Span.Len())
			}
		}
	}
}

func TestWhatIsNoExportIsNotFound(t *testing.T) {
	for _, text := range []string{
		"", "[]", "{}", `{"buckets":[]}`, `{"days":[]}`, `{"buckets":{"a":1}}`, `{"events":[]}`, "SQLite format 3\x00", "BEGIN:VCALENDAR",
	} {
		path := filepath.Join(t.TempDir(), "aw-buckets-export.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for p, err := range (Source{}).Find(t.Context(), path) {
			t.Errorf("%q gave %v, %v", text, p, err)
		}
	}
}

func TestAnExportCutShortKeepsNoPosition(t *testing.T) {
	whole, err := os.ReadFile("testdata/export.json")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cut.json")
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	b, p := &sourcetest.Book{}, found(t, Source{}, path)
	if err := (Source{}).Pull(t.Context(), ask(b, p)); err == nil || b.Position(p.URI) != nil {
		t.Errorf("half an export is read: %v, position %s", err, b.Position(p.URI))
	}
}

// What stands before the cut is kept, and the error says how much that is.
func TestAnExportCutShortKeepsItsEvents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cut.json")
	text := many(1, 700)
	if err := os.WriteFile(path, []byte(text[:len(text)-40]), 0o600); err != nil {
		t.Fatal(err)
	}
	b, p := &sourcetest.Book{}, found(t, Source{}, path)
	err := (Source{}).Pull(t.Context(), ask(b, p))
	n := 0
	for _, batch := range b.Batches {
		for _, e := range batch.Entries {
			if e.Beat != nil {
				n++
			}
		}
	}
	if n != 699 || err == nil || !strings.Contains(err.Error(), "after 699 of its events") || !strings.Contains(err.Error(), path) {
		t.Errorf("%d events kept: %v", n, err)
	}
}

// flaky takes nothing the first time.
type flaky struct {
	sourcetest.Book
	failed bool
}

var errBusy = errors.New("busy")

func (f *flaky) Put(ctx context.Context, b logbook.Batch) (logbook.Kept, error) {
	if !f.failed {
		f.failed = true
		return logbook.Kept{}, errBusy
	}
	return f.Book.Put(ctx, b)
}

// A log that would not take something is not taken for a file that is cut.
func TestAnExportCutShortAndABusyLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cut.json")
	text := many(1, 700)
	if err := os.WriteFile(path, []byte(text[:len(text)-40]), 0o600); err != nil {
		t.Fatal(err)
	}
	f := &flaky{}
	a := ask(&f.Book, found(t, Source{}, path))
	a.Sink = f
	if err := (Source{}).Pull(t.Context(), a); !errors.Is(err, errBusy) {
		t.Errorf("the log was busy, and it says %v", err)
	}
}

// A file that was only touched holds nothing new.
func TestTheSameBytesPutNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	if err := os.WriteFile(path, []byte(many(1, 3)), 0o600); err != nil {
		t.Fatal(err)
	}
	b, p := read(t, Source{}, path)
	n := len(b.Batches)
	if err := os.Chtimes(path, time.Time{}, now.UTC()); err != nil {
		t.Fatal(err)
	}
	if err := (Source{}).Pull(t.Context(), ask(b, p)); err != nil || len(b.Batches) != n {
		t.Errorf("%d batches more, %v", len(b.Batches)-n, err)
	}
}

func TestContract(t *testing.T) {
	dir := t.TempDir()
	for i := range 2 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("aw-buckets-export-%d.json", i)), []byte(many(i, 700)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sourcetest.Run(t, sourcetest.Case{Source: Source{Machine: "here"}, Declared: Declared(), Root: dir, Self: self, Now: now, Strangers: []string{"Secret"}})
}

// many is an export of n windows.
func many(seed, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"buckets":{"w%d":{"type":"currentwindow","client":"c","hostname":"h","events":[`, seed)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		at := when.At(when.Date(2026, 11, 20).Time()) + when.Instant(i)*when.Minute
		fmt.Fprintf(&b, "\n"+`{"timestamp":%q,"duration":30.5,"data":{"app":"app %d","title":"Secret %d"}}`, at, i%7, i)
	}
	return b.String() + "]}}}"
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
