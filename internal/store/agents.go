package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// AgentDays hands over what is remembered of coding assistants on the days of UTC
// of which that changed after a generation of what is remembered, in order, and
// says in which state it all is. Like Changed it hands over every row where all
// was thrown away since. A day that holds nothing any more comes empty.
func (db *DB) AgentDays(ctx context.Context, g policy.Grant, after int64, each func(*logbook.AgentDay) error) (d logbook.Derived, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		if d, err = t.derived(ctx, p); err != nil || d.Generation <= after {
			return err
		}
		if after < d.Epoch {
			after = -1
		}
		const rows = `/* store.AgentDays */ select day, body from agent_row where person = ? and generation > ? order by day`
		return t.Each(ctx, func(r *sql.Rows) error {
			day, err := scanAgents(r)
			if err != nil {
				return err
			}
			return each(&day)
		}, rows, p, after)
	})
	return d, err
}

func scanAgents(r scanner) (d logbook.AgentDay, err error) {
	var on string
	var sealed []byte
	if err := r.Scan(&on, &sealed); err != nil {
		return d, err
	}
	if err := d.Day.UnmarshalText([]byte(on)); err != nil {
		return d, err
	}
	body, err := pack.UnsealReckoned("agent_row", sealed)
	if err == nil {
		err = pack.ReadAgents(body, &d)
	}
	if err != nil {
		return d, fmt.Errorf("what is remembered of assistants on %s: %w", on, err)
	}
	return d, nil
}

// rememberAgents writes the days that differ from what is kept of them. One that
// is the same keeps its generation: most of what comes in has nothing to do with
// assistants, and whoever keeps their days has nothing to read again.
func (t *tx) rememberAgents(ctx context.Context, p who.Person, generation int64, days when.Days, told map[when.Day]logbook.AgentDay) error {
	kept, err := t.keptAgents(ctx, p, days)
	if err != nil {
		return err
	}
	bodies := map[when.Day][]byte{}
	for d := range kept {
		bodies[d] = pack.Seal(nil)
	}
	for d, day := range told {
		if body := pack.Agents(&day); len(body) > 0 {
			bodies[d] = pack.Seal(body)
		}
	}
	var args []any
	for _, d := range slices.Sorted(maps.Keys(bodies)) {
		if was, known := kept[d]; !known || !bytes.Equal(was, bodies[d]) {
			args = append(args, p, d.String(), generation, bodies[d])
		}
	}
	const head = `/* store.Remember */ insert into agent_row (person, day, generation, body) values`
	const tail = ` on conflict (person, day) do update set generation = excluded.generation, body = excluded.body`
	return t.Insert(ctx, head, 4, tail, args)
}

// keptAgents are the sealed bodies of some days; of no days there are none.
func (t *tx) keptAgents(ctx context.Context, p who.Person, days when.Days) (map[when.Day][]byte, error) {
	kept := map[when.Day][]byte{}
	const rows = `/* store.Remember */ select day, body from agent_row where person = ? and day >= ? and day < ?`
	err := t.Each(ctx, func(r *sql.Rows) error {
		var on string
		var sealed []byte
		if err := r.Scan(&on, &sealed); err != nil {
			return err
		}
		var d when.Day
		err := d.UnmarshalText([]byte(on))
		kept[d] = sealed
		return err
	}, rows, p, days.From.String(), days.To.String())
	return kept, err
}
