package beside

import (
	"context"
	"database/sql"
	"errors"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
)

// apartBy is by how much the generations of one copy lie apart from those of the store
// and of any other copy, so that nobody takes what was reckoned in one for the other's.
const apartBy = 1 << 40

// Shift moves the generations of a copy of the store. A copy is a file's, which has one
// person.
func Shift(ctx context.Context, t *engine.Tx) error {
	var p who.Person
	err := t.One(ctx, `/* store.Owner */ select n from person where db_role = ?`, "").Scan(&p)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	by := apartBy * t.Copy()
	return errors.Join(err,
		t.Do(ctx, `/* beside.Shift */ update person set generation = generation + ? where n = ? and generation >= 0`, by, p),
		t.Do(ctx, `/* beside.Shift */ insert into reckoned (person, stamp, calendar, generation, epoch) values (?, '', '', ?, 0)
on conflict (person) do update set generation = reckoned.generation + excluded.generation`, p, by))
}
