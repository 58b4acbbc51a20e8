package activitywatch

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/store/foreign"
)

// The two databases were made with the tables that aw-server 0.13 and
// aw-server-rust 0.13 make, and hold the same events.
var databases = []string{"peewee-sqlite.v2.db", "rust.db"}

func reader() Source { return Source{Machine: "here", Rows: foreign.Rows} }

func TestDatabasesAreRead(t *testing.T) {
	want := []string{
		"09:00:00 1800 afkstatus aw-watcher-afk desk category=not-afk",
		"09:00:00 60.123 currentwindow aw-watcher-window desk entity=Code",
		"09:30:00 12.5 afkstatus aw-watcher-afk desk category=afk",
	}
	for _, name := range databases {
		b, p := read(t, reader(), filepath.Join("testdata", name))
		if diff := cmp.Diff(want, linesOf(b.Beats(p.URI))); diff != "" {
			t.Error(name, diff)
		}
		if bad := b.Bad(p.URI); len(bad) != 1 || bad[0].What != "bucket aw-watcher-window_desk, an event at "+at(name)+": its data are no JSON object" || bad[0].Row != "" {
			t.Errorf("%s: bad %+v", name, bad)
		}
	}
}

// at is how a database writes when its bad event began.
func at(name string) string {
	if name == "rust.db" {
		return "1795165320000000"
	}
	return "2026-11-20 09:02:00+00:00"
}

// The same evidence is the same beats, whichever server kept it.
func TestBothDatabasesGiveTheSameBeats(t *testing.T) {
	x, p := read(t, reader(), filepath.Join("testdata", databases[0]))
	y, q := read(t, reader(), filepath.Join("testdata", databases[1]))
	if diff := cmp.Diff(x.Beats(p.URI), y.Beats(q.URI)); diff != "" {
		t.Error(diff)
	}
}

func TestADatabaseReadAgainPutsNothing(t *testing.T) {
	for _, name := range databases {
		b, p := read(t, reader(), filepath.Join("testdata", name))
		n := len(b.Batches)
		if err := reader().Pull(t.Context(), ask(b, p)); err != nil || len(b.Batches) != n {
			t.Errorf("%s: %d batches more, %v", name, len(b.Batches)-n, err)
		}
	}
}

func TestOtherDatabasesAreNotFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	if err := os.WriteFile(path, []byte("SQLite format 3\x00 and no more"), 0o600); err != nil {
		t.Fatal(err)
	}
	for p, err := range reader().Find(t.Context(), path) {
		t.Errorf("found %v, %v", p, err)
	}
	for p, err := range (Source{}).Find(t.Context(), filepath.Join("testdata", databases[0])) {
		t.Errorf("found %v, %v without anything to read it with", p, err)
	}
}

func TestDatabasesAreFoundByName(t *testing.T) {
	dir := t.TempDir()
	for _, to := range []string{"aw-server/peewee-sqlite.v2.db", "aw-server-rust/sqlite.db", "elsewhere/sqlite.db"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(to)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), must(os.ReadFile(filepath.Join("testdata", databases[1]))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for p, err := range reader().Find(t.Context(), dir) {
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel(dir, p.URI)
		got = append(got, filepath.ToSlash(rel))
	}
	if diff := cmp.Diff([]string{"aw-server/peewee-sqlite.v2.db", "aw-server-rust/sqlite.db"}, got); diff != "" {
		t.Error(diff)
	}
}
