package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/held"
)

// version is one version of a thing: what decides whether it is in force, and
// what this chunk makes of it.
type version struct {
	id           logbook.ID
	seq          logbook.Seq
	span         when.Span
	force, gone  bool
	day          string
	stamped      when.Instant // as it is kept
	hidden       bool         // it was seen only at places set apart
	fresh, moved bool         // not kept yet; said again with a later stamp
}

// arrival is a fact of a chunk, once, under the latest stamp it has there.
type arrival struct {
	*logbook.Fact
	id    logbook.ID
	thing logbook.ID
	seq   logbook.Seq
}

// facts keeps the facts of at most a chunk of entries: it reads what is known
// of the same things, reckons what becomes of them, and writes the difference.
func (p *putting) facts(ctx context.Context, entries []logbook.Entry) error {
	in := arrivals(entries)
	known, err := p.versions(ctx, in)
	if err != nil {
		return fmt.Errorf("its versions: %w", err)
	}
	var fresh []arrival
	for _, a := range in {
		if v := find(known[a.thing], a.id); v != nil {
			p.kept.Same++
			v.say(a.seq.Stamp)
			continue
		}
		p.kept.New++
		fresh = append(fresh, a)
		known[a.thing] = append(known[a.thing], &version{id: a.id, seq: a.seq, span: a.Span, gone: a.Gone, fresh: true})
	}
	if len(in) > 0 { // of beats nothing is hidden
		if err := p.hide(ctx, known, in); err != nil {
			return fmt.Errorf("what is set apart: %w", err)
		}
	}
	for _, a := range in {
		if err := p.rank(ctx, a, known[a.thing]); err != nil {
			return fmt.Errorf("putting versions in force: %w", err)
		}
	}
	if err := p.keep(ctx, fresh, known); err != nil {
		return fmt.Errorf("its facts: %w", err)
	}
	if err := p.sightings(ctx, in, entries); err != nil {
		return fmt.Errorf("its sightings: %w", err)
	}
	return nil
}

// say gives a version the latest stamp it was ever said with. The stamp is no
// part of its id, so it may come again with another; the first that came must
// not decide.
func (v *version) say(stamp when.Instant) {
	if stamp > v.seq.Stamp {
		v.seq.Stamp, v.moved = stamp, true
	}
}

// arrivals are the facts among the entries, each once, in order.
func arrivals(entries []logbook.Entry) (in []arrival) {
	met := map[logbook.ID]int{}
	for _, e := range entries {
		if e.Fact == nil {
			continue
		}
		id := e.Fact.ID()
		if i, again := met[id]; again {
			in[i].seq.Stamp = max(in[i].seq.Stamp, e.Fact.Version.Stamp)
			continue
		}
		met[id] = len(in)
		in = append(in, arrival{e.Fact, id, logbook.KeyHash(e.Fact.Kind, e.Fact.Key), e.Fact.Version})
	}
	return in
}

// versions are all known versions of the things that arrive, by thing.
func (p *putting) versions(ctx context.Context, in []arrival) (map[logbook.ID][]*version, error) {
	things := make([][]byte, len(in))
	for i := range in {
		things[i] = in[i].thing[:]
	}
	return p.versionsOf(ctx, things)
}

// versionsOf are all known versions of things.
func (p *putting) versionsOf(ctx context.Context, things [][]byte) (map[logbook.ID][]*version, error) {
	known := make(map[logbook.ID][]*version, len(things))
	const head = `/* store.Put */ select thing, id, n, stamp_us, start_us, end_us, in_force, gone, day from fact where person = ? and thing in`
	err := p.Among(ctx, func(r *sql.Rows) error {
		var v version
		var text, id []byte
		if err := r.Scan(&text, &id, &v.seq.N, &v.seq.Stamp, &v.span.From, &v.span.To, &v.force, &v.gone, &v.day); err != nil {
			return err
		}
		v.stamped = v.seq.Stamp
		v.id = logbook.ID(id)
		thing := logbook.ID(text)
		known[thing] = append(known[thing], &v)
		return nil
	}, head, []any{p.Person}, things)
	return known, err
}

func find(versions []*version, id logbook.ID) *version {
	for _, v := range versions {
		if v.id == id {
			return v
		}
	}
	return nil
}

// rank puts the newest version of a thing that is not hidden in force and takes the
// force from the others. Ranked twice, nothing is left to do.
func (p *putting) rank(ctx context.Context, of arrival, versions []*version) error {
	var top *version
	for _, v := range versions {
		if !v.hidden && (top == nil || logbook.Newer(v.seq, v.id, top.seq, top.id)) {
			top = v
		}
	}
	for _, v := range versions {
		was := v.force
		v.force = v == top
		if v.fresh || v.force == was && !v.moved {
			continue
		}
		const put = `/* store.Put */ update fact set in_force = ?, stamp_us = ? where person = ? and id = ?`
		if err := p.Do(ctx, put, bit(v.force), v.seq.Stamp, p.Person, v.id[:]); err != nil {
			return err
		}
		p.ledger.Take(held.Fact, p.place, v.id[:], v.day, v.stamped, bit(was))
		p.ledger.Add(held.Fact, p.place, v.id[:], v.day, v.seq.Stamp, bit(v.force))
		v.moved, v.stamped = false, v.seq.Stamp
		p.turned(of.Fact, v, was)
		if v.force == was {
			continue
		}
		p.touch(v.span)
		if v.force {
			p.changed.facts++
			p.changed.add("again", v.id[:])
		}
	}
	return nil
}

// keep writes new facts.
func (p *putting) keep(ctx context.Context, fresh []arrival, known map[logbook.ID][]*version) error {
	const width = 16
	args := make([]any, 0, width*len(fresh))
	for _, f := range fresh {
		force := find(known[f.thing], f.id).force
		args = append(args, p.Person, f.id[:], f.thing[:], string(f.Kind), f.Key, f.seq.N, f.seq.Stamp,
			bit(f.Gone), bit(force), listOf(f.Span), f.Span.From, f.Span.To, f.Zone, f.Day.String(), int64(f.Visibility), string(f.Body))
		p.ledger.Add(held.Fact, p.place, f.id[:], f.Day.String(), f.seq.Stamp, bit(force))
		p.touch(f.Span)
		if force {
			p.turned(f.Fact, find(known[f.thing], f.id), false)
		}
		p.changed.facts++
		p.changed.add("fact", f.id[:])
	}
	const head = `/* store.Put */
insert into fact (person, id, thing, kind, key, n, stamp_us, gone, in_force, list, start_us, end_us, zone, day, visibility, body) values`
	return p.Insert(ctx, head, width, "", args)
}

// turned notes that a version took or lost force, or was said again with a later
// stamp: the stamp of an event in force orders it among others.
func (p *putting) turned(of *logbook.Fact, v *version, was bool) {
	if of.Kind == logbook.KindEvent {
		p.events = append(p.events, of.Key)
	}
	switch {
	case v.gone: // what is deleted counts for nothing, in force or not
		p.shifted(of.Kind)
	case v.force != was:
		p.force(of.Kind, v.id, v.force)
	case v.force:
		p.shifted(of.Kind)
	}
}

// touch notes a span whose reckoning changed. What has no time lies in none.
func (p *putting) touch(s when.Span) {
	if s != (when.Span{}) {
		p.touched = append(p.touched, s)
	}
}
