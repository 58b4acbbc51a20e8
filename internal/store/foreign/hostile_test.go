//go:build unix

package foreign

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/store/foreign/foreigntest"
)

// made is a database that somebody else wrote.
func made(t *testing.T, text string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "opencode.db")
	foreigntest.Database(t, file, text)
	return file
}

const endless = `with recursive c(x) as (select 1 union all select x + 1 from c) select x as id, 'a' as data from c`

// TestADatabaseThatComputesIsNotRead: a view, or a column, that is worked out when it is
// asked for costs what its author likes.
func TestADatabaseThatComputesIsNotRead(t *testing.T) {
	for name, text := range map[string]string{
		"view":      `create view message as ` + endless,
		"view of":   `create table inner (x); create view m as select 1 as id, 'a' as data; create view message as select * from m`,
		"generated": `create table message (id integer, data generated always as (hex(zeroblob(1000))) virtual); insert into message values (1)`,
		"stored":    `create table message (id integer, data generated always as (hex(id)) stored); insert into message values (1)`,
	} {
		n := 0
		for _, err := range Rows(t.Context(), made(t, text), `select id, data from message`) {
			n++
			if err == nil || !strings.Contains(err.Error(), errComputed.Error()) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n != 1 {
			t.Errorf("%s gave %d rows", name, n)
		}
	}
}

// TestAQuestionHasSteps: a small database cannot make a question work for long.
func TestAQuestionHasSteps(t *testing.T) {
	file := made(t, `create table message (id integer, data text);
with recursive c(x) as (select 1 union all select x + 1 from c limit 3000) insert into message select 1, 'a' from c`)
	n := 0
	var last error
	for _, err := range Rows(t.Context(), file, `select count(*) from message a, message b, message c where a.id + b.id + c.id = 0`) {
		n, last = n+1, err
	}
	if n != 1 || last == nil || !strings.Contains(last.Error(), errSteps.Error()) {
		t.Errorf("%d rows, %v", n, last)
	}
}

// TestALongValueCostsItself: one that is longer than is read of one is refused, or left
// out by whoever asks for its length first; it is never loaded.
func TestALongValueCostsItself(t *testing.T) {
	file := made(t, `create table message (id integer, data text);
insert into message values (1, 'short'), (2, cast(zeroblob(60000000) as text)), (3, 'short')`)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var got []any
	for row, err := range Rows(t.Context(), file, `select case when octet_length(data) < 1000 then data end from message order by id`) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row[0])
	}
	if len(got) != 3 || got[0] != "short" || got[1] != nil || got[2] != "short" {
		t.Errorf("read %q", got)
	}
	n := 0
	for _, err := range Rows(t.Context(), file, `select data from message`) {
		if n++; err != nil {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d rows before the long one was refused", n)
	}
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 20<<20 {
		t.Errorf("%d bytes were taken", after.TotalAlloc-before.TotalAlloc)
	}
}

// TestNoMemoryIsNoPanic: SQLite panics where there is no more.
func TestNoMemoryIsNoPanic(t *testing.T) {
	file := made(t, `create table message (id integer, data text);
with recursive c(x) as (select 1 union all select x + 1 from c limit 100) insert into message select x, hex(zeroblob(1000000)) from c`)
	var last error
	for _, err := range Rows(t.Context(), file, `select id, data from message order by data, id desc`) {
		last = err
	}
	if last == nil {
		t.Error("200 MB were sorted in 128")
	}
	if n := 0; true {
		for _, err := range Rows(t.Context(), file, `select id from message`) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 100 {
			t.Errorf("afterwards %d rows are read", n)
		}
	}
}

// TestAPlacesBudgetHoldsForItsDatabase: what is read of rows counts.
func TestAPlacesBudgetHoldsForItsDatabase(t *testing.T) {
	file := made(t, `create table message (id integer, data text);
with recursive c(x) as (select 1 union all select x + 1 from c limit 100) insert into message select x, hex(zeroblob(50000)) from c`)
	n := 0
	var last error
	for _, err := range Rows(disk.Within(t.Context(), 5_000_000), file, `select data from message`) {
		if last = err; err == nil {
			n++
		}
	}
	if last == nil || n < 10 || n > 50 {
		t.Errorf("%d rows of 100 KB, %v", n, last)
	}
}

// TestWhatLiesBesideADatabase: SQLite would open a pipe in the place of its log, and
// wait.
func TestWhatLiesBesideADatabase(t *testing.T) {
	for _, beside := range []string{"-wal", "-journal", "-shm"} {
		file := made(t, `create table message (id integer)`)
		if err := syscall.Mkfifo(file+beside, 0o600); err != nil {
			t.Skip("no pipes here: ", err)
		}
		for _, err := range Rows(t.Context(), file, `select id from message`) {
			if err == nil {
				t.Errorf("%s: it was read", beside)
			}
		}
		_ = os.Remove(file + beside)
		link := os.Symlink("/dev/zero", file+beside)
		for _, err := range Rows(t.Context(), file, `select id from message`) {
			if err == nil && link == nil {
				t.Errorf("%s: it was read through a link", beside)
			}
		}
	}
}

// TestForeignRowsStopInTheMiddle: a question that is at work ends with its context.
func TestForeignRowsStopInTheMiddle(t *testing.T) {
	file := made(t, `create table message (id integer)`)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	var last error
	for _, err := range Rows(ctx, file, `with recursive c(x) as (select 1 union all select x + 1 from c) select x from c`) {
		if n++; n == 10 {
			cancel()
		}
		last = err
	}
	if last == nil || n > 100_000 {
		t.Errorf("after %d rows: %v", n, last)
	}
}
