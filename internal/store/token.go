package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/keys"
)

// MakeToken keeps a new key of its owner's. While it stands no other may have
// its name.
func (db *DB) MakeToken(ctx context.Context, k policy.Token) error {
	if k.Name == "" || k.Name != logbook.Text(k.Name) || len(k.Scopes) == 0 {
		return fault.New(fault.Usage, "a key needs a name and at least one scope")
	}
	return db.change(ctx, k.Owner, func(t *tx) error {
		taken, err := keys.Taken(ctx, t.Tx, k.Owner, k.Name)
		if err != nil {
			return err
		}
		if taken {
			return fault.New(fault.Usage, "a key named %q already exists", k.Name).
				Try("choose another name, or revoke that one first: backsight token revoke %s", k.Name)
		}
		if err := keys.Add(ctx, t.Tx, t.ledger, k, db.now()); err != nil {
			return err
		}
		return t.note(ctx, k.Owner, audit.Entry{
			Actor: k.Owner, Act: "key", Object: k.Name + " " + keys.Scopes(k.Scopes), Policy: audit.Own, Decision: audit.Allowed,
		})
	})
}

// TokenOf finds the key with a hash, revoked or not, and notes that it was used,
// to the hour, where anything can be noted. It is how a server learns who speaks, so it
// takes no grant.
func (db *DB) TokenOf(ctx context.Context, hash [32]byte) (k policy.Token, known bool, err error) {
	if k, known, err = keys.Find(ctx, db.engine, hash); err != nil {
		return k, false, fmt.Errorf("looking for a key: %w", db.engine.Say(err))
	}
	now := db.now()
	hour := max(k.Made, now-now%when.Hour) // no key was used before it was made
	if !known || k.Revoked != 0 || k.Used >= hour {
		return k, known, nil
	}
	err = db.transact(ctx, func(t *tx) error { return keys.Used(ctx, t.Tx, k, hour) })
	if err != nil && !engine.Unwritable(err) {
		return k, false, fmt.Errorf("noting the use of a key: %w", err)
	}
	if err == nil {
		k.Used = hour
	}
	return k, true, nil
}

// Tokens lists the owner's keys, revoked ones too, the oldest first.
func (db *DB) Tokens(ctx context.Context, g policy.Grant) (all []policy.Token, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		all, err = keys.All(ctx, t.Tx, p)
		return err
	})
	return all, err
}

// RevokeToken ends the standing key of a name: a fault of the kind Nothing where
// there is none.
func (db *DB) RevokeToken(ctx context.Context, g policy.Grant, name string) error {
	p, err := own(g)
	if err != nil {
		return err
	}
	return db.change(ctx, p, func(t *tx) error {
		const end = `/* store.RevokeToken */ update token set revoked_us = ? where person = ? and name = ? and revoked_us = 0`
		if err := errors.Join(t.ledger.Around(ctx, held.Token, 0), t.ended(ctx, fmt.Sprintf("no key named %q stands", name), end, db.now(), p, name)); err != nil {
			return err
		}
		return t.note(ctx, p, audit.Entry{
			Actor: p, Act: "revoke key", Object: name, Policy: audit.Own, Decision: audit.Allowed,
		})
	})
}
