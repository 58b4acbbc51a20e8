package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/beside"
	"github.com/backsight/backsight/internal/store/held"
)

// Coverage lists what each place can speak of, as it was last read, in the
// order of the places' first reading; of those set apart none.
func (db *DB) Coverage(ctx context.Context, g policy.Grant) (all []logbook.Coverage, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		places, err := t.counting(ctx, p)
		if err != nil {
			return err
		}
		const coverage = `/* store.Coverage */
select at_us, from_day, to_day, reaches, facts, yours, undated, bad, shallow, place from coverage where person = ?
union all
select 0, h.from_day, h.to_day, 0, h.beats, h.beats, h.undated,
	(select count(*) from bad_row b where b.person = h.person and b.place = h.place), 0, h.place
from heard h where h.person = ? order by place`
		return t.Each(ctx, func(r *sql.Rows) error {
			var place int64
			c, _, err := scanCoverage(r, &place)
			if at, counts := places[place]; counts {
				c.Place = at
				all = append(all, c)
			}
			return err
		}, coverage, p, p)
	})
	return all, err
}

func scanCoverage(r scanner, more ...any) (c logbook.Coverage, at when.Instant, err error) {
	var from, to string
	into := []any{&at, &from, &to, &c.Open, &c.Facts, &c.Yours, &c.Undated, &c.Bad, &c.Shallow}
	if err := r.Scan(append(into, more...)...); err != nil {
		return c, at, err
	}
	if err := c.From.UnmarshalText([]byte(from)); err != nil {
		return c, at, err
	}
	return c, at, c.To.UnmarshalText([]byte(to))
}

// coverage keeps what the place was found to cover; of two, what was read last. What was
// read in what is still the future is older than anything: the clock was wrong then.
func (p *putting) coverage(ctx context.Context, c logbook.Coverage) error {
	const find = `/* store.Put */
select at_us, from_day, to_day, reaches, facts, yours, undated, bad, shallow from coverage where person = ? and place = ?`
	was, at, err := scanCoverage(p.One(ctx, find, p.Person, p.place))
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	c.Place = logbook.Place{}
	if known && (p.At < at && at <= p.db.now() || c == was && p.At == at) {
		return nil
	}
	if !known {
		was = logbook.Coverage{From: when.NoDay, To: when.NoDay}
	}
	if !known || c != was {
		p.changed.add("covers", fmt.Append(nil, c))
		p.shifted(logbook.KindCoverage)
		p.touchCoverage(was, c)
	}
	if err := p.ledger.Around(ctx, held.Coverage, p.place); err != nil {
		return err
	}
	const keep = `/* store.Put */
insert into coverage (person, place, at_us, from_day, to_day, reaches, facts, yours, undated, bad, shallow) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (person, place) do update set at_us = excluded.at_us, from_day = excluded.from_day, to_day = excluded.to_day,
	reaches = excluded.reaches, facts = excluded.facts, yours = excluded.yours, undated = excluded.undated,
	bad = excluded.bad, shallow = excluded.shallow`
	return p.Do(ctx, keep, p.Person, p.place, p.At, c.From.String(), c.To.String(), bit(c.Open),
		c.Facts, c.Yours, c.Undated, c.Bad, bit(c.Shallow))
}

// touchCoverage marks the days that are seen now and were not, or the other way
// round.
func (p *putting) touchCoverage(was, is logbook.Coverage) {
	days := func(a, b when.Day) {
		if a > b {
			a, b = b, a
		}
		if a != b {
			p.touch(when.Span{From: a.Start(time.UTC), To: b.Start(time.UTC)})
		}
	}
	none := func(c logbook.Coverage) bool { return c.From == when.NoDay || c.To == when.NoDay }
	switch {
	case none(was) && none(is):
	case none(was):
		days(is.From, is.To)
	case none(is):
		days(was.From, was.To)
	default:
		days(was.From, is.From)
		days(was.To, is.To)
	}
}

// Bad is a row that could not be read, and where.
type Bad = beside.Bad

// BadRows lists what could not be read at a place, the newest reading first
// and then by line, at most limit of them (0: all). Of those of older readings
// it leaves out what the place's own count says is no longer there.
func (db *DB) BadRows(ctx context.Context, g policy.Grant, at logbook.Place, limit int) (all []Bad, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		all, err = beside.BadRows(ctx, t.Tx, p, at, placeHash(at), limit)
		return err
	})
	return all, err
}

// badRow keeps what could not be read, once.
func (p *putting) badRow(ctx context.Context, bad logbook.BadRow) error {
	p.kept.Bad++
	h, fresh, err := beside.PutBad(ctx, p.Tx, p.ledger, p.Person, p.place, p.At, bad)
	if fresh {
		p.changed.bad++
		p.changed.add("bad", h)
	}
	return err
}
