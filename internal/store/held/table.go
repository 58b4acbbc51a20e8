package held

import (
	"context"
	"database/sql"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/engine"
)

// Table is a table that is accounted for. Its number is kept: it is never given to
// another.
type Table int

// The tables. Facts, beats, spares and words lie at no place: they are in the account of
// the place that brought them, and only all of them together can be counted again.
const (
	Fact Table = 1 + iota
	Sighting
	Beat
	Spare
	Word
	Place
	Coverage
	Heard
	Cursor
	BadRow
	Namesake
	Routine
	Token
	Permit
	end
)

// table is how one is counted again.
type table struct {
	name    string
	placed  bool   // its rows lie at a place
	columns string // what is digested of a row, after its place where it has one
}

// What is told by other columns is left out, and when a key was used last, which is
// noted beside every account.
var tables = [end]table{
	Fact:     {name: "fact", columns: "id, day, stamp_us, in_force"},
	Sighting: {name: "sighting", placed: true, columns: "id, first_us, last_us, gone_us"},
	Beat:     {name: "beat", columns: "at_us, source, h, body"},
	Spare:    {name: "spare", columns: "at_us, source, h, twin, body"},
	Word:     {name: "word", columns: "n, said"},
	Place:    {name: "place", placed: true, columns: "h, source, machine, name, uri, first_us, last_us"},
	Coverage: {name: "coverage", placed: true, columns: "at_us, from_day, to_day, reaches, facts, yours, undated, bad, shallow"},
	Heard:    {name: "heard", placed: true, columns: "from_day, to_day, beats, undated"},
	Cursor:   {name: "cursor", placed: true, columns: "at_us, position"},
	BadRow:   {name: "bad_row", placed: true, columns: "line, what, said, first_us, last_us"},
	Namesake: {name: "namesake", placed: true, columns: "email, name, own, commits, from_day, to_day"},
	Routine:  {name: "routine", placed: true, columns: "subject, files, minute, commits, from_day, to_day"},
	Token:    {name: "token", columns: "h, name, scopes, made_us, revoked_us"},
	Permit:   {name: "permit", columns: "id, viewer, measure, from_day, to_day, purpose, from_us, until_us, revoked_us"},
}

// String is its name in SQL.
func (t Table) String() string { return tables[t].name }

// Placed says whether its rows lie at places.
func (t Table) Placed() bool { return tables[t].placed }

// number is the column that holds the number of a row's place.
func (t table) number() string {
	switch {
	case !t.placed:
		return "0"
	case t.name == "place":
		return "n"
	}
	return "place"
}

// each hands over the rows of a table, at one place or, where that is 0, at all: the
// place, 0 where there is none, and what is digested.
func each(ctx context.Context, t *engine.Tx, p who.Person, of Table, place int64, row func(place int64, columns []any)) error {
	text := "/* held.each */ select " + tables[of].number() + ", " + tables[of].columns + " from " + tables[of].name + " where person = ?"
	args := []any{p}
	if place != 0 && tables[of].placed {
		text += " and " + tables[of].number() + " = ?"
		args = append(args, place)
	}
	var into []any
	return t.Each(ctx, func(r *sql.Rows) error {
		if into == nil {
			columns, err := r.Columns()
			if err != nil {
				return err
			}
			into = make([]any, len(columns))
			for i := range into {
				into[i] = new(any)
			}
		}
		if err := r.Scan(into...); err != nil {
			return err
		}
		columns := make([]any, len(into))
		for i := range into {
			columns[i] = *into[i].(*any)
		}
		at, _ := columns[0].(int64)
		row(at, columns[1:])
		return nil
	}, text, args...)
}
