package whole_test

import (
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"

	"github.com/backsight/backsight/internal/store/whole"
)

// connect opens a file as the store's engine does.
func connect(t *testing.T, file string) *sql.DB {
	t.Helper()
	whole.Register()
	db, err := driver.Open(whole.Address(file, "&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=cache_size(5)"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	return db
}

func do(t *testing.T, db *sql.DB, text string, args ...any) {
	t.Helper()
	if _, err := db.Exec(text, args...); err != nil {
		t.Fatal(err)
	}
}

// made is a file with checksums and a table, all in its place, and what a kill leaves
// of a log with twenty transactions more.
func made(t *testing.T) (file string, log []byte) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "a.db")
	conn, err := sqlite3.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = conn.FileControl("main", sqlite3.FCNTL_RESERVE_BYTES, whole.Reserved)
	err = errors.Join(err, conn.Exec("create table told (n integer primary key, said text); create table other (n integer primary key)"), conn.Close())
	if err != nil {
		t.Fatal(err)
	}
	db := connect(t, file)
	for n := range 20 {
		do(t, db, "insert into told values (?, ?)", n, strings.Repeat("word ", 300))
	}
	copied := filepath.Join(dir, "left.db")
	for _, end := range []string{"", "-wal"} {
		text, err := os.ReadFile(file + end)
		if err == nil {
			err = os.WriteFile(copied+end, text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		log = text
	}
	return copied, log
}

// read is what a file says: how many rows, or what is wrong.
func read(t *testing.T, file string) (rows int, err error) {
	t.Helper()
	if _, err := whole.Of(file); err != nil {
		return 0, err
	}
	if err := whole.Log(file); err != nil {
		return 0, err
	}
	db := connect(t, file)
	defer db.Close()
	return rows, db.QueryRow("select count(*) from told where length(said) = 1500").Scan(&rows)
}

// with writes a copy of a file with another log beside it.
func with(t *testing.T, file string, log []byte) string {
	t.Helper()
	pages, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "b.db")
	if err := errors.Join(os.WriteFile(copied, pages, 0o600), os.WriteFile(copied+"-wal", log, 0o600)); err != nil {
		t.Fatal(err)
	}
	return copied
}

// TestALogThatIsLeftOver flips bits of a log that a kill has left: nothing of what was
// acknowledged before the last transaction goes without a word. A torn end is no damage.
func TestALogThatIsLeftOver(t *testing.T) {
	file, log := made(t)
	if n, err := read(t, with(t, file, log)); n != 20 || err != nil {
		t.Fatalf("the log as it was: %d rows, %v", n, err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		at, bit := r.IntN(len(log)), r.IntN(8)
		flipped := slices.Clone(log)
		flipped[at] ^= 1 << bit
		n, err := read(t, with(t, file, flipped))
		var d *whole.Damage
		if n < 19 && !errors.As(err, &d) {
			t.Errorf("bit %d of byte %d of %d: %d rows, %v", bit, at, len(log), n, err)
		}
		if err != nil && !strings.Contains(err.Error(), "is damaged: its write-ahead log") {
			t.Errorf("byte %d: %v", at, err)
		}
	}
	for _, cut := range []int{1, 100, 4095, 4120, 9000} {
		if n, err := read(t, with(t, file, log[:len(log)-cut])); err != nil || n < 17 {
			t.Errorf("%d bytes short: %d rows, %v", cut, n, err)
		}
	}
}

// TestALogInUse changes a log under those who read it: they are told, and what is
// wrong does not get into the file.
func TestALogInUse(t *testing.T) {
	file, log := made(t)
	writer := connect(t, file)
	do(t, writer, "insert into other values (1)")
	reader := connect(t, file)
	const page = 4096
	text, err := os.ReadFile(file + "-wal")
	if err != nil || len(text) < len(log) {
		t.Fatal(err)
	}
	f, err := os.OpenFile(file+"-wal", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at := 32 + 24; at < len(text); at += page + 24 { // of every frame one byte of text
		i := at + page - 100
		if _, err := f.WriteAt([]byte{text[i] ^ 1}, int64(i)); err != nil {
			t.Fatal(err)
		}
	}
	var all string
	err = reader.QueryRow("select group_concat(said) from told").Scan(&all)
	if !whole.Bad(err) {
		t.Errorf("it was read: %v", err)
	}
	if _, err := reader.Exec("pragma wal_checkpoint(truncate)"); err == nil {
		t.Error("it went into the file")
	}
	reader.Close()
	writer.Close()
	if n, err := read(t, file); n == 20 && err == nil {
		t.Error("it was taken into the file")
	}
}

// TestALongTransaction changes pages that are in the log already, again and again, with
// hardly any memory: what a transaction itself has just written is no damage.
func TestALongTransaction(t *testing.T) {
	file, _ := made(t)
	db := connect(t, file)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for round := range 5 {
		for n := range 200 {
			if _, err := tx.Exec("insert into told values (?, ?) on conflict do update set said = said || ?", n, strings.Repeat("x", 900), round); err != nil {
				t.Fatal(err)
			}
		}
		var sum int
		if err := tx.QueryRow("select sum(length(said)) from told").Scan(&sum); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if round == 2 {
			if _, err := tx.Exec("savepoint s; delete from told where n > 100; rollback to s"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := read(t, file); err != nil {
		t.Error(err)
	}
}

// TestTheHeaderContradictsItself where the byte that switches the checksums off was
// changed: then nothing else would be looked at.
func TestTheHeaderContradictsItself(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	conn, err := sqlite3.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(whole.Reserve(conn), conn.Close()); err != nil {
		t.Fatal(err)
	}
	pages, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for byte20, want := range map[byte]whole.Kind{8: whole.Checked, 0: whole.Strange, 9: whole.Strange, 12: whole.Strange} {
		pages[20] = byte20
		if err := os.WriteFile(file, pages, 0o600); err != nil {
			t.Fatal(err)
		}
		kind, err := whole.Of(file)
		var d *whole.Damage
		if kind != want || errors.As(err, &d) != (want == whole.Strange) {
			t.Errorf("byte 20 is %d: kind %d, %v", byte20, kind, err)
		}
	}
	for name, want := range map[string]whole.Kind{"none": whole.Absent, "empty": whole.Empty, "text": whole.Strange} {
		other := filepath.Join(filepath.Dir(file), name)
		text := map[string]string{"text": strings.Repeat("words ", 50)}[name]
		if name != "none" {
			if err := os.WriteFile(other, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if kind, err := whole.Of(other); kind != want || err != nil {
			t.Errorf("%s: kind %d, %v", name, kind, err)
		}
	}
}

// TestTables names the table whose page is bad, and no other.
func TestTables(t *testing.T) {
	file, log := made(t)
	db := connect(t, file)
	do(t, db, "pragma wal_checkpoint(truncate)")
	db.Close()
	pages, err := os.ReadFile(file)
	if err != nil || len(log) == 0 {
		t.Fatal(err)
	}
	pages[len(pages)-50] ^= 4
	if err := os.WriteFile(file, pages, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = read(t, file)
	if !whole.Bad(err) {
		t.Fatalf("it was read: %v", err)
	}
	d := whole.Tables(t.Context(), file, err)
	if !slices.Equal(d.Tables, []string{"told"}) || d.Error() != file+" is damaged: table told" || d.Unwrap() == nil {
		t.Errorf("damaged is %q: %v", d.Tables, d)
	}
	if text := d.Fault(nil).Error(); strings.Count(text, "damaged") != 1 || strings.Contains(text, "sqlite3") {
		t.Errorf("a person is told %q", text)
	}
	if !d.Only([]string{"told", "x"}) || d.Only([]string{"x"}) || (&whole.Damage{Part: "it"}).Only(nil) {
		t.Error("which tables can be made again is not told apart")
	}
	if got := whole.Tables(t.Context(), with(t, file, nil)+"x", nil); got.Part == "" {
		t.Error("a file that is not there has no damage")
	}
}
