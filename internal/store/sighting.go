package store

import (
	"context"
	"database/sql"
	"iter"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/held"
)

// Sightings yields where the owner's facts in force within a span were seen, in
// the order of fact and then place, at no place set apart; the zero span means all. A fact that is
// gone from everywhere stays in force: its sightings say that it is gone.
func (db *DB) Sightings(ctx context.Context, g policy.Grant, span when.Span) iter.Seq2[logbook.Sighting, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Sighting) error) error {
		places, err := t.counting(ctx, p)
		if err != nil {
			return err
		}
		kinds, err := t.kinds(ctx, p, nil)
		if err != nil || len(kinds) == 0 {
			return err
		}
		facts, args := inForce("id", p, span, kinds)
		join := ","
		if span != (when.Span{}) {
			join = "cross join" // to SQLite: the few facts first, then where each was seen
		}
		return t.Each(ctx, func(r *sql.Rows) error {
			var s seen
			var id []byte
			var place int64
			if err := r.Scan(&id, &place, &s.first, &s.last, &s.gone); err != nil {
				return err
			}
			at, counts := places[place]
			if !counts {
				return nil
			}
			if s.here() {
				s.gone = 0
			}
			return yield(logbook.Sighting{Fact: logbook.ID(id), Place: at, Seen: when.Instant(s.first.Int64), Gone: s.gone})
		}, `/* store.Sightings */ with f as (`+facts+`)
select s.id, s.place, s.first_us, s.last_us, s.gone_us from f `+join+` sighting s
where s.person = ? and s.id = f.id and s.first_us is not null order by s.id, s.place`, append(args, p)...)
	})
}

// Held lists the places where some version of a thing is in sight, in no order.
func (db *DB) Held(ctx context.Context, g policy.Grant, kind logbook.Kind, key string) (at []logbook.Place, err error) {
	const held = `/* store.Held */ select distinct p.source, p.machine, p.name, p.uri
from fact f join sighting s on s.person = f.person and s.id = f.id join place p on p.person = s.person and p.n = s.place
where f.person = ? and f.thing = ? and f.gone = 0 and s.first_us is not null and s.gone_us <= s.last_us` + isNotApart
	thing := logbook.KeyHash(kind, key)
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		return t.Each(ctx, func(r *sql.Rows) error {
			var one logbook.Place
			err := r.Scan(&one.Source, &one.Machine, &one.Name, &one.URI)
			at = append(at, one)
			return err
		}, held, p, thing[:])
	})
	return at, err
}

// places are a person's places by their numbers.
func (t *tx) places(ctx context.Context, p who.Person) (map[int64]logbook.Place, error) {
	return t.placesWhich(ctx, p, "")
}

// counting are those that are not set apart.
func (t *tx) counting(ctx context.Context, p who.Person) (map[int64]logbook.Place, error) {
	return t.placesWhich(ctx, p, isNotApart)
}

func (t *tx) placesWhich(ctx context.Context, p who.Person, which string) (map[int64]logbook.Place, error) {
	all := map[int64]logbook.Place{}
	err := t.Each(ctx, func(r *sql.Rows) error {
		var n int64
		var at logbook.Place
		err := r.Scan(&n, &at.Source, &at.Machine, &at.Name, &at.URI)
		all[n] = at
		return err
	}, `/* store.places */ select n, source, machine, name, uri from place p where person = ?`+which, p)
	return all, err
}

// seen is when a fact was seen at a place: first, last, and the last time it
// was told to be gone. It is there while gone <= last. That is reckoned from
// the instants of the readings alone, so their arrival decides nothing.
type seen struct {
	first      sql.NullInt64 // null where only its going was told
	last, gone when.Instant
}

func (s seen) here() bool { return s.first.Valid && s.gone <= s.last }

// sight is what becomes of one fact's sighting at the place.
type sight struct {
	id         logbook.ID
	span       when.Span
	fact, left bool // what the entries say: seen here, gone from here
	was        seen
}

