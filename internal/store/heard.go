package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/held"
)

// longestBeat bounds what one beat marks, however long it says it lasted.
const longestBeat = 40 * day

// markBeat marks the days of UTC in which a beat lies, which are few, however
// many beats there are.
func (p *putting) markBeat(b *logbook.Beat) {
	switch {
	case b.At < logbook.EarliestBeat:
	case b.At > p.db.now()+logbook.ClockAhead:
		p.later = append(p.later, b.At-b.At%when.Hour)
	default:
		from := b.At - b.At%day
		length := min(max(b.For, 0), longestBeat)
		days := 1 + (b.At-from+length)/day
		if s := (when.Span{From: from, To: from + days*day}); len(p.touched) == 0 || p.touched[len(p.touched)-1] != s {
			p.touch(s)
		}
	}
}

// reach keeps the count of a place's beats and the days they reach over. A beat
// counts where it was heard first; the days are those of all that were heard.
func (p *putting) reach(ctx context.Context, fresh []*logbook.Beat) error {
	was, err := p.heard(ctx)
	if err != nil {
		return err
	}
	is := was
	is.Facts += len(fresh)
	for _, b := range fresh {
		if b.At < logbook.EarliestBeat || b.At > p.db.now()+logbook.ClockAhead {
			is.Undated++
		}
	}
	for i := range p.Entries {
		if b := p.Entries[i].Beat; b != nil && b.At >= logbook.EarliestBeat && b.At <= p.db.now()+logbook.ClockAhead {
			d := b.At.Day(p.db.zone(b.Zone))
			if is.From == when.NoDay {
				is.From, is.To = d, d+1
			}
			is.From, is.To = min(is.From, d), max(is.To, d+1)
		}
	}
	if is == was {
		return nil
	}
	p.touchCoverage(was, is)
	if is.From != was.From || is.To != was.To {
		p.shifted(logbook.KindCoverage)
	}
	row := func(c logbook.Coverage) []any { return []any{c.From.String(), c.To.String(), c.Facts, c.Undated} }
	p.ledger.Turn(held.Heard, p.place, was.From != when.NoDay || was.Facts > 0, row(was), row(is))
	const keep = `/* store.Put */
insert into heard (person, place, from_day, to_day, beats, undated) values (?, ?, ?, ?, ?, ?)
on conflict (person, place) do update set from_day = excluded.from_day, to_day = excluded.to_day,
	beats = excluded.beats, undated = excluded.undated`
	return p.Do(ctx, keep, p.Person, p.place, is.From.String(), is.To.String(), is.Facts, is.Undated)
}

// heard is what was kept of the place so far.
func (p *putting) heard(ctx context.Context) (logbook.Coverage, error) {
	const find = `/* store.Put */ select from_day, to_day, beats, undated from heard where person = ? and place = ?`
	var from, to string
	was := logbook.Coverage{From: when.NoDay, To: when.NoDay}
	err := p.One(ctx, find, p.Person, p.place).Scan(&from, &to, &was.Facts, &was.Undated)
	if errors.Is(err, sql.ErrNoRows) {
		return was, nil
	}
	if err != nil {
		return was, err
	}
	return was, errors.Join(was.From.UnmarshalText([]byte(from)), was.To.UnmarshalText([]byte(to)))
}

// zone is the zone of a name, UTC where it has none that is known.
func (db *DB) zone(name string) *time.Location {
	if at, known := db.zones.Load(name); known {
		return at.(*time.Location)
	}
	if at, err := time.Parse("-07:00", name); err == nil {
		_, east := at.Zone()
		return time.FixedZone(name, east)
	}
	at, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	db.zones.Store(name, at) // of which there are a few hundred
	return at
}
