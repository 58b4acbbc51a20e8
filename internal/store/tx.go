package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/witness"
)

// tx is a transaction that knows its store.
type tx struct {
	*engine.Tx
	db     *DB
	ledger *held.Changes // of a change to one person's log

	drafted *draft // once it may add words
}

// transact runs do in one writing transaction. It commits whole or not at all, and
// begins again where another transaction got in the way.
func (db *DB) transact(ctx context.Context, do func(*tx) error) error {
	return db.engine.Transact(ctx, func(t *engine.Tx) error { return do(&tx{Tx: t, db: db}) })
}

// look runs do in a reading transaction: all it reads is of one moment.
func (db *DB) look(ctx context.Context, do func(*tx) error) error {
	return db.engine.Look(ctx, func(t *engine.Tx) error { return do(&tx{Tx: t, db: db}) })
}

// ended runs a statement that ends what stands: a fault of the kind Nothing with
// that text where nothing did.
func (t *tx) ended(ctx context.Context, none, plain string, args ...any) error {
	r, err := t.Exec(ctx, plain, args...)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return fault.New(fault.Nothing, "%s", none)
}

// change runs do in a transaction that holds the person's own lock, so that the
// changes to one person's log come one after the other. It commits whole or not
// at all, and begins again where another transaction got in the way.
func (db *DB) change(ctx context.Context, p who.Person, do func(*tx) error) error {
	return db.changeBy(ctx, db.engine.Transact, p, do)
}

// derive is change for what can be reckoned again: while the store cannot be written, it
// goes into a copy in memory.
func (db *DB) derive(ctx context.Context, p who.Person, do func(*tx) error) error {
	return db.changeBy(ctx, db.engine.Derive, p, do)
}

func (db *DB) changeBy(ctx context.Context, transact func(context.Context, func(*engine.Tx) error) error, p who.Person, do func(*tx) error) error {
	var total *held.Total
	err := transact(ctx, func(begun *engine.Tx) error {
		t := &tx{Tx: begun, db: db}
		var generation int64
		err := t.One(ctx, `/* store.change */ select generation from person where n = ?`+db.engine.ForUpdate(), p).Scan(&generation)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("person %d is not known to this store", p)
		}
		if err == nil {
			total, err = t.account(ctx, p, do)
		}
		if t.Copy() != 0 {
			total = nil // nobody else will ever see it
		}
		return err
	})
	if err != nil || total == nil {
		return err
	}
	if db.books.Committed(p, total); db.trusted.Load() {
		_ = db.witness.Write(witness.Of(p, total)) // costs no write: the next opening notes it
	}
	return nil
}

// bit is how a yes is kept.
func bit(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
