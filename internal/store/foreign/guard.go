package foreign

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3"

	"github.com/backsight/backsight/internal/source/disk"
)

// What one question may cost.
const (
	maxMemory = 128 << 20 // bytes of SQLite's own, what it sorts included
	maxValue  = 4 << 20   // bytes of one column
	tick      = 1000      // steps of SQLite's machine between two looks at the context

	// Steps: some for every database, and more for each byte that it is long. To read a
	// row of a kilobyte takes a few hundred.
	fewTicks    = 50_000
	perTick     = 512
	maxTicks    = 20_000_000
	spentByTick = 2 << 10 // what a tick counts in the budget of the place
)

// Errors of what a hostile database does.
var (
	errSteps    = errors.New("it would take too long to read")
	errComputed = errors.New("it computes what it says: only tables are read")
)

// steps is a context that is over once its steps are used up: SQLite asks for its
// error again and again while it works.
type steps struct {
	context.Context
	left *atomic.Int64
}

func counting(ctx context.Context, size int64) steps {
	s := steps{ctx, &atomic.Int64{}}
	s.left.Store(min(maxTicks, fewTicks+size/perTick))
	return s
}

// Err counts one tick.
func (s steps) Err() error {
	if s.left.Add(-1) < 0 {
		return errSteps
	}
	return disk.Spend(s.Context, spentByTick)
}

// database is an open one.
type database struct {
	*sqlite3.Conn
	steps    steps
	computes map[string]bool // in lower case: views and tables of modules; "table.column" of columns
}

func open(ctx steps, file string) (db *database, err error) {
	db = &database{steps: ctx}
	return db, db.why(guarded(func() (err error) {
		if db.Conn, err = sqlite3.OpenContext(sqlite3.WithMaxMemory(ctx, maxMemory), address(file)); err != nil {
			return err
		}
		db.SetInterrupt(ctx)
		db.Limit(sqlite3.LIMIT_LENGTH, maxValue)
		return nil
	}))
}

// computed asks what in the schema is no plain table, and no plain column of one. SQLite
// refuses a schema in which the type or the name of a thing is not that of its text.
const computed = `select lower(name) from main.sqlite_schema where type = 'view' or type = 'table' and sql not like 'create table %'
union all select lower(m.name || '.' || x.name) from main.sqlite_schema m, pragma_table_xinfo(m.name) x where m.type = 'table' and x.hidden in (2, 3)`

// onlyTables lets what is prepared from now on read nothing but what lies in tables.
func (db *database) onlyTables() error {
	list, _, err := db.Prepare(computed)
	if err != nil {
		return err
	}
	defer list.Close()
	db.computes = map[string]bool{}
	for list.Step() {
		db.computes[list.ColumnText(0)] = true
	}
	if err := list.Err(); err != nil {
		return err
	}
	return db.SetAuthorizer(func(action sqlite3.AuthorizerActionCode, table, column, _, inner string) sqlite3.AuthorizerReturnCode {
		table, column, inner = strings.ToLower(table), strings.ToLower(column), strings.ToLower(inner)
		switch {
		case action != sqlite3.AUTH_READ:
			return sqlite3.AUTH_OK
		case db.computes[table], db.computes[inner], db.computes[table+"."+column]:
			return sqlite3.AUTH_DENY
		}
		return sqlite3.AUTH_OK
	})
}

// why says what an error comes of.
func (db *database) why(err error) error {
	switch {
	case err == nil:
		return nil
	case db.steps.left.Load() < 0:
		return errSteps
	case errors.Is(err, sqlite3.AUTH):
		return errComputed
	}
	if ended := disk.Spend(db.steps.Context, 0); ended != nil {
		return ended
	}
	return err
}

// guarded makes errors of what SQLite panics with, as it does where there is no more
// memory.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("SQLite gave up: %v", p)
		}
	}()
	return do()
}
