package store_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store"
)

// noon is the time of tests that need one.
func noon() when.Instant { return when.Unix(1_700_000_000) }

func TestAFileIsForItsOwnerOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a b?c%+ü")
	path := filepath.Join(folder, "store.db")
	db, err := store.Open(t.Context(), store.Options{DSN: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	me, err := db.Owner(t.Context())
	if err != nil || me <= 0 {
		t.Fatalf("the owner is %d, %v", me, err)
	}
	if runtime.GOOS != "windows" {
		private(t, folder, 0o700)
		private(t, path, 0o600)
		private(t, path+"-wal", 0o600)
		private(t, path+"-shm", 0o600)
	}
	again, err := store.Open(t.Context(), store.Options{DSN: path, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if same, err := again.Owner(t.Context()); err != nil || same != me {
		t.Errorf("the owner was %d and is %d, %v", me, same, err)
	}
}

func private(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("%s has permissions %o, not %o", path, got, want)
	}
}

func TestATemporaryStoreLeavesNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	db, err := store.Open(t.Context(), store.Options{DSN: ":memory:", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Owner(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%d files are left behind", len(left))
	}
}
