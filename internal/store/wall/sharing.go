package wall

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"math/big"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
)

// Sharing is what somebody can do about the people of a store. Change runs do in a
// transaction that leaves a line in their audit; Look in one that only reads.
type Sharing struct {
	Steps  []engine.Step
	Now    func() when.Instant
	Look   func(ctx context.Context, do func(*engine.Tx) error) error
	Change func(ctx context.Context, act, role string, do func(*engine.Tx) error) error
}

// People are those of the store: all where whoever asks owns its tables, else
// themselves.
func (s Sharing) People(ctx context.Context) (all []Person, err error) {
	err = s.Look(ctx, func(t *engine.Tx) error {
		all, err = People(ctx, t)
		return err
	})
	return all, err
}

// Admit lets a role into the store, as a person of its own who reads and writes nobody
// else's rows. Only who owns the tables can. fresh says that the role stood for nobody
// until now, schema where the tables lie.
func (s Sharing) Admit(ctx context.Context, role string) (fresh bool, schema string, err error) {
	err = s.Change(ctx, "admit", role, func(t *engine.Tx) error {
		known, where, err := Admit(ctx, t, s.Steps, role)
		if err != nil {
			return err
		}
		fresh, schema = !known, where
		return Add(ctx, t, role, s.Now())
	})
	return fresh, schema, err
}

// Dismiss takes a role's rights on the store away. What is kept of its person stays.
func (s Sharing) Dismiss(ctx context.Context, role string) error {
	return s.Change(ctx, "dismiss", role, func(t *engine.Tx) error { return Undo(ctx, t, s.Steps, role) })
}

// notBegun is the generation of a person who was added and has not opened the store yet.
const notBegun = -1

// Add makes a person, a random number, for a role that stands for none yet.
func Add(ctx context.Context, t *engine.Tx, role string, at when.Instant) error {
	n, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return err
	}
	n.SetBit(n, 62, 1) // 63 bits, never zero
	const add = `/* store.Owner */ insert into person (n, db_role, generation, made_us) values (?, ?, ?, ?) on conflict (db_role) do nothing`
	return t.Do(ctx, add, n.Int64(), role, notBegun, at)
}

// Find is the person that whoever asks stands for, added where there is none yet and
// whoever asks may. begun says that the first line of their audit is written.
func Find(ctx context.Context, db *engine.DB, now func() when.Instant) (p who.Person, begun bool, err error) {
	role, err := db.Role(ctx)
	if err != nil {
		return 0, false, err
	}
	var generation int64
	find := func() error {
		row, err := db.Ask(ctx, `/* store.Owner */ select n, generation from person where db_role = ?`, role)
		if err != nil {
			return err
		}
		return row.Scan(&p, &generation)
	}
	err = find()
	if errors.Is(err, sql.ErrNoRows) {
		if err = db.Transact(ctx, func(t *engine.Tx) error { return Add(ctx, t, role, now()) }); err == nil {
			err = find()
		}
	}
	return p, generation != notBegun, err
}

// Begin says whether a person comes to the store for the first time.
func Begin(ctx context.Context, t *engine.Tx, p who.Person) (first bool, err error) {
	r, err := t.Exec(ctx, `/* store.Owner */ update person set generation = 0 where n = ? and generation < 0`, p)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}
