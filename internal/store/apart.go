package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// A place is set apart while a fact of the kind logbook.KindApart with its address, or
// the name of its source, as key is in force. What was seen nowhere else then takes no part: no version of it is
// in force, and what it was hides no other. All else follows from that, so that the
// store answers as one that never read the place. Nothing is erased.
//
// A beat does not say where it was met: beats take no part while their source is set
// apart, all of them, wherever they came from and whenever they come.

// apartHere finds what sets apart the place of a row p; isApart says whether anything
// does, and isNotApart lets only the others through. What the person said is no place.
const (
	apartHere  = `select 1 from fact a where a.person = p.person and a.kind = 'apart' and a.in_force = 1 and a.gone = 0 and a.key in (p.uri, p.source)`
	isApart    = `case when p.source <> 'said' and exists (` + apartHere + `) then 1 else 0 end`
	isNotApart = ` and (p.source = 'said' or not exists (` + apartHere + `))`
)

// hide says of versions whether they take no part: of facts that were seen, and only
// at places set apart. Those of arrivals are seen here as well.
func (p *putting) hide(ctx context.Context, known map[logbook.ID][]*version, in []arrival) error {
	all, err := p.places(ctx, p.Person)
	if err != nil {
		return err
	}
	counting, err := p.counting(ctx, p.Person)
	if err != nil || len(counting) == len(all) {
		return err
	}
	met, elsewhere := map[logbook.ID]bool{}, map[logbook.ID]bool{}
	see := func(id logbook.ID, place int64) {
		_, counts := counting[place]
		met[id], elsewhere[id] = true, elsewhere[id] || counts
	}
	var ids [][]byte
	for _, versions := range known {
		for _, v := range versions {
			ids = append(ids, v.id[:])
		}
	}
	const head = `/* store.apart */ select id, place from sighting where person = ? and first_us is not null and id in`
	err = p.Among(ctx, func(r *sql.Rows) error {
		var id []byte
		var place int64
		err := r.Scan(&id, &place)
		see(logbook.ID(id), place)
		return err
	}, head, []any{p.Person}, ids)
	for _, a := range in {
		see(a.id, p.place)
	}
	for _, versions := range known {
		for _, v := range versions {
			v.hidden = met[v.id] && !elsewhere[v.id]
		}
	}
	return err
}

// reapart ranks again what was seen at the places that a batch sets apart or brings
// back, and marks what they cover.
func (p *putting) reapart(ctx context.Context, entries []logbook.Entry) (err error) {
	for _, e := range entries {
		if e.Fact == nil || e.Fact.Kind != logbook.KindApart {
			continue
		}
		places, failed := p.placesWhich(ctx, p.Person, ` and p.source <> 'said'`)
		err = errors.Join(err, failed)
		for n, place := range places {
			if place.URI == e.Fact.Key || place.Source == e.Fact.Key {
				err = errors.Join(err, p.reseen(ctx, n), p.recovered(ctx, n))
			}
			if place.Source == e.Fact.Key {
				p.recount = true
				p.shifted(logbook.KindBeat)
			}
		}
	}
	return err
}

// reseen ranks what was seen at a place again.
func (p *putting) reseen(ctx context.Context, place int64) error {
	things := map[logbook.ID]*logbook.Fact{}
	var hashes [][]byte
	const seen = `/* store.apart */ select f.thing, f.kind, f.key, f.start_us, f.end_us from sighting s join fact f on f.person = s.person and f.id = s.id
where s.person = ? and s.place = ? and s.first_us is not null`
	err := p.Each(ctx, func(r *sql.Rows) error {
		var thing []byte
		var kind, key string
		var span when.Span
		if err := r.Scan(&thing, &kind, &key, &span.From, &span.To); err != nil {
			return err
		}
		p.touch(span) // where it was seen changes, whatever is in force
		if id := logbook.ID(thing); things[id] == nil {
			things[id], hashes = &logbook.Fact{Kind: logbook.Kind(kind), Key: key}, append(hashes, id[:])
		}
		return nil
	}, seen, p.Person, place)
	if err != nil || len(things) == 0 {
		return err
	}
	p.shifted(logbook.KindSighting)
	known, err := p.versionsOf(ctx, hashes)
	err = errors.Join(err, p.hide(ctx, known, nil))
	for thing, of := range things {
		if err == nil {
			err = p.rank(ctx, arrival{Fact: of, thing: thing}, known[thing])
		}
	}
	return err
}

// recovered marks the days that a place covers.
func (p *putting) recovered(ctx context.Context, place int64) error {
	const covers = `/* store.apart */ select 0, from_day, to_day, 0, 0, 0, 0, 0, 0 from coverage where person = ? and place = ?
union all select 0, from_day, to_day, 0, 0, 0, 0, 0, 0 from heard where person = ? and place = ?`
	return p.Each(ctx, func(r *sql.Rows) error {
		c, _, err := scanCoverage(r)
		p.shifted(logbook.KindCoverage)
		p.touchCoverage(logbook.Coverage{From: when.NoDay, To: when.NoDay}, c)
		return err
	}, covers, p.Person, place, p.Person, place)
}
