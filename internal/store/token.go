package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/held"
)

// MakeToken keeps a new key of its owner's. While it stands no other may have
// its name.
func (db *DB) MakeToken(ctx context.Context, k policy.Token) error {
	if k.Name == "" || k.Name != logbook.Text(k.Name) || len(k.Scopes) == 0 {
		return fault.New(fault.Usage, "a key needs a name and at least one scope")
	}
	return db.change(ctx, k.Owner, func(t *tx) error {
		const taken = `/* store.MakeToken */ select 1 from token where person = ? and name = ? and revoked_us = 0`
		var one int
		err := t.One(ctx, taken, k.Owner, k.Name).Scan(&one)
		if err == nil {
			return fault.New(fault.Usage, "a key named %q already exists", k.Name).
				Try("choose another name, or revoke that one first: backsight token revoke %s", k.Name)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		const add = `/* store.MakeToken */
insert into token (person, h, name, scopes, made_us, used_us, revoked_us) values (?, ?, ?, ?, ?, 0, 0)`
		if err := errors.Join(t.ledger.Around(ctx, held.Token, 0), t.Do(ctx, add, k.Owner, k.Hash[:], k.Name, scopesText(k.Scopes), db.now())); err != nil {
			return err
		}
		return t.note(ctx, k.Owner, audit.Entry{
			Actor: k.Owner, Act: "key", Object: k.Name + " " + scopesText(k.Scopes), Policy: audit.Own, Decision: audit.Allowed,
		})
	})
}

// scopesText is how scopes are kept: "ingest,read".
func scopesText(scopes []policy.Scope) string {
	var all []string
	for _, s := range scopes {
		all = append(all, string(s))
	}
	return strings.Join(all, ",")
}

const tokenColumns = `person, h, name, scopes, made_us, used_us, revoked_us`

func scanToken(r scanner) (k policy.Token, err error) {
	var h []byte
	var scopes string
	if err := r.Scan(&k.Owner, &h, &k.Name, &scopes, &k.Made, &k.Used, &k.Revoked); err != nil {
		return k, err
	}
	for s := range strings.SplitSeq(scopes, ",") {
		k.Scopes = append(k.Scopes, policy.Scope(s))
	}
	if copy(k.Hash[:], h) != len(k.Hash) {
		return k, fmt.Errorf("the key %q has no whole hash", k.Name)
	}
	return k, nil
}

// TokenOf finds the key with a hash, revoked or not, and notes that it was used,
// to the hour. It is how a server learns who speaks, so it takes no grant.
func (db *DB) TokenOf(ctx context.Context, hash [32]byte) (k policy.Token, known bool, err error) {
	const find = `/* store.TokenOf */ select ` + tokenColumns + ` from token where h = ?`
	row, err := db.engine.Ask(ctx, find, hash[:])
	if err == nil {
		k, err = scanToken(row)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return k, false, nil
	}
	if err != nil {
		return k, false, fmt.Errorf("looking for a key: %w", db.engine.Say(err))
	}
	now := db.now()
	hour := max(k.Made, now-now%when.Hour) // no key was used before it was made
	if k.Revoked != 0 || k.Used >= hour {
		return k, true, nil
	}
	const used = `/* store.TokenOf */ update token set used_us = ? where person = ? and h = ? and used_us < ?`
	err = db.transact(ctx, func(t *tx) error { return t.Do(ctx, used, hour, k.Owner, hash[:], hour) })
	if err != nil {
		return k, false, fmt.Errorf("noting the use of a key: %w", err)
	}
	k.Used = hour
	return k, true, nil
}

// Tokens lists the owner's keys, revoked ones too, the oldest first.
func (db *DB) Tokens(ctx context.Context, g policy.Grant) (all []policy.Token, err error) {
	const tokens = `/* store.Tokens */ select ` + tokenColumns + ` from token where person = ? order by made_us, h`
	p, err := own(g)
	if err != nil {
		return nil, err
	}
	err = db.look(ctx, func(t *tx) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			k, err := scanToken(r)
			all = append(all, k)
			return err
		}, tokens, p)
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
