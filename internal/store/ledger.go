package store

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/witness"
)

// account runs do and keeps account of what it writes (store/held), in its transaction.
// A store from before there were accounts is counted whole, and a line says so. What it
// gives is nil where nothing was written that is accounted for.
func (t *tx) account(ctx context.Context, p who.Person, do func(*tx) error) (*held.Total, error) {
	t.ledger = t.db.books.New(t.Tx, p)
	if err := do(t); err != nil {
		return nil, err
	}
	total, err := t.ledger.Keep(ctx)
	if err != nil || !t.ledger.Counted() {
		return total, err
	}
	if err := t.note(ctx, p, audit.Counted(p)); err != nil {
		return nil, err
	}
	return t.ledger.Keep(ctx)
}

// Departure says how the store departs from how it was left; nil for not at all. It is
// asked at each opening: until it was, nothing is noted, and where the store departs
// nothing is until the owner accepts it.
func (db *DB) Departure(ctx context.Context, g policy.Grant) (d *witness.Departure, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		d, err = db.witness.Compare(ctx, t.Tx, p)
		return err
	})
	db.trusted.Store(d == nil && err == nil)
	return d, err
}

// Accept says that the store goes on from here, though it is not the one that was
// left: a line names both roots. A fault of the kind Nothing where it does not depart.
func (db *DB) Accept(ctx context.Context, g policy.Grant) (d *witness.Departure, err error) {
	p, err := own(g)
	if err != nil {
		return nil, err
	}
	if d, err = db.Departure(ctx, g); err != nil {
		return nil, err
	}
	if d == nil {
		return nil, fault.New(fault.Nothing, "the store is the one that was written last: there is nothing to accept")
	}
	db.trusted.Store(true)
	return d, db.change(ctx, p, func(t *tx) error {
		return t.note(ctx, p, audit.Entry{
			Actor: p, Act: audit.Accept, Policy: audit.Own, Decision: audit.Allowed, Purpose: d.What,
			Object: fmt.Sprintf("root %s of %d lines instead of root %s of %d lines", d.Found.Root, d.Found.Lines, d.Left.Root, d.Left.Lines),
		})
	})
}
