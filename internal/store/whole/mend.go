package whole

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/ncruces/go-sqlite3"
)

// Without writes a file anew without what some tables hold, which may lie on damaged
// pages: their rows are left out, everything else is read and held against its
// checksums. The old file stays beside it under another name, which it gives. Nobody may
// have the file open meanwhile: sqlite3.BUSY where somebody has.
func Without(ctx context.Context, file string, tables []string) (kept string, err error) {
	Register()
	old, err := sqlite3.OpenContext(ctx, Address(file, "&_pragma=busy_timeout(5000)"))
	if err != nil {
		return "", err
	}
	if err := old.Exec("/* whole.Without */ pragma journal_mode = delete"); err != nil { // ends the log, and needs the file alone
		return "", errors.Join(err, old.Close())
	}
	fresh := file + ".mended"
	_ = os.Remove(fresh) // of one that was cut short
	err = errors.Join(copied(ctx, old, fresh, tables), old.Close())
	if err != nil {
		_ = os.Remove(fresh)
		return "", err
	}
	for n := 1; ; n++ {
		kept = fmt.Sprintf("%s.damaged-%d", file, n)
		if _, err := os.Lstat(kept); err != nil {
			break
		}
	}
	return kept, errors.Join(os.Rename(file, kept), os.Rename(fresh, file))
}

// copied makes a file with the same tables and indexes, and copies the rows of all but
// some tables.
func copied(ctx context.Context, old *sqlite3.Conn, fresh string, without []string) error {
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	conn, err := sqlite3.OpenContext(ctx, Address(fresh, ""))
	if err != nil {
		return err
	}
	if err := errors.Join(Reserve(conn), conn.Close()); err != nil {
		return err
	}
	run := func(text string) {
		if err == nil {
			err = old.Exec("/* whole.Without */ " + text)
		}
	}
	made, err := column(old, "/* whole.Without */ select sql from sqlite_schema where sql is not null order by rowid")
	if err != nil {
		return err
	}
	names, err := column(old, "/* whole.Without */ select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by rowid")
	run("attach " + sqlite3.Quote(fresh) + " as fresh")
	run("begin immediate")
	for _, text := range made {
		run(inFresh(text))
	}
	for _, name := range names {
		if !slices.Contains(without, name) {
			run("insert into fresh." + name + " select * from main." + name)
		}
	}
	run("commit")
	return err
}

// inFresh puts what a statement makes into the attached file.
func inFresh(text string) string {
	for _, word := range []string{"create table ", "create index ", "create unique index "} {
		if len(text) > len(word) && strings.EqualFold(text[:len(word)], word) {
			return word + "fresh." + text[len(word):]
		}
	}
	return text
}

// Reserve makes room for the checksums in a file that holds nothing yet, and marks it.
func Reserve(conn *sqlite3.Conn) error {
	if _, err := conn.FileControl("main", sqlite3.FCNTL_RESERVE_BYTES, Reserved); err != nil {
		return err
	}
	return conn.Exec(fmt.Sprintf("/* whole.Reserve */ pragma application_id = %d", Mark))
}
