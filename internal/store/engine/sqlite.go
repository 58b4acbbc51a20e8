package engine

import (
	"context"
	"database/sql"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store/whole"
)

// sqlite keeps a store in one file: one connection writes, others read. The
// write-ahead log lets them do so at the same time, and every commit waits for
// the disk.
type sqlite struct {
	path string
	temp string // folder to remove at the end, "" for none

	derived   []string    // tables that can be made again
	main, log os.FileInfo // the files as they were opened

	looking sync.Mutex
	damage  *whole.Damage // once any was found
}

// idleReaders is how many reading connections are kept for the next reading.
const idleReaders = 4

// oldest is the first SQLite whose write-ahead log cannot lose pages
// (https://sqlite.org/wal.html#walresetbug).
var oldest = [3]int{3, 51, 3}

func (e *sqlite) open(ctx context.Context) (read, write *sql.DB, err error) {
	if err := e.file(); err != nil {
		return nil, nil, fmt.Errorf("making its file: %w", err)
	}
	if err := e.checked(ctx); err != nil {
		return nil, nil, err
	}
	// Each connection keeps pages of its own, in KiB: a writer of many facts goes
	// back and forth between them, readers mostly go through once. What it wrote
	// goes from the log to its place every 16 MiB: large batches touch the same
	// pages of an index again and again.
	if write, err = driver.Open(e.dsn("_txlock=immediate&_pragma=wal_autocheckpoint(4000)&_pragma=cache_size(-16000)")); err != nil {
		return nil, nil, err
	}
	write.SetMaxOpenConns(1)
	if read, err = driver.Open(e.dsn("_pragma=query_only(on)&_pragma=cache_size(-8000)")); err != nil {
		return nil, write, err
	}
	read.SetMaxIdleConns(idleReaders)
	if err := e.sane(ctx, write); err != nil {
		return read, write, err
	}
	e.main, err = os.Stat(e.path)
	return read, write, err
}

// mostCopied is how many bytes a store may have of which a copy is made in memory.
const mostCopied = 2 << 30

// copied makes a copy of what was committed; nil where there is nothing, or too much.
func (e *sqlite) copied() (*pools, error) {
	info, err := os.Stat(e.path)
	if err != nil || e.temp != "" || info.Size() > mostCopied {
		return nil, nil //nolint:nilerr // there is no store
	}
	if kind, err := whole.Of(e.path); err != nil || kind != whole.Checked && kind != whole.Bare {
		return nil, err
	}
	if err := whole.Log(e.path); err != nil {
		return nil, err
	}
	pages, err := whole.Committed(e.path)
	if err != nil {
		return nil, err
	}
	p := &pools{}
	address, drop := whole.Memory(pages)
	p.drop = drop
	const both = "&_pragma=busy_timeout(10000)&_pragma=foreign_keys(on)&_pragma=temp_store(memory)"
	if p.write, err = driver.Open(address(both + "&_txlock=immediate")); err != nil {
		return nil, errors.Join(err, p.close())
	}
	p.write.SetMaxOpenConns(1)
	if p.read, err = driver.Open(address(both + "&_pragma=query_only(on)")); err != nil {
		return nil, errors.Join(err, p.close())
	}
	p.read.SetMaxIdleConns(idleReaders)
	return p, nil
}

func (e *sqlite) stands() whole.Stand { return whole.StandOf(e.path) }

// there says whether what was committed lies where the next opening will look for it:
// a file or a log that was deleted or replaced meanwhile is written to all the same.
// Only one transaction commits at a time.
func (e *sqlite) there() error {
	main, err := os.Stat(e.path)
	if err == nil && os.SameFile(main, e.main) {
		log, err := os.Stat(e.path + "-wal")
		if err == nil && (e.log == nil || os.SameFile(log, e.log)) {
			e.log = log
			return nil
		}
	}
	return fault.New(fault.Failed, "the store %s was deleted or replaced while it was in use: what came since is not kept", e.path).
		Try("put it back, or restore a backup, and start again")
}

