package engine

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"slices"
	"syscall"

	"github.com/ncruces/go-sqlite3"

	"github.com/backsight/backsight/internal/store/whole"
)

// pools are the connections to a store, or to a copy of it in memory, with the
// statements that were prepared on them.
type pools struct {
	read, write *sql.DB
	kept, asked statements // of writing transactions, and outside of any
	number      int64      // of a copy, from 1; 0 for the store itself
	drop        func()     // lets go of a copy
}

func (p *pools) close() (err error) {
	if p == nil {
		return nil
	}
	if p.read != nil {
		err = p.read.Close()
	}
	if p.write != nil && p.write != p.read {
		err = errors.Join(err, p.write.Close())
	}
	if p.drop != nil {
		p.drop()
	}
	return err
}

// aside is a copy of the store in memory, made when it could not be written: reads go on
// in it, and so does what is reckoned, which can be reckoned again. Nothing that a person
// or a program says goes into it.
type aside struct {
	*pools
	stood whole.Stand // how the store stood when it was copied
}

// Aside says that a store cannot be written, and why; or, without a Why, that it can be
// again. Number is that of the copy which answers meanwhile, from 1.
type Aside struct {
	Number int64
	Why    error
}

// Hooks are told what becomes of a store that cannot be written.
type Hooks struct {
	// Told is told that a copy in memory answers from now on, or that none does any more.
	Told func(Aside)
	// Begin is run in each copy, once it has the schema.
	Begin func(ctx context.Context, t *Tx) error
}

// now is where is read: the store, or a copy while it cannot be written. A copy of
// what has been written to since is let go of.
func (db *DB) now() *pools {
	a, home := db.aside.Load(), db.home.Load()
	switch {
	case a == nil:
		return home
	case a.stood == db.engine.stands():
		return a.pools
	case home != nil:
		db.back(a)
		return home
	}
	_ = db.stepAside(context.Background(), errChanged) // where it cannot be read now, what was goes on
	return db.aside.Load().pools
}

// Check asks the engine whether the store's file is whole, and gives what it finds wrong, ""
// for nothing. It reads every page, each held against its checksum.
func (db *DB) Check(ctx context.Context) (wrong string, err error) {
	err = db.Look(ctx, func(t *Tx) error { return t.One(ctx, "/* store.Check */ pragma quick_check(1)").Scan(&wrong) })
	if wrong == "ok" {
		wrong = ""
	}
	return wrong, err
}

// errChanged says that somebody else has written to a store of which there is a copy.
var errChanged = errors.New("the store was changed")

// stepAside makes a copy that answers from then on, where an error says that the store
// cannot be written. It gives the error back where that is not why, or no copy can be made.
func (db *DB) stepAside(ctx context.Context, because error) error {
	if !errors.Is(because, errChanged) && !Unwritable(because) {
		return because
	}
	db.swapping.Lock()
	defer db.swapping.Unlock()
	was, stood := db.aside.Load(), db.engine.stands()
	if was != nil && was.stood == stood {
		return nil // somebody else was faster
	}
	p, err := db.engine.copied()
	if err != nil || p == nil {
		return errors.Join(because, err)
	}
	db.copies++
	p.number = db.copies
	if db.steps.known != nil {
		if err := db.begin(ctx, p); err != nil {
			return errors.Join(because, err, p.close())
		}
	}
	db.aside.Store(&aside{p, stood})
	if was != nil {
		_ = was.close() // who reads it still reads on
	} else if db.hooks.Told != nil {
		db.hooks.Told(Aside{p.number, db.engine.say(because)})
	}
	return nil
}

// begin gives a copy the schema, and what else its user wants in it.
func (db *DB) begin(ctx context.Context, p *pools) error {
	err := db.migrate(ctx, p)
	if err == nil && db.hooks.Begin != nil {
		err = db.transact(ctx, p, func(t *Tx) error { return db.hooks.Begin(ctx, t) })
	}
	return err
}

// back lets go of a copy: the store itself answers again.
func (db *DB) back(a *aside) {
	db.swapping.Lock()
	defer db.swapping.Unlock()
	if !db.aside.CompareAndSwap(a, nil) {
		return
	}
	_ = a.close() // who reads it still reads on
	if db.hooks.Told != nil {
		db.hooks.Told(Aside{Number: a.number})
	}
}

// homeward is the store itself, tried again where it could not be opened for writing.
func (db *DB) homeward(ctx context.Context) (*pools, error) {
	if p := db.home.Load(); p != nil {
		return p, nil
	}
	db.swapping.Lock()
	defer db.swapping.Unlock()
	if p := db.home.Load(); p != nil {
		return p, nil
	}
	read, write, err := db.engine.open(ctx)
	p := &pools{read: read, write: write}
	if err == nil {
		err = db.migrate(ctx, p)
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	db.home.Store(p)
	return p, nil
}

// Copied is a copy of what is committed, to be read and written for itself: the store
// never hears of it. nil where no copy can be made.
func (db *DB) Copied() (*DB, error) {
	file, ok := db.engine.(*sqlite)
	if !ok {
		return nil, nil
	}
	p, err := file.copied()
	if err != nil || p == nil {
		return nil, db.engine.say(err)
	}
	out := &DB{engine: loose{file}, steps: db.steps}
	out.home.Store(p)
	return out, nil
}

// loose is the engine of a copy whose store is nobody's matter.
type loose struct{ *sqlite }

func (loose) there() error { return nil }

func (loose) close() error { return nil }

func (loose) copied() (*pools, error) { return nil, nil }

// Unwritable says whether an error means that nothing can be written where a store lies,
// be it that the disk is full or that writing is not allowed.
func Unwritable(err error) bool {
	return full(err) || slices.ContainsFunc([]error{
		fs.ErrPermission, syscall.EROFS, sqlite3.READONLY, sqlite3.CANTOPEN, sqlite3.IOERR_FSYNC, sqlite3.IOERR_TRUNCATE, sqlite3.IOERR_SHMOPEN,
	}, func(one error) bool { return errors.Is(err, one) })
}

// full says whether an error means that a disk may be full.
func full(err error) bool {
	return slices.ContainsFunc([]error{syscall.ENOSPC, sqlite3.FULL, sqlite3.IOERR_WRITE, sqlite3.IOERR_SHMSIZE},
		func(one error) bool { return errors.Is(err, one) })
}

// Derive runs do like Transact, for what can be reckoned again: while the store cannot
// be written it is run in a copy in memory, and lost at the end.
func (db *DB) Derive(ctx context.Context, do func(*Tx) error) error {
	if p := db.now(); p != db.home.Load() {
		return db.engine.say(db.transact(ctx, p, do))
	}
	err := db.transact(ctx, db.home.Load(), do)
	if err == nil || db.stepAside(ctx, err) != nil {
		return db.engine.say(err)
	}
	return db.engine.say(db.transact(ctx, db.now(), do))
}
