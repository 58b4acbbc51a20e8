// Package store keeps the log: facts, where they were seen, what was reckoned
// from them, who was permitted to look, and the audit line of every change. It
// is the only room that knows SQL, with those below it: store/engine runs one plain
// SQL text on SQLite for one person's file and on PostgreSQL for shared use,
// store/pack packs what comes by the million, and store/foreign reads other
// programs' databases.
//
// Whoever reads brings a policy.Grant; raw evidence goes to its owner only.
// Every statement about a person's data says whose. A change commits with its
// audit line or not at all; tallies, marks and cursors, which can be rebuilt,
// have none. The store never interprets a body and never reckons.
package store

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store/engine"
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
	engine *engine.DB
	now    func() when.Instant
	region string
	words  sync.Map // who.Person → *dictionary
	zones  sync.Map // name → *time.Location
}

// steps are the schema's history, one file a step, applied in the order of
// their names. A step that was released is never edited: its hash is kept in
// every store it was applied to.
//
//go:embed migrations/*.sql
var steps embed.FS

// Open opens a store, and makes or upgrades it where needed. A store made by a
// newer Backsight, or for another region, is refused.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Now == nil {
		return nil, fmt.Errorf("opening a store needs to be told the time")
	}
	e, err := engine.Open(ctx, o.DSN)
	db := &DB{engine: e, now: o.Now}
	if err == nil {
		err = db.ready(ctx, o)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("opening the store: %w", db.engine.Say(err))
	}
	return db, nil
}

// ready brings the schema up to date and checks the region.
func (db *DB) ready(ctx context.Context, o Options) error {
	if err := db.migrate(ctx, o); err != nil {
		return err
	}
	row, err := db.engine.Ask(ctx, `/* store.Open */ select region from meta where one = 1`)
	if err == nil {
		err = row.Scan(&db.region)
	}
	if err != nil {
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

// migrate brings the schema up to date; a new store takes its region.
func (db *DB) migrate(ctx context.Context, o Options) error {
	folder, err := fs.Sub(steps, "migrations")
	if err != nil {
		return err
	}
	known, err := engine.Steps(folder)
	if err != nil {
		return err
	}
	return db.engine.Migrate(ctx, known, db.now(), func(t *engine.Tx) error {
		const begin = `/* store.migrate */ insert into meta (one, region, made_us) values (1, ?, ?)`
		return t.Do(ctx, begin, cmp.Or(o.Region, "local"), db.now())
	})
}

// Close ends all connections. What was acknowledged is kept.
func (db *DB) Close() error { return db.engine.Close() }

// Work counts the steps of a store.
type Work = engine.Work

// Work is what the store has done since it was opened.
func (db *DB) Work() Work { return db.engine.Work() }
