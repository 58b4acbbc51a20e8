// Package store keeps the log: facts, where they were seen, what was reckoned
// from them, who was permitted to look, and the audit line of every change. It
// is the only room that knows SQL, with those below it: store/engine runs one plain
// SQL text on SQLite for one person's file and on PostgreSQL for shared use,
// store/pack packs what comes by the million, and store/foreign reads other
// programs' databases. FORMAT.md beside this file tells the file byte by byte.
//
// # What lies in it
//
//	evidence   fact ── sighting ── place ── coverage, bad_row, cursor
//	           beat (packed) ── word (the dictionary), spare, heard
//	derived    day_row, month_row, agent_row, presence, result
//	           mark, event_mark, later (what is stale), generation (what changed)
//	other      person, permit, token, audit, audit_hash, reading
//
// What is derived can be thrown away ([DB.Forget]) and is reckoned again.
//
// # What happens when something is put
//
// [DB.Put] takes a batch, all of it or nothing, in one transaction under the
// person's own lock:
//
//  1. Each fact is held against the other versions of the same thing. The greatest
//     by (sequence, stamp, id) is in force; arrival decides nothing.
//  2. What took or lost force moves the count and the digest of its kind, and
//     marks its span, or its key where it is an event.
//  3. Sightings, bad rows and coverage are kept.
//  4. One audit line is written where the reading ends, or begins, or an hour of
//     what is told live is over.
//  5. The position moves on, so that a reading cut short starts again where the
//     last whole batch ended.
//
// The same batch twice changes nothing, and leaves no line.
//
// # How it is read
//
// Whoever reads brings a policy.Grant; raw evidence goes to its owner only.
// Readers see one moment, however long they iterate, and may write meanwhile:
//
//	for f, err := range db.Facts(ctx, grant, span, logbook.KindCommit) { … }
//
// A program that keeps what it has read asks for what changed since:
//
//	state, err := db.Changed(ctx, grant, before.Generation, func(row *logbook.DayRow) error { … })
//
// Where all was thrown away meanwhile, state.Epoch says so, and every row comes.
// Who writes derived rows says on which generation they were built (Was); where
// somebody else has written meanwhile the answer is logbook.ErrMoved, and nothing
// is changed.
//
// Every statement about a person's data says whose; a test reads them all. A
// change commits with its audit line or not at all; derived rows, marks and
// cursors have none. The store never interprets a body and never reckons.
package store

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/store/beside"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/wall"
	"github.com/backsight/backsight/internal/store/witness"
)

// Options say which store to open. DSN is the path of a file, a postgres:// or
// postgresql:// address or libpq's other form, or ":memory:" for a store that is gone
// once it is closed. Now tells the time of audit lines and permits. Region is where the
// data may rest, "" for whatever the store says; a new store with none is
// "local". Insecure are the hosts, between commas, with whose servers the person wants
// to speak without their being proved.
type Options struct {
	DSN    string
	Now    func() when.Instant
	Region string

	// Witness is a file outside the store that notes how it was left; "" for none.
	Witness string

	Insecure string

	// Aside is told that the store cannot be written, and that it can be again; nil for
	// nobody.
	Aside func(engine.Aside)
}

// derivedTables can be made again from the others.
var derivedTables = []string{"reckoned", "day_row", "month_row", "agent_row", "event_mark", "result", "generation", "presence", "mark"}

// DB is an open store. It may be used by several goroutines at once. Readers
// have connections of their own, so that one may read on, or write, while it
// iterates.
type DB struct {
	engine *engine.DB
	now    func() when.Instant
	region string
	steps  []engine.Step
	words  sync.Map // edition → *dictionary
	zones  sync.Map // name → *time.Location

	books   held.Books
	witness witness.File
	trusted atomic.Bool // the store is the one that the witness knows
}

// Mend writes a store's file anew, without what lay on damaged pages and can be reckoned
// again, and gives where the damaged file is kept. damaged is the error that told of it;
// any other is given back. Nobody may have the store open, and [DB.Forget] comes next.
func Mend(ctx context.Context, damaged error) (kept string, err error) {
	return engine.Mend(ctx, damaged, derivedTables)
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
	if err := engine.Guarded(o.DSN, o.Insecure); err != nil {
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	db := &DB{now: o.Now, witness: witness.File{Path: o.Witness}}
	if err := db.witness.Emptied(o.DSN); err != nil {
		return nil, err
	}
	e, err := engine.Open(ctx, o.DSN, engine.Hooks{Told: o.Aside, Begin: beside.Shift}, derivedTables...)
	db.engine = e
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
	known, err := engine.Steps(steps)
	if err != nil {
		return err
	}
	err = db.engine.Migrate(ctx, known, db.now(), func(t *engine.Tx) error {
		const begin = `/* store.migrate */ insert into meta (one, region, made_us) values (1, ?, ?)`
		return t.Do(ctx, begin, cmp.Or(o.Region, "local"), db.now())
	})
	if err != nil {
		return err
	}
	db.steps = known
	return wall.Stand(ctx, db.engine, known)
}

// Close ends all connections. What was acknowledged is kept.
func (db *DB) Close() error { return errors.Join(db.engine.Close(), db.witness.Close()) }

// Work counts the steps of a store.
type Work = engine.Work

// Work is what the store has done since it was opened.
func (db *DB) Work() Work { return db.engine.Work() }
