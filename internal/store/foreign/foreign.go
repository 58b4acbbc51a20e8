// Package foreign reads the databases of other programs. The store is no part of
// it: both merely need SQLite.
//
// Such a database is hostile input. It is asked of its tables only, and of none that
// computes what it says; each question has a bound of memory, of the length of a
// value, and of steps, which are counted and not timed; and whatever goes wrong in
// SQLite is an error here.
package foreign

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/disk"
)

// Rows reads the SQLite database of another program, as source.Rows says. The
// file is opened for reading only and never changed; the program may be running.
// What is no SQLite database is a fault.
func Rows(ctx context.Context, file, query string, args ...any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		size, err := isSQLite(ctx, file)
		if err != nil {
			yield(nil, err)
			return
		}
		if err := read(ctx, size, file, query, args, yield); err != nil {
			yield(nil, fmt.Errorf("reading the database %s: %w", file, err))
		}
	}
}

// read gives no error once yield has said that it wants no more.
func read(ctx context.Context, size int64, file, query string, args []any, yield func([]any, error) bool) (err error) {
	db, err := open(counting(ctx, size), file)
	if err != nil {
		return err
	}
	defer func() { _ = guarded(db.Close) }() // nothing was written
	var rows *sqlite3.Stmt
	err = guarded(func() (err error) {
		if err = db.onlyTables(); err == nil {
			rows, _, err = db.Prepare("/* foreign.Rows */ " + query)
		}
		if err == nil {
			err = bind(rows, args)
		}
		return err
	})
	if err != nil {
		return db.why(err)
	}
	defer func() { _ = guarded(rows.Close) }()
	return db.why(each(ctx, rows, yield))
}

func bind(rows *sqlite3.Stmt, args []any) (err error) {
	for i, arg := range args[:min(len(args), rows.BindCount())] {
		switch arg := arg.(type) {
		case int:
			err = rows.BindInt64(i+1, int64(arg))
		case int64:
			err = rows.BindInt64(i+1, arg)
		case string:
			err = rows.BindText(i+1, arg)
		case []byte:
			err = rows.BindBlob(i+1, arg)
		case nil:
			err = rows.BindNull(i + 1)
		default:
			err = fmt.Errorf("an argument of type %T", arg)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// each yields the rows. What of a row is read counts against the place's budget.
func each(ctx context.Context, rows *sqlite3.Stmt, yield func([]any, error) bool) error {
	row := make([]any, rows.ColumnCount())
	for {
		some, length := false, 0
		err := guarded(func() error {
			if some = rows.Step(); some {
				length = columns(rows, row)
			}
			return rows.Err()
		})
		if err == nil && some {
			err = disk.Spend(ctx, length)
		}
		if err != nil || !some {
			return err
		}
		if !yield(row, nil) {
			return nil
		}
	}
}

// columns reads those of a row, and says how long they are together.
func columns(rows *sqlite3.Stmt, into []any) (length int) {
	for i := range into {
		switch rows.ColumnType(i) {
		case sqlite3.INTEGER:
			into[i] = rows.ColumnInt64(i)
		case sqlite3.FLOAT:
			into[i] = rows.ColumnFloat(i)
		case sqlite3.TEXT:
			text := rows.ColumnText(i)
			into[i], length = text, length+len(text)
		case sqlite3.BLOB:
			blob := rows.ColumnBlob(i, nil)
			into[i], length = blob, length+len(blob)
		default:
			into[i] = nil
		}
	}
	return length
}

func address(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/Users
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?mode=ro&_pragma=query_only(on)&_pragma=busy_timeout(5000)&_pragma=trusted_schema(off)&_pragma=temp_store(memory)&_pragma=cell_size_check(on)"
}

// magic begins every SQLite database (https://www.sqlite.org/fileformat.html).
const magic = "SQLite format 3\x00"

// isSQLite says how long a database is, or that a file is none. What SQLite opens
// beside it must be files too.
func isSQLite(ctx context.Context, file string) (size int64, err error) {
	f, err := disk.Open(ctx, file)
	if err != nil {
		return 0, fault.New(fault.Incomplete, "%s cannot be read", file).Because(err)
	}
	defer f.Close()
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != magic {
		return 0, errors.Join(ctx.Err(), fault.New(fault.Incomplete, "%s is not a SQLite database", file))
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	for _, beside := range []string{"-wal", "-shm", "-journal"} {
		if b, err := disk.Lstat(file + beside); err == nil && !b.Mode().IsRegular() {
			return 0, fault.New(fault.Incomplete, "%s cannot be read", file).Because(fmt.Errorf("%s: %w", file+beside, disk.ErrOdd))
		}
	}
	return info.Size(), nil
}
