package store

import (
	"context"
	"errors"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/beside"
	"github.com/backsight/backsight/internal/store/held"
)

// Namesakes lists under which names and addresses the owner, and who may be the
// owner, commits at each place that counts, in the order of the places' first reading.
func (db *DB) Namesakes(ctx context.Context, g policy.Grant) (all []logbook.Named, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		places, err := t.counting(ctx, p)
		if err != nil {
			return err
		}
		return beside.Names(ctx, t.Tx, p, func(place int64, n logbook.Namesake) {
			if at, counts := places[place]; counts {
				all = append(all, logbook.Named{Namesake: n, Place: at})
			}
		})
	})
	return all, err
}

// Routines lists what a program seems to commit in the owner's name, over all places
// that count: one for each subject with its files and minute.
func (db *DB) Routines(ctx context.Context, g policy.Grant) (all []logbook.Routine, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		places, err := t.counting(ctx, p)
		if err != nil {
			return err
		}
		return beside.Routines(ctx, t.Tx, p, func(place int64, n logbook.Routine) {
			if _, counts := places[place]; counts {
				all = n.AddTo(all)
			}
		})
	})
	return all, err
}

// Unname drops all that is known of an address that is not the person's.
func (db *DB) Unname(ctx context.Context, person who.Person, address who.Identity) error {
	return db.change(ctx, person, func(t *tx) error {
		places, err := t.places(ctx, person)
		for n := range places {
			err = errors.Join(err, t.ledger.Around(ctx, held.Namesake, n))
		}
		return errors.Join(err, beside.Unname(ctx, t.Tx, person, address))
	})
}
