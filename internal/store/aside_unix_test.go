//go:build unix

package store_test

import (
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// TestReadsGoOnAside refuses whatever is written, as a full disk does: what was kept is
// read all the same, what is reckoned is remembered for as long as the program runs and
// leaves nothing, what is said is refused, and once it can be written again all goes on.
func TestReadsGoOnAside(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	var told []store.Aside
	db, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon, Aside: func(a store.Aside) { told = append(told, a) }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	me, g := owner(t, db)
	all := someTyping(me, 12)
	want := putAll(t, db, all[:4])
	result := logbook.Result{Name: "a", Body: []byte("1")}
	if err := db.RememberResults(ctx, g, result); err != nil {
		t.Fatal(err)
	}
	before := stateOf(t, db)

	empty := fill(t, dsn)
	if _, err := db.Put(ctx, all[4]); err == nil {
		t.Fatal("it was full, and something was kept")
	}
	result.Body = []byte("2")
	for n := range 3 {
		generation, err := db.Remember(ctx, g, 0, when.Days{From: 1, To: 2}, logbook.Reckoned{Days: when.Days{From: 1, To: 2}, Tallies: []logbook.Tally{{Day: 1, Measure: "a measure of its own", Value: 1}}})
		if err != nil || generation < 1<<40 {
			t.Errorf("what was reckoned is of generation %d, %v", generation, err)
		}
		if err := db.RememberResults(ctx, g, result); err != nil || len(told) != 1 || told[0].Why == nil {
			t.Fatalf("%d: remembering where nothing can be written: %v; told %v", n, err, told)
		}
	}
	if diff := cmp.Diff(want, heardOf(t, db, g)); diff != "" {
		t.Errorf("aside (-want +got):\n%s", diff)
	}
	if got := resultOf(t, db); got != "2" {
		t.Errorf("aside it remembers %q", got)
	}
	if _, err := db.Put(ctx, all[4]); err == nil {
		t.Error("it was full, and something was kept")
	}

	empty()
	want = append(want, putAll(t, db, all[4:])...)
	if len(told) != 2 || told[1].Why != nil {
		t.Errorf("told %v", told)
	}
	for what, db := range map[string]*store.DB{"the store": db, "the store opened again": open(t, dsn)} {
		if diff := cmp.Diff(want, heardOf(t, db, g)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
		if got := resultOf(t, db); got != "1" {
			t.Errorf("%s remembers %q", what, got)
		}
		if now := stateOf(t, db); now.Generation != before.Generation {
			t.Errorf("%s is of generation %d, not %d", what, now.Generation, before.Generation)
		}
		if v, err := db.VerifyAudit(ctx, g); err != nil || !v.Sound() {
			t.Errorf("%s: %+v, %v", what, v, err)
		}
	}
}

// fill lets this program write to no file behind its first bytes, where the log of the
// store goes on already, and gives what ends that.
func fill(t *testing.T, dsn string) (empty func()) {
	t.Helper()
	const most = 64 << 10
	if info, err := os.Stat(dsn + "-wal"); err != nil || info.Size() < most {
		t.Fatalf("the log is %v, %v", info, err)
	}
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	none := was
	none.Cur = most
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &none); err != nil {
		t.Fatal(err)
	}
	empty = func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(empty)
	return empty
}

func resultOf(t *testing.T, db *store.DB) (body string) {
	t.Helper()
	_, g := owner(t, db)
	for r, err := range db.Results(ctx, g, "") {
		if err != nil {
			t.Fatal(err)
		}
		body = string(r.Body)
	}
	return body
}

func stateOf(t *testing.T, db *store.DB) logbook.Derived {
	t.Helper()
	_, g := owner(t, db)
	d, err := db.Derived(ctx, g)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
