package store

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/store/wall"
)

// Owner is the person whose store this is: a random number, made the first time
// it is asked for. On PostgreSQL the name one logs in with says who one is.
func (db *DB) Owner(ctx context.Context) (who.Person, error) {
	p, begun, err := wall.Find(ctx, db.engine, db.now)
	if err == nil && !begun {
		err = db.transact(ctx, func(t *tx) error { return t.begin(ctx, p) })
	}
	if err != nil {
		return 0, fmt.Errorf("finding the owner: %w", db.engine.Say(err))
	}
	return p, nil
}

// begin writes the first line of a person's audit, unless another program just did.
func (t *tx) begin(ctx context.Context, p who.Person) error {
	if first, err := wall.Begin(ctx, t.Tx, p); err != nil || !first {
		return err
	}
	_, err := t.account(ctx, p, func(t *tx) error {
		return t.note(ctx, p, audit.Entry{Actor: p, Act: "begin", Object: "store", Policy: audit.Own, Decision: audit.Allowed})
	})
	return err
}
