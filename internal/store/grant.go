package store

import (
	"context"
	"errors"
	"iter"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
)

// errEnough ends a reading whose caller wants no more.
var errEnough = errors.New("enough")

// own is whose evidence an owner's grant opens. Raw evidence, the audit and
// what is dirty are for nobody else, whatever was permitted.
func own(g policy.Grant) (who.Person, error) {
	if !g.Given() {
		return 0, fault.New(fault.NotAllowed, "nothing can be read without permission")
	}
	if a := g.Ask(); a.Viewer != a.Owner {
		return 0, fault.New(fault.NotAllowed, "only its owner can read this evidence")
	}
	return g.Owner(), nil
}

// owned runs do in a reading transaction, for the owner.
func (db *DB) owned(ctx context.Context, g policy.Grant, do func(*tx, who.Person) error) error {
	p, err := own(g)
	if err != nil {
		return err
	}
	return db.look(ctx, func(t *tx) error { return do(t, p) })
}

// evidence makes an iterator over what do yields, for the owner. It holds one
// reading connection while it is iterated over, and all of it is of one moment.
func evidence[T any](ctx context.Context, db *DB, g policy.Grant, do func(*tx, who.Person, func(T) error) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := db.owned(ctx, g, func(t *tx, p who.Person) error {
			return do(t, p, func(v T) error {
				if !yield(v, nil) {
					return errEnough
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errEnough) {
			var none T
			yield(none, err)
		}
	}
}
