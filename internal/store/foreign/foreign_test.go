package foreign

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ncruces/go-sqlite3/driver"

	"github.com/backsight/backsight/internal/base/fault"
)

// stranger is the database of another program, still open there.
func stranger(t *testing.T, journal string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "of another?.db")
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	db, err := driver.Open(u.String() + "?_pragma=journal_mode(" + journal + ")")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.ExecContext(t.Context(), `create table said (n integer, f real, s text, b blob, e text);
insert into said values (1, 1.5, 'one', x'01', null), (2, 2.5, 'two', x'02', null)`); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestForeignRowsAreReadWhileTheirProgramRuns(t *testing.T) {
	for _, journal := range []string{"wal", "delete"} {
		var got [][]any
		for row, err := range Rows(t.Context(), stranger(t, journal), `select n, f, s, b, e from said where n > ? order by n`, 0) {
			if err != nil {
				t.Fatal(journal, err)
			}
			got = append(got, append([]any{}, row...))
		}
		want := [][]any{{int64(1), 1.5, "one", []byte{1}, nil}, {int64(2), 2.5, "two", []byte{2}, nil}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(journal, diff)
		}
	}
}

func TestForeignRowsAreNeverChanged(t *testing.T) {
	file := stranger(t, "delete")
	before, _ := os.ReadFile(file)
	for _, query := range []string{`delete from said returning n`, `create table mine (n)`, `pragma user_version = 7`} {
		for range Rows(t.Context(), file, query) { //nolint:revive // whatever it says
		}
	}
	if after, _ := os.ReadFile(file); string(before) != string(after) {
		t.Error("the database of another program was changed")
	}
}

func TestWhatIsNoDatabase(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(file, []byte("SQLite format 4"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, file + ".none"} {
		n := 0
		for _, err := range Rows(t.Context(), path, `select 1`) {
			if n++; fault.KindOf(err) != fault.Incomplete {
				t.Errorf("%s: %v", path, err)
			}
		}
		if n != 1 {
			t.Errorf("%s gave %d rows", path, n)
		}
	}
	if _, err := os.Stat(file + ".none"); err == nil {
		t.Error("a database was made where none was")
	}
}

func TestForeignRowsEndWhenAsked(t *testing.T) {
	file := stranger(t, "wal")
	for range Rows(t.Context(), file, `select n from said`) {
		break // an iterator that yields on panics here
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range Rows(ctx, file, `select n from said`) {
		if err == nil {
			t.Error("a cancelled reading goes on")
		}
	}
	for _, err := range Rows(t.Context(), file, `select n from nowhere`) {
		if err == nil || !strings.Contains(err.Error(), "nowhere") {
			t.Errorf("a table that is not there: %v", err)
		}
	}
}
