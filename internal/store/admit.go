package store

import (
	"context"

	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/store/wall"
)

// Roommate is one of the people who keep their evidence in one store on PostgreSQL.
type Roommate = wall.Person

// People are those of a store: all where whoever asks owns its tables, else themselves.
func (db *DB) People(ctx context.Context) (all []Roommate, err error) {
	err = db.look(ctx, func(t *tx) error {
		all, err = wall.People(ctx, t.Tx)
		return err
	})
	return all, err
}

// Admit lets a role into the store, as a person of its own who reads and writes nobody
// else's rows. Only who owns the tables can. fresh says that the role stood for nobody
// until now, schema where the tables lie.
func (db *DB) Admit(ctx context.Context, g policy.Grant, role string) (fresh bool, schema string, err error) {
	p, err := own(g)
	if err != nil {
		return false, "", err
	}
	err = db.change(ctx, p, func(t *tx) error {
		var known bool
		if known, schema, err = wall.Admit(ctx, t.Tx, db.steps, role); err != nil {
			return err
		}
		if fresh = !known; fresh {
			if err := t.addPerson(ctx, role); err != nil {
				return err
			}
		}
		return t.note(ctx, p, audit.Entry{Actor: p, Act: "admit", Object: role, Policy: audit.Own, Decision: audit.Allowed})
	})
	return fresh, schema, err
}

// Dismiss takes a role's rights on the store away. What is kept of its person stays.
func (db *DB) Dismiss(ctx context.Context, g policy.Grant, role string) error {
	p, err := own(g)
	if err != nil {
		return err
	}
	return db.change(ctx, p, func(t *tx) error {
		if err := wall.Undo(ctx, t.Tx, db.steps, role); err != nil {
			return err
		}
		return t.note(ctx, p, audit.Entry{Actor: p, Act: "dismiss", Object: role, Policy: audit.Own, Decision: audit.Allowed})
	})
}
