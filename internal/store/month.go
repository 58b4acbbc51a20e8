package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// Months hands over the months of the calendar that share time with some days
// (all where they are empty) and changed after a generation of what is
// remembered, in order. One that has been emptied has no occurrences.
func (db *DB) Months(ctx context.Context, g policy.Grant, days when.Days, after int64) iter.Seq2[logbook.Month, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Month) error) error {
		text := `/* store.Months */ select month, body from month_row where person = ? and generation > ?`
		args := []any{p, after}
		if days.Len() > 0 {
			text += ` and month >= ? and month < ?`
			args = append(args, when.FirstOfMonth(days.From).String(), days.To.String())
		}
		return t.Each(ctx, func(r *sql.Rows) error {
			m, err := scanMonth(r)
			if err != nil {
				return err
			}
			return yield(m)
		}, text+` order by month`, args...)
	})
}

func scanMonth(r scanner) (m logbook.Month, err error) {
	var first string
	var sealed []byte
	if err := r.Scan(&first, &sealed); err != nil {
		return m, err
	}
	if err := m.First.UnmarshalText([]byte(first)); err != nil {
		return m, err
	}
	body, err := pack.UnsealReckoned("month_row", sealed)
	if err == nil && len(body) > 0 {
		m.Occurrences, err = pack.ReadMonth(body)
	}
	if err != nil {
		return m, fmt.Errorf("the calendar of %s: %w", first, err)
	}
	return m, nil
}

// RememberMonths keeps months of the calendar, clears the marks of events up to
// the generation they were worked out from, and marks the time of what changed.
// It gives the new generation of what is remembered, and logbook.ErrMoved as
// Remember does.
func (db *DB) RememberMonths(ctx context.Context, g policy.Grant, m logbook.Months) (generation int64, err error) {
	p, err := own(g)
	if err != nil {
		return 0, err
	}
	err = db.derive(ctx, p, func(t *tx) error {
		if generation, err = t.advance(ctx, p, m.Was); err != nil {
			return err
		}
		if err := t.keepMonths(ctx, p, generation, m); err != nil {
			return err
		}
		const done = `/* store.RememberMonths */ delete from event_mark where person = ? and generation <= ?`
		if err := t.Do(ctx, done, p, m.UpTo); err != nil {
			return err
		}
		changed := putting{tx: t, touched: m.Changed}
		changed.Person = p
		return changed.markDirty(ctx)
	})
	if err != nil {
		return 0, fmt.Errorf("remembering the calendar: %w", err)
	}
	return generation, nil
}

func (t *tx) keepMonths(ctx context.Context, p who.Person, generation int64, m logbook.Months) error {
	if m.Calendar != "" {
		const stamped = `/* store.RememberMonths */ update reckoned set calendar = ? where person = ?`
		if err := t.Do(ctx, stamped, m.Calendar, p); err != nil {
			return err
		}
	}
	const head = `/* store.RememberMonths */ insert into month_row (person, month, generation, body) values`
	const tail = ` on conflict (person, month) do update set generation = excluded.generation, body = excluded.body`
	for _, month := range m.Months { // one at a time: packed, all would be held twice
		var body []byte
		if len(month.Occurrences) > 0 {
			body = pack.Month(nil, month.Occurrences)
		}
		if err := t.Insert(ctx, head, 4, tail, []any{p, month.First.String(), generation, pack.Seal(body)}); err != nil {
			return err
		}
	}
	return nil
}

// eventMarks are the keys of the events that changed up to a generation of the
// log and have not been worked out since, in order.
func (t *tx) eventMarks(ctx context.Context, p who.Person, upTo int64) (keys []string, err error) {
	const marked = `/* store.Dirty */ select key from event_mark where person = ? and generation <= ? order by key`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var key string
		err := r.Scan(&key)
		keys = append(keys, key)
		return err
	}, marked, p, upTo)
	return keys, err
}

// markEvents keeps which events changed in a batch.
func (p *putting) markEvents(ctx context.Context, generation int64) error {
	slices.Sort(p.events)
	var args []any
	for _, key := range slices.Compact(p.events) {
		args = append(args, p.Person, key, generation)
	}
	const head = `/* store.Put */ insert into event_mark (person, key, generation) values`
	return p.Insert(ctx, head, 3, ` on conflict (person, key) do update set generation = excluded.generation`, args)
}

// Events yields the events in force in the order of their keys: those whose key
// begins with one of some beginnings, or all where there is none. A key begins
// with the UID, so that what belongs to one series comes together.
func (db *DB) Events(ctx context.Context, g policy.Grant, beginnings ...string) iter.Seq2[logbook.Fact, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Fact) error) error {
		const all = `/* store.Events */ select id, ` + columns + ` from fact
where person = ? and kind = 'event' and in_force = 1 and gone = 0 and key >= ?`
		each := func(r *sql.Rows) error {
			f, err := scanFact(r, p)
			if err != nil {
				return err
			}
			return yield(f)
		}
		if len(beginnings) == 0 {
			return t.Each(ctx, each, all+` order by key, id`, p, "")
		}
		for _, key := range beginnings {
			if err := t.Each(ctx, each, all+` and key < ? order by key, id`, p, key, after(key)); err != nil {
				return err
			}
		}
		return nil
	})
}

// after is the least text that is greater than every text with a beginning.
func after(beginning string) string { return beginning + "\U0010ffff" }
