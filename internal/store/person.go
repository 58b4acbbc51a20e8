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
	const find = `/* store.Owner */ select n from person where db_role = ?`
	row, err := db.engine.Ask(ctx, find, role)
	if err == nil {
		err = row.Scan(&p)
	}
	if errors.Is(err, sql.ErrNoRows) {
		p, err = db.admit(ctx, role)
	}
	if err != nil {
		return 0, fmt.Errorf("finding the owner: %w", db.engine.Say(err))
	}
	return p, nil
}

// admit makes the person a role stands for, unless another program just did.
func (db *DB) admit(ctx context.Context, role string) (p who.Person, err error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return 0, err
	}
	n.SetBit(n, 62, 1) // 63 bits, never zero
	err = db.transact(ctx, func(t *tx) error {
		const add = `/* store.Owner */ insert into person (n, db_role, generation, made_us) values (?, ?, 0, ?) on conflict (db_role) do nothing`
		if err := t.Do(ctx, add, n.Int64(), role, db.now()); err != nil {
			return err
		}
		if err := t.One(ctx, `/* store.Owner */ select n from person where db_role = ?`, role).Scan(&p); err != nil {
			return err
		}
		if int64(p) != n.Int64() {
			return nil
		}
		_, err := t.account(ctx, p, func(t *tx) error {
			return t.note(ctx, p, audit.Entry{Actor: p, Act: "begin", Object: "store", Policy: audit.Own, Decision: audit.Allowed})
		})
		return err
	})
	return p, err
}
