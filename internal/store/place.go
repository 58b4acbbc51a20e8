package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/held"
)

// Placed is a place as the store knows it: when it was first and last read, how
// many facts are in sight there, and how many rows could not be read.
type Placed struct {
	logbook.Place
	First, Last when.Instant
	Facts, Bad  int
	Apart       bool // it takes no part: the person said so
}

// Places lists where the owner's evidence was read, in the order of source,
// name and address.
func (db *DB) Places(ctx context.Context, g policy.Grant) (all []Placed, err error) {
	const counted = `/* store.Places */
with here as (select place, count(*) as facts from sighting
	where person = ? and first_us is not null and gone_us <= last_us group by place)
select p.source, p.machine, p.name, p.uri, p.first_us, p.last_us,
	coalesce((select s.facts from here s where s.place = p.n), 0) +
		coalesce((select h.beats from heard h where h.person = p.person and h.place = p.n), 0),
	coalesce((select c.bad from coverage c where c.person = p.person and c.place = p.n),
		(select count(*) from bad_row b where b.person = p.person and b.place = p.n)),
	` + isApart + `
from place p where p.person = ? order by p.source, p.name, p.machine, p.uri`
	return db.placed(ctx, g, counted, g.Owner(), g.Owner())
}

// PlacesUncounted is Places with no Facts: it reads no sighting, of which there are as
// many as facts.
func (db *DB) PlacesUncounted(ctx context.Context, g policy.Grant) (all []Placed, err error) {
	const uncounted = `/* store.PlacesUncounted */
select p.source, p.machine, p.name, p.uri, p.first_us, p.last_us, 0,
	coalesce((select c.bad from coverage c where c.person = p.person and c.place = p.n),
		(select count(*) from bad_row b where b.person = p.person and b.place = p.n)), ` + isApart + `
from place p where p.person = ? order by p.source, p.name, p.machine, p.uri`
	return db.placed(ctx, g, uncounted, g.Owner())
}

func (db *DB) placed(ctx context.Context, g policy.Grant, text string, args ...any) (all []Placed, err error) {
	err = db.owned(ctx, g, func(t *tx, _ who.Person) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			var at Placed
			err := r.Scan(&at.Source, &at.Machine, &at.Name, &at.URI, &at.First, &at.Last, &at.Facts, &at.Bad, &at.Apart)
			all = append(all, at)
			return err
		}, text, args...)
	})
	return all, err
}

// LastRead is when each place that is not set apart was read last. Unlike Places it counts nothing.
func (db *DB) LastRead(ctx context.Context, g policy.Grant) (map[logbook.Place]when.Instant, error) {
	out := map[logbook.Place]when.Instant{}
	err := db.owned(ctx, g, func(t *tx, p who.Person) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			var at logbook.Place
			var last when.Instant
			err := r.Scan(&at.Source, &at.Machine, &at.Name, &at.URI, &last)
			out[at] = last
			return err
		}, `/* store.LastRead */ select source, machine, name, uri, last_us from place p where person = ?`+isNotApart, p)
	})
	return out, err
}

// Position is how far a place has been read, nil where it never was to its end.
func (db *DB) Position(ctx context.Context, p who.Person, at logbook.Place) (pos logbook.Position, err error) {
	const cursor = `/* store.Position */
select c.position from cursor c join place p on p.person = c.person and p.n = c.place
where c.person = ? and p.h = ?`
	err = db.look(ctx, func(t *tx) error {
		return t.One(ctx, cursor, p, placeHash(at)).Scan((*[]byte)(&pos))
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the position in %s: %w", at.URI, err)
	}
	return pos, nil
}

// Known yields the ids of all facts seen at a place and not found gone there,
// in the order of the ids.
func (db *DB) Known(ctx context.Context, g policy.Grant, at logbook.Place) iter.Seq2[logbook.ID, error] {
	const known = `/* store.Known */
select s.id from sighting s join place p on p.person = s.person and p.n = s.place
where s.person = ? and p.h = ? and s.first_us is not null and s.gone_us <= s.last_us order by s.id`
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.ID) error) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			var id []byte
			if err := r.Scan(&id); err != nil {
				return err
			}
			return yield(logbook.ID(id))
		}, known, p, placeHash(at))
	})
}

// settle finds or makes the number of the batch's place and notes that it was
// read. Its name is the one it was last read under.
func (p *putting) settle(ctx context.Context) error {
	at, h := p.Place, placeHash(p.Place)
	const find = `/* store.Put */ select n, name, first_us, last_us from place where person = ? and h = ?`
	var name string
	var first, last when.Instant
	err := p.One(ctx, find, p.Person, h).Scan(&p.place, &name, &first, &last)
	kept := last
	last = logbook.Past(last, p.At, p.db.now())
	if err == nil && p.noted(name, first, last) {
		return nil
	}
	if err == nil {
		row := func(change func(held.Table, int64, ...any), last when.Instant) {
			change(held.Place, p.place, h, at.Source, logbook.Text(at.Machine), name, logbook.Text(at.URI), first, last)
		}
		row(p.ledger.Take, kept)
		if last <= p.At {
			name = logbook.Text(at.Name)
		}
		first, last = min(first, p.At), max(last, p.At)
		row(p.ledger.Add, last)
		const read = `/* store.Put */ update place set name = ?, first_us = ?, last_us = ? where person = ? and n = ?`
		return p.Do(ctx, read, name, first, last, p.Person, p.place)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	const next = `/* store.Put */ select coalesce(max(n), 0) + 1 from place where person = ?`
	if err := p.One(ctx, next, p.Person).Scan(&p.place); err != nil {
		return err
	}
	p.changed.add("place", h)
	p.ledger.Add(held.Place, p.place, h, at.Source, logbook.Text(at.Machine), logbook.Text(at.Name), logbook.Text(at.URI), p.At, p.At)
	const add = `/* store.Put */
insert into place (person, n, h, source, machine, name, uri, first_us, last_us) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	return p.Do(ctx, add, p.Person, p.place, h, at.Source, logbook.Text(at.Machine), logbook.Text(at.Name), logbook.Text(at.URI), p.At, p.At)
}

// noted says whether nothing new would be said of a place by noting that it was
// read. What programs send all the time is noted once a minute.
func (p *putting) noted(name string, first, last when.Instant) bool {
	if name != logbook.Text(p.Place.Name) || p.At < first {
		return false
	}
	return p.At <= last || hears(p.Batch) && p.At < last+when.Minute
}

// placeHash names a place: by its source, machine and address, whose length
// nothing bounds.
func placeHash(at logbook.Place) []byte {
	sum := sha256.Sum256([]byte(at.Source + "\x00" + logbook.Text(at.Machine) + "\x00" + logbook.Text(at.URI)))
	return sum[:16]
}
