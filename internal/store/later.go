package store

import (
	"context"
	"database/sql"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// markLater keeps the hours of beats whose time has not come.
func (p *putting) markLater(ctx context.Context) error {
	var args []any
	for _, hour := range p.later {
		args = append(args, p.Person, hour)
	}
	return p.Insert(ctx, `/* store.mark */ insert into later (person, hour_us) values`, 2, " on conflict do nothing", args)
}

// due are the kept hours that have begun by an instant.
func (t *tx) due(ctx context.Context, p who.Person, by when.Instant) (all []when.Span, err error) {
	err = t.Each(ctx, func(r *sql.Rows) error {
		var hour when.Instant
		err := r.Scan(&hour)
		all = append(all, when.Span{From: hour, To: hour + when.Hour})
		return err
	}, `/* store.due */ select hour_us from later where person = ? and hour_us <= ? order by hour_us`, p, by)
	return all, err
}

// markDue marks the hours that have passed, under a generation of their own: the
// reckoning that was just remembered may have seen only a part of them.
func (t *tx) markDue(ctx context.Context, p who.Person) error {
	past := t.db.now() + logbook.ClockAhead - when.Hour
	all, err := t.due(ctx, p, past)
	if err != nil || len(all) == 0 {
		return err
	}
	if err := t.Do(ctx, `/* store.due */ delete from later where person = ? and hour_us <= ?`, p, past); err != nil {
		return err
	}
	passed := putting{tx: t, touched: all}
	passed.Person = p
	return passed.markDirty(ctx)
}
