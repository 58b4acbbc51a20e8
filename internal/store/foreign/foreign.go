// Package foreign reads the databases of other programs. The store is no part of
// it: both merely need SQLite.
package foreign

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"iter"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/ncruces/go-sqlite3/driver"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/disk"
)

// Rows reads the SQLite database of another program, as source.Rows says. The
// file is opened for reading only and never changed; the program may be running.
// What is no SQLite database is a fault.
func Rows(ctx context.Context, file, query string, args ...any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		if err := isSQLite(ctx, file); err != nil {
			yield(nil, err)
			return
		}
		if err := read(ctx, file, query, args, yield); err != nil {
			yield(nil, fmt.Errorf("reading the database %s: %w", file, err))
		}
	}
}

// read gives no error once yield has said that it wants no more.
func read(ctx context.Context, file, query string, args []any, yield func([]any, error) bool) error {
	db, err := driver.Open(address(file))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	rows, err := db.QueryContext(ctx, "/* foreign.Rows */ "+query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	return each(rows, len(columns), yield)
}

func each(rows *sql.Rows, columns int, yield func([]any, error) bool) error {
	row, into := make([]any, columns), make([]any, columns)
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if !yield(row, nil) {
			return nil
		}
	}
	return rows.Err()
}

func address(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/Users
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?mode=ro&_pragma=query_only(on)&_pragma=busy_timeout(5000)&_pragma=trusted_schema(off)"
}

// magic begins every SQLite database (https://www.sqlite.org/fileformat.html).
const magic = "SQLite format 3\x00"

func isSQLite(ctx context.Context, file string) error {
	f, err := disk.Open(ctx, file)
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", file).Because(err)
	}
	defer f.Close()
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != magic {
		return fault.New(fault.Incomplete, "%s is not a SQLite database", file)
	}
	return nil
}
