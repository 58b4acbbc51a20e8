package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

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
	if len(p.touched) == 0 {
		return nil
	}
	var generation int64
	const bump = `/* store.Put */ update person set generation = generation + 1 where n = ? returning generation`
	if err := p.one(ctx, bump, p.Person).Scan(&generation); err != nil {
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
	return t.insert(ctx, head, 4, tail, args)
}

// Dirty is what of the owner's log must be reckoned again, in order of time and
// merged, up to the generation of the newest change. A point is marked as one.
func (db *DB) Dirty(ctx context.Context, g policy.Grant) (m logbook.Marks, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		const generation = `/* store.Dirty */ select generation from person where n = ?`
		if err := t.one(ctx, generation, p).Scan(&m.UpTo); err != nil {
			return err
		}
		marks, err := t.marks(ctx, p, m.UpTo)
		for _, mark := range marks {
			m.Spans = append(m.Spans, mark.Span)
		}
		if err != nil {
			return err
		}
		due, err := t.due(ctx, p, db.now()+ahead)
		m.Spans = merge(append(m.Spans, due...))
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
	err = t.each(ctx, func(r *sql.Rows) error {
		var m mark
		err := r.Scan(&m.generation, &m.From, &m.To)
		all = append(all, m)
		return err
	}, dirty, p, upTo)
	return all, err
}

// Tallies yields the remembered numbers of a stretch of days (all days where it
// is empty), in the order of day, measure and sphere. For somebody else it
// yields those of the permitted measure and days, without bodies, and leaves an
// audit line; drawing days together to weeks is the work of who reckons.
func (db *DB) Tallies(ctx context.Context, g policy.Grant, days when.Days) iter.Seq2[logbook.Tally, error] {
	if a := g.Ask(); !g.Given() || a.Viewer == a.Owner {
		return evidence(ctx, db, g, func(t *tx, _ who.Person, yield func(logbook.Tally) error) error {
			return t.tallies(ctx, g, days, yield)
		})
	}
	return func(yield func(logbook.Tally, error) bool) {
		all, err := db.permittedTallies(ctx, g, days)
		for _, v := range all {
			v.Body = nil
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
	text.WriteString(`/* store.Tallies */
select day, measure, sphere, stamp, value, exposure, seen, body from derived where person = ?`)
	args := []any{g.Owner()}
	for _, limit := range []when.Days{days, g.Ask().Days} {
		if limit.Len() > 0 {
			text.WriteString(` and day >= ? and day < ?`)
			args = append(args, limit.From.String(), limit.To.String())
		}
	}
	if m := g.Ask().Measure; m != "" {
		text.WriteString(` and measure = ?`)
		args = append(args, m)
	}
	return t.each(ctx, func(r *sql.Rows) error {
		var v logbook.Tally
		var on string
		if err := r.Scan(&on, &v.Measure, &v.Sphere, &v.Stamp, &v.Value, &v.Of, &v.Seen, &v.Body); err != nil {
			return err
		}
		if err := v.Day.UnmarshalText([]byte(on)); err != nil {
			return err
		}
		return yield(v)
	}, text.String()+` order by day, measure, sphere`, args...)
}

// Remember replaces the tallies of a stretch of days, and clears what marks up
// to a generation say of those days, taken as days of UTC; the rest of a mark
// that reaches beyond them stays. An empty stretch means all days.
func (db *DB) Remember(ctx context.Context, g policy.Grant, upTo int64, days when.Days, told logbook.Reckoned) error {
	p, err := own(g)
	if err != nil {
		return err
	}
	if err := errors.Join(checkTallies(days, told.Tallies), checkPresences(days, told.Presences)); err != nil {
		return fmt.Errorf("remembering: %w", err)
	}
	var words *draft
	err = db.change(ctx, p, func(t *tx) error {
		if err := t.forgetDays(ctx, p, days); err != nil {
			return err
		}
		if err := t.remember(ctx, p, told.Tallies); err != nil {
			return err
		}
		if words, err = t.rememberPresences(ctx, p, told.Presences); err != nil {
			return err
		}
		if err := t.clean(ctx, p, upTo, days); err != nil {
			return err
		}
		return t.markDue(ctx, p)
	})
	if err != nil {
		return fmt.Errorf("remembering: %w", err)
	}
	words.committed()
	return nil
}

// checkTallies refuses what the engines would keep differently or not at all.
func checkTallies(days when.Days, tallies []logbook.Tally) error {
	for _, v := range tallies {
		if days.Len() > 0 && !days.Has(v.Day) || v.Day == when.NoDay {
			return fmt.Errorf("the tally of %s on %q lies outside the days %s", v.Measure, v.Day, days)
		}
		for _, n := range []*float64{v.Value, v.Of, v.Seen} {
			if n != nil && (math.IsNaN(*n) || math.IsInf(*n, 0)) {
				return fmt.Errorf("the tally of %s on %s is no number", v.Measure, v.Day)
			}
		}
	}
	return nil
}

func (t *tx) forgetDays(ctx context.Context, p who.Person, days when.Days) error {
	if days.Len() == 0 {
		if err := t.do(ctx, `/* store.Remember */ delete from presence where person = ?`, p); err != nil {
			return err
		}
		return t.do(ctx, `/* store.Remember */ delete from derived where person = ?`, p)
	}
	const presences = `/* store.Remember */ delete from presence where person = ? and day >= ? and day < ?`
	if err := t.do(ctx, presences, p, days.From.String(), days.To.String()); err != nil {
		return err
	}
	const tallies = `/* store.Remember */ delete from derived where person = ? and day >= ? and day < ?`
	return t.do(ctx, tallies, p, days.From.String(), days.To.String())
}

func (t *tx) remember(ctx context.Context, p who.Person, tallies []logbook.Tally) error {
	const width = 9
	args := make([]any, 0, width*len(tallies))
	for _, v := range tallies {
		var body any
		if v.Body != nil {
			body = string(v.Body)
		}
		args = append(args, p, v.Day.String(), v.Measure, v.Sphere, v.Stamp, v.Value, v.Of, v.Seen, body)
	}
	const head = `/* store.Remember */
insert into derived (person, day, measure, sphere, stamp, value, exposure, seen, body) values`
	return t.insert(ctx, head, width, "", args)
}

// clean takes the days out of the marks.
func (t *tx) clean(ctx context.Context, p who.Person, upTo int64, days when.Days) error {
	marks, err := t.marks(ctx, p, upTo)
	if err != nil {
		return err
	}
	const clear = `/* store.Remember */ delete from mark where person = ? and generation <= ?`
	if err := t.do(ctx, clear, p, upTo); err != nil || days.Len() == 0 {
		return err
	}
	done := when.Span{From: days.From.Start(time.UTC), To: days.To.Start(time.UTC)}
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
		if err := t.forgetDays(ctx, p, when.Days{}); err != nil {
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
	if err := t.one(ctx, ends, p).Scan(&from, &to); err != nil {
		return nil, err
	}
	if from.Valid {
		all = append(all, when.Span{From: when.Instant(from.Int64), To: when.Instant(to.Int64)})
	}
	if err := t.one(ctx, beats, p, firstBeat, t.db.now()+ahead).Scan(&from, &to); err != nil {
		return nil, err
	}
	if from.Valid {
		all = append(all, when.Span{From: when.Instant(from.Int64), To: when.Instant(to.Int64)})
	}
	return all, nil
}
