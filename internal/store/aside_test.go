package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/store/whole"
)

// TestACopyIsForItself: what is written to a copy is not in the store.
func TestACopyIsForItself(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	db := open(t, dsn)
	me, g := owner(t, db)
	all := someTyping(me, 4)
	want := putAll(t, db, all[:2])
	stood := whole.StandOf(dsn)
	of, err := db.Copy()
	if err != nil || of == nil {
		t.Fatal(of, err)
	}
	putAll(t, of, all[2:])
	if err := of.Forget(ctx, g); err != nil {
		t.Error(err)
	}
	if n := len(heardOf(t, of, g)); n <= len(want) {
		t.Errorf("the copy holds %d", n)
	}
	if err := of.Close(); err != nil {
		t.Error(err)
	}
	if whole.StandOf(dsn) != stood {
		t.Error("the store was written to")
	}
	if diff := cmp.Diff(want, heardOf(t, db, g)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := os.Stat(dsn); err != nil {
		t.Error(err)
	}
}
