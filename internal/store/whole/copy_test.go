package whole

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

// TestACopyHoldsWhatWasCommitted: what lies in the log is in it, what was not committed
// is not, nothing beside the file is made, and one may read it while one writes it.
func TestACopyHoldsWhatWasCommitted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	Register()
	w := opened(t, Address(file, ""))
	must(t, Reserve(w))
	must(t, w.Exec("pragma journal_mode = wal; pragma cache_size = 1; pragma wal_autocheckpoint = 0; create table kept (n integer primary key, said blob)"))
	must(t, w.Exec("pragma wal_checkpoint(truncate)"))
	if n := counted(t, file); n != 0 {
		t.Fatalf("a copy without a log has %d rows", n)
	}
	const add = "insert into kept (said) select randomblob(3000) from (select 1 union select 2 union select 3), (select 1 union select 2 union select 3)"
	must(t, w.Exec(add))
	must(t, w.Exec("begin; "+add+"; "+add)) // more than the cache holds: some lies in the log
	before := listed(t, filepath.Dir(file))
	if n := counted(t, file); n != 9 {
		t.Errorf("a copy of a log has %d rows, not 9", n)
	}
	if after := listed(t, filepath.Dir(file)); after != before {
		t.Errorf("beside the file are %s, and before %s", after, before)
	}
	must(t, w.Exec("commit; delete from kept where n > 20; vacuum"))
	if n := counted(t, file); n != 20 {
		t.Errorf("a copy has %d rows, not 20", n)
	}
}

// counted is how many rows a copy of the file has; it is whole, readers of it keep what
// they saw, and the file is as it was.
func counted(t *testing.T, file string) int {
	t.Helper()
	was, stood := bytesOf(t, file), StandOf(file)
	pages, err := Committed(file)
	if err != nil {
		t.Fatal(err)
	}
	address, drop := Memory(pages)
	defer drop()
	read, write := opened(t, address("")), opened(t, address(""))
	if all, err := column(read, "pragma integrity_check"); err != nil || len(all) != 1 || all[0] != "ok" {
		t.Errorf("the copy is %v, %v", all, err)
	}
	s, _, err := read.Prepare("select (select count(*) from kept) from sqlite_schema union all select count(*) from kept")
	must(t, err)
	s.Step()
	n := s.ColumnInt(0)
	must(t, write.Exec("begin immediate; insert into kept (said) select randomblob(9000) from kept; insert into kept (said) values (1); commit"))
	if s.Step(); s.ColumnInt(0) != n {
		t.Errorf("a reader saw %d rows, and then %d", n, s.ColumnInt(0))
	}
	must(t, s.Close())
	if now, err := column(read, fmt.Sprintf("select count(*) > %d from kept", n)); err != nil || now[0] != "1" {
		t.Errorf("what was written is not there: %v, %v", now, err)
	}
	if string(bytesOf(t, file)) != string(was) || StandOf(file) != stood {
		t.Error("the file was written to")
	}
	return n
}

// TestACopyKeepsDamage: a page that is not as it was written is not made sound by
// copying it.
func TestACopyKeepsDamage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	Register()
	w := opened(t, Address(file, ""))
	must(t, Reserve(w))
	must(t, w.Exec("create table kept (n integer primary key, said blob); insert into kept (said) values (randomblob(100))"))
	must(t, w.Close())
	sound := bytesOf(t, file)
	for _, at := range []int{30, 4000, 4096 + 3000} {
		text := append([]byte(nil), sound...)
		text[at] ^= 4
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		pages, err := Committed(file)
		if err != nil {
			continue
		}
		address, drop := Memory(pages)
		c, err := sqlite3.Open(address(""))
		if err == nil {
			_, err = column(c, "select said from kept")
			err = errors.Join(err, c.Close())
		}
		if drop(); !Bad(err) {
			t.Errorf("a bit at %d changed: %v", at, err)
		}
	}
}

func opened(t *testing.T, address string) *sqlite3.Conn {
	t.Helper()
	c, err := sqlite3.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func bytesOf(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func listed(t *testing.T, dir string) (names string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		names += one.Name() + " "
	}
	return names
}
