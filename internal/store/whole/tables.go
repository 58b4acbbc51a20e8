package whole

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"

	"github.com/ncruces/go-sqlite3"
)

// Address is that of a file for SQLite: of an absolute path, and what else is to hold
// for the connection, as "&name=value".
func Address(file, more string) string {
	path := filepath.ToSlash(file)
	if path[0] != '/' {
		path = "/" + path // C:/Users
	}
	u := url.URL{Scheme: "file", Path: path}
	return u.String() + "?vfs=" + System + more
}

// Bad says whether an error of SQLite means that the file is not as it was written.
func Bad(err error) bool {
	return errors.Is(err, sqlite3.CORRUPT) || errors.Is(err, sqlite3.IOERR_DATA) || errors.Is(err, sqlite3.IOERR_CORRUPTFS) ||
		errors.Is(err, sqlite3.IOERR_SHORT_READ)
}

// Tables finds out which tables of a file lie on pages that are not as they were
// written. It reads the whole file.
func Tables(ctx context.Context, file string, cause error) *Damage {
	d := &Damage{File: file, Cause: cause}
	Register()
	conn, err := sqlite3.OpenContext(ctx, Address(file, "&mode=ro&_pragma=busy_timeout(5000)"))
	if err != nil {
		d.Part = "its first page"
		return d
	}
	defer conn.Close()
	names, err := column(conn, "/* whole.Tables */ select name from sqlite_schema where type = 'table' order by rowid")
	if err != nil {
		d.Part = "the list of its tables"
		return d
	}
	for _, name := range names {
		found, err := column(conn, "/* whole.Tables */ pragma quick_check("+sqlite3.Quote(name)+")")
		if err != nil || len(found) != 1 || found[0] != "ok" {
			d.Tables = append(d.Tables, name)
		}
	}
	if len(d.Tables) == 0 {
		d.Part = "a page that no table lies on"
	}
	return d
}

// column is the first column of a query's rows.
func column(conn *sqlite3.Conn, text string) (all []string, err error) {
	s, _, err := conn.Prepare(text)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for s.Step() {
		all = append(all, s.ColumnText(0))
	}
	return all, s.Err()
}
