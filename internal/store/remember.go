package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// derived is the state of what is remembered of a person.
func (t *tx) derived(ctx context.Context, p who.Person) (d logbook.Derived, err error) {
	const state = `/* store.derived */ select stamp, calendar, generation, epoch from reckoned where person = ?`
	err = t.One(ctx, state, p).Scan(&d.Stamp, &d.Calendar, &d.Generation, &d.Epoch)
	if errors.Is(err, sql.ErrNoRows) {
		return d, nil
	}
	return d, err
}

// advance gives what is about to be remembered a generation of its own: the one
// after was, or after any where that is nil.
func (t *tx) advance(ctx context.Context, p who.Person, was *int64) (generation int64, err error) {
	if was != nil {
		is, err := t.derived(ctx, p)
		if err != nil {
			return 0, err
		}
		if is.Generation != *was {
			return 0, logbook.ErrMoved
		}
	}
	const next = `/* store.Remember */ insert into reckoned (person, stamp, calendar, generation, epoch) values (?, '', '', 1, 0)
on conflict (person) do update set generation = reckoned.generation + 1 returning generation`
	err = t.One(ctx, next, p).Scan(&generation)
	return generation, err
}

// Changed hands over the days whose rows changed after a generation of what is
// remembered, in order, and says in which state it all is. Where all was thrown
// away since, it hands over every row: whoever kept the older ones forgets them.
func (db *DB) Changed(ctx context.Context, g policy.Grant, after int64, each func(*logbook.DayRow) error) (d logbook.Derived, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		if d, err = t.derived(ctx, p); err != nil || d.Generation <= after {
			return err
		}
		if after < d.Epoch {
			after = -1
		}
		const rows = `/* store.Changed */ select day, body from day_row where person = ? and generation > ? order by day`
		return t.dayRows(ctx, p, rows, []any{p, after}, each)
	})
	return d, err
}

func (t *tx) dayRows(ctx context.Context, p who.Person, text string, args []any, each func(*logbook.DayRow) error) error {
	said, err := t.read(ctx, p)
	if err != nil {
		return err
	}
	places, err := t.places(ctx, p)
	if err != nil {
		return err
	}
	return t.Each(ctx, func(r *sql.Rows) error {
		var on string
		var sealed sql.RawBytes
		if err := r.Scan(&on, &sealed); err != nil {
			return err
		}
		row := logbook.DayRow{}
		if err := row.Day.UnmarshalText([]byte(on)); err != nil {
			return err
		}
		body, err := pack.UnsealReckoned("day_row", sealed)
		if err == nil {
			err = pack.ReadDay(body, said, places, &row)
		}
		if err != nil {
			return fmt.Errorf("what is remembered of %s: %w", on, err)
		}
		return each(&row)
	}, text, args...)
}

// Tallies yields the remembered numbers of a stretch of days (all days where it
// is empty), in the order of days. For somebody else it yields those of the
// permitted measure and days, and leaves an audit line; drawing days together to
// weeks is the work of who reckons.
func (db *DB) Tallies(ctx context.Context, g policy.Grant, days when.Days) iter.Seq2[logbook.Tally, error] {
	if a := g.Ask(); !g.Given() || a.Viewer == a.Owner {
		return evidence(ctx, db, g, func(t *tx, _ who.Person, yield func(logbook.Tally) error) error {
			return t.tallies(ctx, g, days, yield)
		})
	}
	return func(yield func(logbook.Tally, error) bool) {
		all, err := db.permittedTallies(ctx, g, days)
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
		if err != nil {
			yield(logbook.Tally{}, err)
		}
	}
}

