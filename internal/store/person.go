package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"math/big"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
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
	case err == nil && generation == notBegun:
		err = db.transact(ctx, func(t *tx) error { return t.begin(ctx, p) })
	}
	if err != nil {
		return 0, fmt.Errorf("finding the owner: %w", db.engine.Say(err))
	}
	return p, nil
}

// notBegun is the generation of a person whom somebody else let in, and who has not
// opened the store yet.
const notBegun = -1

// begin writes the first line of a person's audit, unless another program just did.
func (t *tx) begin(ctx context.Context, p who.Person) error {
	r, err := t.Exec(ctx, `/* store.Owner */ update person set generation = 0 where n = ? and generation < 0`, p)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return t.note(ctx, p, audit.Entry{Actor: p, Act: "begin", Object: "store", Policy: audit.Own, Decision: audit.Allowed})
}

// admit makes the person a role stands for, unless another program just did.
func (db *DB) admit(ctx context.Context, role string) (p who.Person, err error) {
	err = db.transact(ctx, func(t *tx) error {
		if err := t.addPerson(ctx, role); err != nil {
			return err
		}
		if err := t.One(ctx, `/* store.Owner */ select n from person where db_role = ?`, role).Scan(&p); err != nil {
			return err
		}
		return t.begin(ctx, p)
	})
	return p, err
}

// addPerson adds one for a role, unless it stands for one already.
func (t *tx) addPerson(ctx context.Context, role string) error {
	n, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return err
	}
	n.SetBit(n, 62, 1) // 63 bits, never zero
	const add = `/* store.Owner */ insert into person (n, db_role, generation, made_us) values (?, ?, ?, ?) on conflict (db_role) do nothing`
	return t.Do(ctx, add, n.Int64(), role, notBegun, t.db.now())
}
