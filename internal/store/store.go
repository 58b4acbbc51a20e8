// Package store keeps the log: facts, where they were seen, what was reckoned
// from them, who was permitted to look, and the audit line of every change. It
// is the only room that knows SQL. It has two engines, SQLite for one person's
// file and PostgreSQL for shared use, behind one plain SQL text; what differs
// between them is in sqlite.go and postgres.go.
//
// Whoever reads brings a policy.Grant; raw evidence goes to its owner only.
// Every statement about a person's data says whose. A change commits with its
// audit line or not at all; tallies, marks and cursors, which can be rebuilt,
// have none. The store never interprets a body and never reckons.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// Options say which store to open. DSN is the path of a file, a postgres:// or
// postgresql:// address, or ":memory:" for a store that is gone once it is
// closed. Now tells the time of audit lines and permits. Region is where the
// data may rest, "" for whatever the store says; a new store with none is
// "local".
type Options struct {
	DSN    string
	Now    func() when.Instant
	Region string
}

// DB is an open store. It may be used by several goroutines at once. Readers
// have connections of their own, so that one may read on, or write, while it
// iterates.
type DB struct {
	engine      engine
	read, write *sql.DB
	now         func() when.Instant
	region      string
	texts       sync.Map   // SQL as written → as the engine wants it
	words       sync.Map   // who.Person → *dictionary
	zones       sync.Map   // name → *time.Location
	kept, asked statements // of writing transactions, and outside of any
	work        work
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
	// bind turns "?" into the engine's place holders.
	bind(text string) string
	// rows is how many rows one insert takes at best.
	rows() int
	// grown is told when many rows came in at once. What it does makes later
	// statements faster; nothing depends on it.
	grown(ctx context.Context, db *sql.DB)
	// forUpdate ends a query whose row is locked until the transaction ends.
	forUpdate() string
	// step runs a query for the time, the hash and the body of many beats, and
	// perhaps for what orders them, and hands each over. What it hands over holds until the next.
	step(ctx context.Context, t *tx, text string, args []any, each func(at when.Instant, h, body []byte) error) error
	// keeps says whether a statement that was prepared once should be kept.
	keeps() bool
	reading() *sql.TxOptions
	writing() *sql.TxOptions
	// role is under which name the person is known to the engine.
	role(ctx context.Context, db *sql.DB) (string, error)
	// again says whether a transaction failed only because of another one.
	again(error) bool
	// say turns an error of the engine into one a person can act on.
	say(error) error
	close() error
}

// Open opens a store, and makes or upgrades it where needed. A store made by a
// newer Backsight, or for another region, is refused.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Now == nil {
		return nil, fmt.Errorf("opening a store needs to be told the time")
	}
	db := &DB{engine: engineOf(o.DSN), now: o.Now}
	var err error
	if db.read, db.write, err = db.engine.open(ctx); err == nil {
		err = db.ready(ctx, o)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("opening the store: %w", db.engine.say(err))
	}
	return db, nil
}

// engineOf picks the engine by the look of the address.
func engineOf(dsn string) engine {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return &postgres{dsn: dsn}
	}
	return &sqlite{path: dsn}
}

// ready brings the schema up to date and checks the region.
func (db *DB) ready(ctx context.Context, o Options) error {
	if err := db.migrate(ctx, o); err != nil {
		return err
	}
	row := db.write.QueryRowContext(ctx, db.text(`/* store.Open */ select region from meta where one = 1`))
	if err := row.Scan(&db.region); err != nil {
		return fmt.Errorf("reading its region: %w", err)
	}
	if o.Region != "" && o.Region != db.region {
		return fault.New(fault.NotAllowed, "this store belongs to the region %q, not to %q", db.region, o.Region).
			Try("open a store of the region %q, or change the setting region", o.Region)
	}
	return nil
}

// Region is where the store's data may rest.
func (db *DB) Region() string { return db.region }

// Close ends all connections. What was acknowledged is kept.
func (db *DB) Close() error {
	var err error
	if db.read != nil {
		err = db.read.Close()
	}
	if db.write != nil && db.write != db.read {
		if e := db.write.Close(); err == nil {
			err = e
		}
	}
	if e := db.engine.close(); err == nil {
		err = e
	}
	return err
}