// permittedTallies reads all before it gives any: the audit line must stand,
// and the owner's lock be free, whatever the viewer does with them.
func (db *DB) permittedTallies(ctx context.Context, g policy.Grant, days when.Days) (all []logbook.Tally, err error) {
	err = db.permitted(ctx, g, "tallies", func(t *tx) error {
		all = nil
		return t.tallies(ctx, g, days, func(v logbook.Tally) error {
			all = append(all, v)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (t *tx) tallies(ctx context.Context, g policy.Grant, days when.Days, yield func(logbook.Tally) error) error {
	var text strings.Builder
	text.WriteString(`/* store.Tallies */ select day, body from day_row where person = ?`)
	args := []any{g.Owner()}
	for _, limit := range []when.Days{days, g.Ask().Days} {
		if limit.Len() > 0 {
			text.WriteString(` and day >= ? and day < ?`)
			args = append(args, limit.From.String(), limit.To.String())
		}
	}
	return t.dayRows(ctx, g.Owner(), text.String()+` order by day`, args, func(d *logbook.DayRow) error {
		for _, v := range d.Tallies {
			if m := g.Ask().Measure; m != "" && m != v.Measure {
				continue
			}
			if err := yield(v); err != nil {
				return err
			}
		}
		return nil
	})
}

// Remember replaces what is remembered of a stretch of days, and clears what
// marks up to a generation of the log say of those days, taken as days of UTC;
// the rest of a mark that reaches beyond them stays. An empty stretch means all
// days. It gives the new generation of what is remembered. Where told.Was is not
// the one so far, somebody else has remembered something meanwhile: then nothing
// is changed and the error is logbook.ErrMoved.
func (db *DB) Remember(ctx context.Context, g policy.Grant, upTo int64, days when.Days, told logbook.Reckoned) (generation int64, err error) {
	p, err := own(g)
	if err != nil {
		return 0, err
	}
	if err := told.Check(days); err != nil {
		return 0, fmt.Errorf("remembering: %w", err)
	}
	var words *draft
	err = db.derive(ctx, p, func(t *tx) error {
		if generation, err = t.advance(ctx, p, told.Was); err != nil {
			return err
		}
		if words, err = t.draft(ctx, p); err != nil {
			return err
		}
		if err := t.rememberDays(ctx, p, words, generation, days, told); err != nil {
			return err
		}
		if err := t.rememberPresences(ctx, p, words, told.Presences); err != nil {
			return err
		}
		if err := t.rememberAgents(ctx, p, generation, days, told.Agents); err != nil {
			return err
		}
		if err := words.keep(ctx); err != nil {
			return err
		}
		if err := t.clean(ctx, p, upTo, days); err != nil {
			return err
		}
		return t.markDue(ctx, p)
	})
	if err != nil {
		return 0, fmt.Errorf("remembering: %w", err)
	}
	words.committed()
	return generation, nil
}

// rememberDays writes a row for each day that has anything or was reckoned, and an
// empty one for each that had anything and has no longer.
func (t *tx) rememberDays(ctx context.Context, p who.Person, words *draft, generation int64, days when.Days, told logbook.Reckoned) (err error) {
	emptied := map[when.Day]bool{}
	if days.Len() == 0 {
		err = t.forgetAll(ctx, p, generation)
	} else {
		emptied, err = t.forgetSome(ctx, p, days)
	}
	if err != nil {
		return err
	}
	if told.Stamp != "" {
		const stamped = `/* store.Remember */ update reckoned set stamp = ? where person = ?`
		if err := t.Do(ctx, stamped, told.Stamp, p); err != nil {
			return err
		}
	}
	rows, err := t.packDays(ctx, p, words, told)
	if err != nil {
		return err
	}
	var args []any
	for d := told.Days.From; d < told.Days.To; d++ {
		emptied[d] = true
	}
	for d := range emptied {
		if rows[d] == nil {
			rows[d] = []byte{}
		}
	}
	for _, d := range slices.Sorted(maps.Keys(rows)) {
		args = append(args, p, d.String(), generation, pack.Seal(rows[d]))
	}
	return t.Insert(ctx, `/* store.Remember */ insert into day_row (person, day, generation, body) values`, 4, "", args)
}

// packDays are the packed rows of the days that have anything.
func (t *tx) packDays(ctx context.Context, p who.Person, words *draft, told logbook.Reckoned) (map[when.Day][]byte, error) {
	places, err := t.places(ctx, p)
	if err != nil {
		return nil, err
	}
	number := map[logbook.Place]uint64{}
	for n, place := range places {
		number[place] = uint64(n)
	}
	days := map[when.Day]*logbook.DayRow{}
	at := func(d when.Day) *logbook.DayRow {
		if days[d] == nil {
			days[d] = &logbook.DayRow{Day: d}
		}
		return days[d]
	}
	for _, v := range told.Tallies {
		row := at(v.Day)
		row.Tallies = append(row.Tallies, v)
	}
	for d, s := range told.Surveys {
		at(d).Survey = s
	}
	out := make(map[when.Day][]byte, len(days))
	for d, row := range days {
		body := pack.Day(nil, *row, pack.Numbers{Word: words.must, Place: func(at logbook.Place) uint64 { return number[at] }})
		if len(body) > 0 {
			out[d] = body
		}
	}
	return out, nil
}

// forgetAll throws away all that is remembered of days.
func (t *tx) forgetAll(ctx context.Context, p who.Person, generation int64) error {
	for _, text := range []string{
		`/* store.Remember */ delete from day_row where person = ?`,
		`/* store.Remember */ delete from presence where person = ?`,
		`/* store.Remember */ delete from agent_row where person = ?`,
	} {
		if err := t.Do(ctx, text, p); err != nil {
			return err
		}
	}
	const begun = `/* store.Remember */ update reckoned set stamp = '', epoch = ? where person = ?`
	return t.Do(ctx, begun, generation, p)
}

// forgetSome throws away the rows of some days, and says which had anything.
func (t *tx) forgetSome(ctx context.Context, p who.Person, days when.Days) (had map[when.Day]bool, err error) {
	had = map[when.Day]bool{}
	const which = `/* store.Remember */ delete from day_row where person = ? and day >= ? and day < ? returning day`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var on string
		var d when.Day
		if err := r.Scan(&on); err != nil {
			return err
		}
		err := d.UnmarshalText([]byte(on))
		had[d] = true
		return err
	}, which, p, days.From.String(), days.To.String())
	if err != nil {
		return nil, err
	}
	const presences = `/* store.Remember */ delete from presence where person = ? and day >= ? and day < ?`
	return had, t.Do(ctx, presences, p, days.From.String(), days.To.String())
}

// forget throws away all that is derived.
func (t *tx) forget(ctx context.Context, p who.Person) error {
	generation, err := t.advance(ctx, p, nil)
	if err != nil {
		return err
	}
	if err := t.forgetAll(ctx, p, generation); err != nil {
		return err
	}
	if err := t.Do(ctx, `/* store.Forget */ delete from result where person = ?`, p); err != nil {
		return err
	}
	if err := t.Do(ctx, `/* store.Forget */ delete from month_row where person = ?`, p); err != nil {
		return err
	}
	return t.Do(ctx, `/* store.Forget */ update reckoned set calendar = '' where person = ?`, p)
}

// spanOf is a stretch of days as marks mean it.
func spanOf(days when.Days) when.Span {
	return when.Span{From: days.From.Start(time.UTC), To: days.To.Start(time.UTC)}
}

// Derived is the state of what is remembered.
func (db *DB) Derived(ctx context.Context, g policy.Grant) (d logbook.Derived, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		d, err = t.derived(ctx, p)
		return err
	})
	return d, err
}
