// Package engine runs statements on the two engines that can keep a store:
// SQLite for one person's file and PostgreSQL for shared use. One plain SQL text
// serves both; what differs between them is in sqlite.go and postgres.go. It
// keeps the connections, the transactions, the prepared statements and the
// schema's steps, and knows nothing of what is kept.
package engine

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store/address"
	"github.com/backsight/backsight/internal/store/whole"
)

// DB is an open engine. It may be used by several goroutines at once. Readers
// have connections of their own, so that one may read on, or write, while it
// iterates.
type DB struct {
	engine engine
	texts  sync.Map // SQL as written → as the engine wants it
	work   work
	steps  migration
	hooks  Hooks

	home     atomic.Pointer[pools] // nil where the store cannot be opened for writing
	aside    atomic.Pointer[aside] // while it cannot be written
	swapping sync.Mutex            // of who changes one of the two
	copies   int64                 // how many were made
}

// engine is what differs between the two.
type engine interface {
	// open makes the pools of readers and of writers; they may be one.
	open(ctx context.Context) (read, write *sql.DB, err error)
	// begun is a query that finds one row where a schema has been made.
	begun() string
	// schema turns the text of a step into the engine's own.
	schema(step string) string
	// alone keeps other programs from making the schema at the same time.
	alone(ctx context.Context, t *sql.Tx) error
	// reach lets a step reach the rows of everybody.
	reach(ctx context.Context, t *Tx) error
	// shared says whether several people keep theirs here, each under a role.
	shared() bool
	// bind turns "?" into the engine's place holders.
	bind(text string) string
	// rows is how many rows one insert takes at best.
	rows() int
	// grown is told when many rows came in at once. What it does makes later
	// statements faster; nothing depends on it.
	grown(ctx context.Context, db *sql.DB)
	// forUpdate ends a query whose row is locked until the transaction ends.
	forUpdate() string
	// step runs a query as Tx.Step says.
	step(ctx context.Context, t *Tx, text string, args []any, each func(at when.Instant, h, body []byte) error) error
	// keeps says whether a statement that was prepared once should be kept.
	keeps() bool
	reading() *sql.TxOptions
	writing() *sql.TxOptions
	// role is under which name the person is known to the engine.
	role(ctx context.Context, db *sql.DB) (string, error)
	// there says that what was committed is where it will be looked for.
	there() error
	// copied makes a copy in memory of all that is committed; nil where there is no way.
	copied() (*pools, error)
	// stands is how the store stands: equal to another as long as nobody writes to it.
	stands() whole.Stand
	// again says whether a transaction failed only because of another one.
	again(error) bool
	// say turns an error of the engine into one a person can act on.
	say(error) error
	close() error
}

// Open opens the engine of an address (store/address): the path of a file, a
// PostgreSQL server's, or ":memory:". derived are the tables that can be made again
// from the others, for whoever is told that one is damaged. Where the store is
// there and cannot be written, a copy of it in memory is opened. Its errors are as the engine gave them, for Say; what it gives with one can be
// closed.
func Open(ctx context.Context, dsn string, h Hooks, derived ...string) (db *DB, err error) {
	db = &DB{engine: of(dsn, derived), hooks: h}
	read, write, err := db.engine.open(ctx)
	p := &pools{read: read, write: write}
	if err == nil {
		db.home.Store(p)
		return db, nil
	}
	return db, db.stepAside(ctx, errors.Join(err, p.close()))
}

// of picks the engine by the look of the address.
func of(dsn string, derived []string) engine {
	switch address.Of(dsn) {
	case address.Server:
		return &postgres{dsn: dsn}
	case address.Strange:
		return strange{&sqlite{path: dsn}}
	}
	return &sqlite{path: dsn, derived: derived}
}

// strange is the engine of an address that leads to none.
type strange struct{ *sqlite }

func (e strange) open(context.Context) (read, write *sql.DB, err error) {
	return nil, nil, fault.New(fault.Usage, "%s is no address of a store", address.Shown(e.path)).
		Try("a store is a file, or a PostgreSQL server's: postgres://NAME@HOST/DATABASE?sslmode=verify-full")
}

// Close ends all connections. What was committed is kept.
func (db *DB) Close() error {
	err := db.home.Load().close()
	if a := db.aside.Load(); a != nil {
		err = errors.Join(err, a.close())
	}
	return errors.Join(err, db.engine.close())
}

// Say turns an error of the engine into one a person can act on.
func (db *DB) Say(err error) error { return db.engine.say(err) }

// Role is under which name the person is known to the engine, "" where it knows
// no names.
func (db *DB) Role(ctx context.Context) (string, error) { return db.engine.role(ctx, db.now().read) }

// Shared says whether several people keep theirs here, each under a role.
func (db *DB) Shared() bool { return db.engine.shared() }

// Rows is how many rows one insert takes at best.
func (db *DB) Rows() int { return db.engine.rows() }

// ForUpdate ends a query whose row is locked until the transaction ends.
func (db *DB) ForUpdate() string { return db.engine.forUpdate() }

// Grown is told when many rows came in at once, which makes later statements
// faster; nothing depends on it.
func (db *DB) Grown(ctx context.Context) { db.engine.grown(ctx, db.now().write) }
