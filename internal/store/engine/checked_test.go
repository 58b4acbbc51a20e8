package engine

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"github.com/backsight/backsight/internal/store/whole"
)

// TestAnOlderFileGainsChecksums: a file from before is written anew with them, once
// nobody else has it open, and holds what it held.
func TestAnOlderFileGainsChecksums(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	other, err := sqlite3.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Exec("pragma journal_mode = wal; create table kept (n); insert into kept values (7), (8); begin; select * from kept"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []whole.Kind{whole.Bare, whole.Checked, whole.Checked} {
		db, err := Open(t.Context(), file, Hooks{})
		if err != nil {
			t.Fatal(err)
		}
		var sum int
		err = db.home.Load().read.QueryRowContext(t.Context(), "select sum(n) from kept").Scan(&sum)
		if err != nil || sum != 15 {
			t.Errorf("it holds %d, %v", sum, err)
		}
		if err := errors.Join(db.Close(), other.Close()); err != nil {
			t.Fatal(err)
		}
		if kind, err := whole.Of(file); kind != want || err != nil {
			t.Errorf("the file is of kind %d, not %d: %v", kind, want, err)
		}
	}
}

// TestANewFileIsChecked from its first page on.
func TestANewFileIsChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	for range 2 {
		db, err := Open(t.Context(), file, Hooks{})
		if err != nil {
			t.Fatal(err)
		}
		if kind, err := whole.Of(file); kind != whole.Checked || err != nil {
			t.Errorf("the file is of kind %d: %v", kind, err)
		}
		db.Close()
	}
}
