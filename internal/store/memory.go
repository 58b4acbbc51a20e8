package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

const day = 24 * when.Hour

// near is how close two marks are kept as one: what lies between is reckoned
// again too, which costs little and changes nothing.
const near = 2 * day

// merge makes spans of which none are near each other, in order.
func merge(spans []when.Span) []when.Span {
	slices.SortFunc(spans, compareSpans)
	var out []when.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To+near {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

func compareSpans(a, b when.Span) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

// markDirty keeps the touched spans under a new generation.
func (p *putting) markDirty(ctx context.Context) error {
	if err := p.markLater(ctx); err != nil {
		return err
	}
	if len(p.touched) == 0 && len(p.events) == 0 {
		return nil
	}
	var generation int64
	const bump = `/* store.Put */ update person set generation = generation + 1 where n = ? returning generation`
	if err := p.One(ctx, bump, p.Person).Scan(&generation); err != nil {
		return err
	}
	if err := p.markEvents(ctx, generation); err != nil {
		return err
	}
	return p.mark(ctx, p.Person, generation, p.marked())
}

// marked is what a batch touched. The days of beats stay apart, so that what
// comes all day long is one mark a day.
func (p *putting) marked() []when.Span {
	if p.words == nil {
		return merge(p.touched)
	}
	slices.SortFunc(p.touched, compareSpans)
	return slices.Compact(p.touched)
}

// mark keeps spans of which no two are the same.
func (t *tx) mark(ctx context.Context, p who.Person, generation int64, spans []when.Span) error {
	var args []any
	for _, s := range spans {
		args = append(args, p, s.From, s.To, generation)
	}
	const head = `/* store.mark */ insert into mark (person, start_us, end_us, generation) values`
	const tail = ` on conflict (person, start_us, end_us) do update
	set generation = case when mark.generation < excluded.generation then excluded.generation else mark.generation end`
	return t.Insert(ctx, head, 4, tail, args)
}

// Dirty is what of the owner's log must be reckoned again, in order of time and
// merged, up to the generation of the newest change. A point is marked as one.
func (db *DB) Dirty(ctx context.Context, g policy.Grant) (m logbook.Marks, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		const generation = `/* store.Dirty */ select generation from person where n = ?`
		if err := t.One(ctx, generation, p).Scan(&m.UpTo); err != nil {
			return err
		}
		marks, err := t.marks(ctx, p, m.UpTo)
		for _, mark := range marks {
			m.Spans = append(m.Spans, mark.Span)
		}
		if err != nil {
			return err
		}
		due, err := t.due(ctx, p, db.now()+logbook.ClockAhead)
		m.Spans = merge(append(m.Spans, due...))
		if err != nil {
			return err
		}
		if m.Events, err = t.eventMarks(ctx, p, m.UpTo); err != nil {
			return err
		}
		m.Derived, err = t.derived(ctx, p)
		return err
	})
	return m, err
}

// mark is a span with the generation of the change that made it dirty.
type mark struct {
	when.Span
	generation int64
}

func (t *tx) marks(ctx context.Context, p who.Person, upTo int64) (all []mark, err error) {
	const dirty = `/* store.marks */ select generation, start_us, end_us from mark where person = ? and generation <= ?`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var m mark
		err := r.Scan(&m.generation, &m.From, &m.To)
		all = append(all, m)
		return err
	}, dirty, p, upTo)
	return all, err
}

// clean takes the days out of the marks.
func (t *tx) clean(ctx context.Context, p who.Person, upTo int64, days when.Days) error {
	marks, err := t.marks(ctx, p, upTo)
	if err != nil {
		return err
	}
	const clear = `/* store.Remember */ delete from mark where person = ? and generation <= ?`
	if err := t.Do(ctx, clear, p, upTo); err != nil || days.Len() == 0 {
		return err
	}
	done := spanOf(days)
	for _, m := range marks {
		if err := t.mark(ctx, p, m.generation, without(m.Span, done)); err != nil {
			return err
		}
	}
	return nil
}

// without is what is left of a span, or of a point, outside another span.
func without(s, done when.Span) (left []when.Span) {
	if s.From < done.From {
		left = append(left, when.Span{From: s.From, To: min(s.To, done.From)})
	}
	if s.To > done.To || s.From == s.To && s.From == done.To {
		left = append(left, when.Span{From: max(s.From, done.To), To: s.To})
	}
	return left
}

// Forget throws away everything that was reckoned and marks all of the log to be
// reckoned again.
func (db *DB) Forget(ctx context.Context, g policy.Grant) error {
	p, err := own(g)
	if err != nil {
		return err
	}
	err = db.change(ctx, p, func(t *tx) error {
		if err := t.forget(ctx, p); err != nil {
			return err
		}
		touched, err := t.extent(ctx, p)
		if err != nil || touched == nil {
			return err
		}
		all := putting{tx: t, touched: touched}
		all.Person = p
		return all.markDirty(ctx)
	})
	if err != nil {
		return fmt.Errorf("forgetting what was reckoned: %w", err)
	}
	return nil
}

// extent is the span from the first to the last of a person's facts in force;
// none where nothing is placed in time.
func (t *tx) extent(ctx context.Context, p who.Person) (all []when.Span, err error) {
	const ends = `/* store.Forget */
select min(start_us), max(end_us) from fact where person = ? and in_force = 1 and gone = 0 and list < 2`
	const beats = `/* store.Forget */ select min(at_us), max(at_us) from beat where person = ? and at_us >= ? and at_us <= ?`
	var from, to sql.NullInt64
	if err := t.One(ctx, ends, p).Scan(&from, &to); err != nil {
		return nil, err
	}
	if from.Valid {
		all = append(all, when.Span{From: when.Instant(from.Int64), To: when.Instant(to.Int64)})
	}
	if err := t.One(ctx, beats, p, logbook.EarliestBeat, t.db.now()+logbook.ClockAhead).Scan(&from, &to); err != nil {
		return nil, err
	}
	if from.Valid {
		all = append(all, when.Span{From: when.Instant(from.Int64), To: when.Instant(to.Int64)})
	}
	return all, nil
}