// now is the sighting with what was said at an instant. What was said later than the
// clock shows was said while it was ahead: it is no later than what is said now.
func (s *sight) now(at, clock when.Instant) seen {
	is := s.was
	is.last, is.gone = logbook.Past(is.last, at, clock), logbook.Past(is.gone, at, clock)
	if s.fact {
		if !is.first.Valid || is.first.Int64 > int64(at) {
			is.first = sql.NullInt64{Int64: int64(at), Valid: true}
		}
		is.last = max(is.last, at)
	}
	if s.left {
		is.gone = max(is.gone, at)
	}
	return is
}

// sightings notes what the entries say of where facts are and are no longer.
func (p *putting) sightings(ctx context.Context, in []arrival, entries []logbook.Entry) error {
	sights, err := p.sights(ctx, in, entries)
	if err != nil {
		return err
	}
	var args []any
	for _, s := range sights {
		is := s.now(p.At, p.db.now())
		if is != s.was {
			args = append(args, p.Person, p.place, s.id[:], is.first, is.last, is.gone)
			p.ledger.Turn(held.Sighting, p.place, s.was != (seen{}), []any{s.id[:], s.was.first, s.was.last, s.was.gone}, []any{s.id[:], is.first, is.last, is.gone})
		}
		if !s.was.first.Valid {
			p.shifted(logbook.KindSighting)
		}
		if is.here() == s.was.here() {
			continue
		}
		p.touch(s.span)
		p.shifted(logbook.KindSighting)
		if is.here() {
			p.changed.sighted++
			p.changed.add("seen", s.id[:])
		} else {
			p.changed.gone++
			p.changed.add("gone", s.id[:])
		}
	}
	const head = `/* store.Put */ insert into sighting (person, place, id, first_us, last_us, gone_us) values`
	const tail = ` on conflict (person, id, place) do update set
	first_us = excluded.first_us, last_us = excluded.last_us, gone_us = excluded.gone_us`
	return p.Insert(ctx, head, 6, tail, args)
}

// sights gathers what the entries say of each fact and what was known of it
// here, each fact once, in the order of the entries.
func (p *putting) sights(ctx context.Context, in []arrival, entries []logbook.Entry) ([]*sight, error) {
	var all []*sight
	index := make(map[logbook.ID]*sight, len(in))
	meet := func(id logbook.ID) *sight {
		if index[id] == nil {
			index[id] = &sight{id: id}
			all = append(all, index[id])
		}
		return index[id]
	}
	for _, a := range in {
		s := meet(a.id)
		s.fact, s.span = true, a.Span
	}
	var left [][]byte
	for _, e := range entries {
		if e.Gone != nil {
			meet(*e.Gone).left = true
			left = append(left, e.Gone[:])
		}
	}
	if err := p.known(ctx, index, all); err != nil {
		return nil, err
	}
	const spans = `/* store.Put */ select id, start_us, end_us from fact where person = ? and id in`
	return all, p.Among(ctx, func(r *sql.Rows) error {
		var id []byte
		var span when.Span
		err := r.Scan(&id, &span.From, &span.To)
		index[logbook.ID(id)].span = span
		return err
	}, spans, []any{p.Person}, left)
}

// known reads what the place's sightings were.
func (p *putting) known(ctx context.Context, index map[logbook.ID]*sight, all []*sight) error {
	ids := make([][]byte, len(all))
	for i, s := range all {
		ids[i] = s.id[:]
	}
	const head = `/* store.Put */ select id, first_us, last_us, gone_us from sighting where person = ? and place = ? and id in`
	return p.Among(ctx, func(r *sql.Rows) error {
		var id []byte
		var was seen
		err := r.Scan(&id, &was.first, &was.last, &was.gone)
		index[logbook.ID(id)].was = was
		return err
	}, head, []any{p.Person, p.place}, ids)
}
