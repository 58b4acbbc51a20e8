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
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// sqlite keeps a store in one file: one connection writes, others read. The
// write-ahead log lets them do so at the same time, and every commit waits for
// the disk.
type sqlite struct {
	path string
	temp string // folder to remove at the end, "" for none
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
	return read, write, e.sane(ctx, write)
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
	if err := os.MkdirAll(filepath.Dir(e.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(e.path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// dsn is the address of the file. What is set here holds for every connection,
// which a pragma run later would not. modeof gives the log beside the file the
// file's own permissions.
func (e *sqlite) dsn(more string) string {
	path := filepath.ToSlash(e.path)
	if path[0] != '/' {
		path = "/" + path // C:/Users
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?modeof=" + strings.ReplaceAll(url.QueryEscape(e.path), "+", "%20") +
		"&_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)" +
		"&_pragma=foreign_keys(on)&" + more
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
	switch {
	case errors.Is(err, sqlite3.BUSY):
		return fault.New(fault.Failed, "another program has been writing to the store for 10 seconds").
			Because(err).Try("wait for it to finish, then try again")
	case errors.Is(err, sqlite3.NOTADB):
		return fault.New(fault.Failed, "%s is not a Backsight store", e.path).Because(err)
	case errors.Is(err, sqlite3.CORRUPT):
		return fault.New(fault.Failed, "the file %s is damaged", e.path).
			Because(err).Try("copy it to another place, then restore a backup")
	case errors.Is(err, sqlite3.FULL), errors.Is(err, sqlite3.IOERR_WRITE):
		return fault.New(fault.Failed, "the store could not be written: the disk may be full").
			Because(err).Try("free some space, then try again: what was acknowledged is kept")
	}
	return err
}

func (e *sqlite) close() error {
	if e.temp == "" {
		return nil
	}
	return os.RemoveAll(e.temp)
}