// file makes the store's file and folder where they are missing, readable by
// nobody else. A folder that is there stays as it is.
func (e *sqlite) file() (err error) {
	if e.path == ":memory:" {
		if e.temp, err = os.MkdirTemp("", "backsight-store-"); err != nil {
			return err
		}
		e.path = filepath.Join(e.temp, "store.db")
	}
	if e.path == "" {
		return fault.New(fault.Usage, "no file was given for the store")
	}
	if e.path, err = filepath.Abs(e.path); err != nil {
		return err
	}
	whole.Register()
	if err := os.MkdirAll(filepath.Dir(e.path), 0o700); err != nil {
		return err
	}
	_ = private(e.path + "-shm") // where that cannot be, SQLite says what follows
	return private(e.path)
}

// private makes a file that is readable by nobody else, unless it is there. The index
// of the log is one that SQLite's driver would leave to the umask.
func private(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// checked sees to it that every page of the file ends in a checksum. One from before
// there were any is written anew with them, unless another program has it open: then
// the next opening does it. A log that was left over is looked at before SQLite does.
func (e *sqlite) checked(ctx context.Context) error {
	kind, err := whole.Of(e.path)
	if err != nil {
		return err
	}
	if kind == whole.Checked || kind == whole.Strange {
		return whole.Log(e.path)
	}
	return patiently(ctx, func() error {
		conn, err := sqlite3.OpenContext(ctx, whole.Address(e.path, e.modes()+"&_pragma=busy_timeout(10000)"))
		if err != nil {
			return err
		}
		if kind == whole.Empty {
			return errors.Join(whole.Reserve(conn), conn.Close())
		}
		return errors.Join(rewrite(conn), conn.Close())
	})
}

// rewrite makes room for them in a file that holds something. It needs the file for
// itself, since who has it open would go on writing pages without any.
func rewrite(conn *sqlite3.Conn) error {
	err := conn.Exec("/* store.Open */ pragma journal_mode = delete")
	if err == nil {
		err = conn.EnableChecksums("main")
	}
	if err == nil {
		err = conn.Exec(fmt.Sprintf("/* store.Open */ pragma application_id = %d", whole.Mark))
	}
	for _, later := range []error{sqlite3.BUSY, sqlite3.FULL, sqlite3.READONLY, sqlite3.IOERR_WRITE} {
		if errors.Is(err, later) {
			return nil
		}
	}
	return err
}

// dsn is the address of the file. What is set here holds for every connection,
// which a pragma run later would not.
func (e *sqlite) dsn(more string) string {
	return whole.Address(e.path, e.modes()+"&_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)"+
		"&_pragma=foreign_keys(on)&"+more)
}

// modes give the files beside the store's the store's own permissions.
func (e *sqlite) modes() string {
	return "&modeof=" + strings.ReplaceAll(url.QueryEscape(e.path), "+", "%20")
}

// sane refuses what could lose data: an old SQLite, and a place where the
// write-ahead log does not work, which most network drives are.
func (e *sqlite) sane(ctx context.Context, db *sql.DB) error {
	var version, journal string
	err := patiently(ctx, func() error {
		return db.QueryRowContext(ctx, "/* store.Open */ select sqlite_version()").Scan(&version)
	})
	if err != nil {
		return err
	}
	if older(version) {
		return fmt.Errorf("SQLite %s can lose pages of its log: %d.%d.%d or newer is needed", version, oldest[0], oldest[1], oldest[2])
	}
	if err := db.QueryRowContext(ctx, "/* store.Open */ pragma journal_mode").Scan(&journal); err != nil {
		return err
	}
	if journal != "wal" {
		return fault.New(fault.Failed, "the store cannot be in %s: SQLite's write-ahead log does not work there (%s)", filepath.Dir(e.path), journal).
			Try("keep it on a disk of this machine: network drives cannot hold it")
	}
	return nil
}

// patience is how long a new connection waits for others that make the store.
const patience = 10 * time.Second

// patiently tries again while the store is locked: the change to a write-ahead
// log, which the first of several programs makes, does not heed busy_timeout.
func patiently(ctx context.Context, do func() error) error {
	const pause = 20 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		err := do()
		if !errors.Is(err, sqlite3.BUSY) || waited >= patience {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func older(version string) bool {
	var v [3]int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &v[0], &v[1], &v[2]); err != nil {
		return true
	}
	for i := range v {
		if v[i] != oldest[i] {
			return v[i] < oldest[i]
		}
	}
	return false
}

func (e *sqlite) begun() string {
	return "/* store.migrate */ select 1 from sqlite_schema where name = 'migration'"
}

func (e *sqlite) schema(step string) string { return step }

// alone needs no more: a writing transaction is the only one from its start.
func (e *sqlite) alone(context.Context, *sql.Tx) error { return nil }

func (e *sqlite) bind(text string) string { return text }

// rows is one: an insert of several must be able to undo the first when the
// last fails, for which SQLite copies every page it touches into a file.
func (e *sqlite) rows() int { return 1 }

// grown needs no more: its plans follow the indexes.
func (e *sqlite) grown(context.Context, *sql.DB) {}

func (e *sqlite) forUpdate() string { return "" }

// step speaks to SQLite itself: the common way costs more than the rows do.
func (e *sqlite) step(ctx context.Context, t *Tx, text string, args []any, each func(at when.Instant, h, body []byte) error) error {
	return t.conn.Raw(func(c any) error {
		conn := c.(driver.Conn).Raw()
		defer conn.SetInterrupt(conn.SetInterrupt(ctx))
		s, _, err := conn.Prepare(text)
		if err != nil {
			return err
		}
		defer s.Close()
		for i, arg := range args {
			v, err := sqldriver.DefaultParameterConverter.ConvertValue(arg)
			if err != nil {
				return err
			}
			if err := s.BindInt64(i+1, v.(int64)); err != nil {
				return err
			}
		}
		n := 0
		defer func() { t.db.work.add(n) }()
		for ; s.Step(); n++ {
			if err := each(when.Instant(s.ColumnInt64(0)), s.ColumnRawBlob(1), s.ColumnRawBlob(2)); err != nil {
				return err
			}
		}
		if err := s.Err(); !errors.Is(err, sqlite3.INTERRUPT) {
			return err
		}
		return ctx.Err()
	})
}

// keeps saves what costs more than most statements do.
func (e *sqlite) keeps() bool { return true }

func (e *sqlite) reading() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

func (e *sqlite) writing() *sql.TxOptions { return nil }

// role is nobody's in particular: a file has one owner.
func (e *sqlite) reach(context.Context, *Tx) error { return nil }

func (e *sqlite) shared() bool { return false }

func (e *sqlite) role(context.Context, *sql.DB) (string, error) { return "", nil }

// again is never so: a writer waits for its turn before it begins.
func (e *sqlite) again(error) bool { return false }

func (e *sqlite) say(err error) error {
	var told *fault.Fault
	var damage *whole.Damage
	switch {
	case errors.As(err, &told):
		return err
	case errors.As(err, &damage):
		return damage.Fault(e.derived)
	case errors.Is(err, sqlite3.BUSY):
		return fault.New(fault.Failed, "another program has been writing to the store for 10 seconds").
			Because(err).Try("wait for it to finish, then try again")
	case errors.Is(err, sqlite3.NOTADB):
		return fault.New(fault.Failed, "%s is not a Backsight store, or its first page is damaged", e.path).Because(err)
	case whole.Bad(err):
		return e.where(err)
	case full(err):
		return fault.New(fault.Failed, "the store could not be written: the disk may be full").
			Because(err).Try("free some space, then try again: what was acknowledged is kept")
	case Unwritable(err):
		return fault.New(fault.Failed, "the store %s cannot be written", e.path).
			Because(err).Try("let your account write the file and the folder it lies in; what is there can be looked at meanwhile")
	}
	return err
}

// where names the tables that are damaged. It reads the whole file, so it does that
// once: what is damaged stays so.
func (e *sqlite) where(err error) error {
	e.looking.Lock()
	defer e.looking.Unlock()
	if e.damage == nil {
		e.damage = whole.Tables(context.Background(), e.path, err)
	}
	return e.damage.Fault(e.derived)
}

// Mend writes the file anew that an error calls damaged, without those of its damaged
// tables that are derived, and gives where the old one is kept.
func Mend(ctx context.Context, damaged error, derived []string) (kept string, err error) {
	var d *whole.Damage
	if !errors.As(damaged, &d) {
		return "", damaged
	}
	var without []string
	for _, name := range d.Tables {
		if slices.Contains(derived, name) {
			without = append(without, name)
		}
	}
	if kept, err = whole.Without(ctx, d.File, without); whole.Bad(err) {
		return "", damaged // the evidence itself
	}
	return kept, err
}

func (e *sqlite) close() error {
	if e.temp == "" {
		return nil
	}
	return os.RemoveAll(e.temp)
}
