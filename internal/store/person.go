package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/store/wall"
)

// Owner is the person whose store this is: a random number, made the first time
// it is asked for. On PostgreSQL the name one logs in with says who one is.
func (db *DB) Owner(ctx context.Context) (who.Person, error) {
	role, err := db.engine.Role(ctx)
	if err != nil {
		return 0, fmt.Errorf("asking who the owner is: %w", db.engine.Say(err))
	}
	var p who.Person
	var generation int64
	const find = `/* store.Owner */ select n, generation from person where db_role = ?`
	row, err := db.engine.Ask(ctx, find, role)
	if err == nil {
		err = row.Scan(&p, &generation)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		p, err = db.admit(ctx, role)
	case err == nil && generation == wall.NotBegun:
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
	return t.note(ctx, p, audit.Entry{Actor: p, Act: "begin", Object: "store", Policy: audit.Own, Decision: audit.Allowed})
}

// admit makes the person a role stands for, unless another program just did.
func (db *DB) admit(ctx context.Context, role string) (p who.Person, err error) {
	err = db.transact(ctx, func(t *tx) error {
		if err := wall.Add(ctx, t.Tx, role, db.now()); err != nil {
			return err
		}
		if err := t.One(ctx, `/* store.Owner */ select n from person where db_role = ?`, role).Scan(&p); err != nil {
			return err
		}
		return t.begin(ctx, p)
	})
	return p, err
}
