// Package keys keeps the keys to a server: the SHA-256 of each, its name, what it opens,
// and when it was used last. It never sees a key itself.
package keys

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
)

// Taken says whether a key of a name stands.
func Taken(ctx context.Context, t *engine.Tx, p who.Person, name string) (bool, error) {
	const taken = `/* keys.Taken */ select 1 from token where person = ? and name = ? and revoked_us = 0`
	var one int
	err := t.One(ctx, taken, p, name).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Add keeps a new key.
func Add(ctx context.Context, t *engine.Tx, l *held.Changes, k policy.Token, at when.Instant) error {
	const add = `/* keys.Add */
insert into token (person, h, name, scopes, made_us, used_us, revoked_us) values (?, ?, ?, ?, ?, 0, 0)`
	return errors.Join(l.Around(ctx, held.Token, 0), t.Do(ctx, add, k.Owner, k.Hash[:], k.Name, Scopes(k.Scopes), at))
}

// Scopes is how scopes are kept: "ingest,read".
func Scopes(scopes []policy.Scope) string {
	var all []string
	for _, s := range scopes {
		all = append(all, string(s))
	}
	return strings.Join(all, ",")
}

const columns = `person, h, name, scopes, made_us, used_us, revoked_us`

func scan(r interface{ Scan(into ...any) error }) (k policy.Token, err error) {
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

// Find finds the key with a hash, revoked or not.
func Find(ctx context.Context, db *engine.DB, hash [32]byte) (k policy.Token, known bool, err error) {
	const find = `/* keys.Find */ select ` + columns + ` from token where h = ?`
	row, err := db.Ask(ctx, find, hash[:])
	if err == nil {
		k, err = scan(row)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return k, false, nil
	}
	return k, err == nil, err
}

// Used notes when a key was used.
func Used(ctx context.Context, t *engine.Tx, k policy.Token, at when.Instant) error {
	const used = `/* keys.Used */ update token set used_us = ? where person = ? and h = ? and used_us < ?`
	return t.Do(ctx, used, at, k.Owner, k.Hash[:], at)
}

// All lists a person's keys, revoked ones too, the oldest first.
func All(ctx context.Context, t *engine.Tx, p who.Person) (all []policy.Token, err error) {
	const tokens = `/* keys.All */ select ` + columns + ` from token where person = ? order by made_us, h`
	err = t.Each(ctx, func(r *sql.Rows) error {
		k, err := scan(r)
		all = append(all, k)
		return err
	}, tokens, p)
	return all, err
}
