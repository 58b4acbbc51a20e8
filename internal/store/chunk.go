package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// version is what decides which version of a thing is in force.
type version struct {
	id    logbook.ID
	seq   logbook.Seq
	span  when.Span
	force bool
}

// arrival is a fact of a chunk, once.
type arrival struct {
	*logbook.Fact
	id    logbook.ID
	thing logbook.ID
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
		if _, same := find(known[a.thing], a.id); same {
			p.kept.Same++
			continue
		}
		p.kept.New++
		fresh = append(fresh, a)
		known[a.thing] = append(known[a.thing], version{id: a.id, seq: a.Version, span: a.Span})
	}
	if err := p.supersede(ctx, known); err != nil {
		return fmt.Errorf("superseding versions: %w", err)
	}
	if err := p.keep(ctx, fresh, known); err != nil {
		return fmt.Errorf("its facts: %w", err)
	}
	if err := p.sightings(ctx, in, entries); err != nil {
		return fmt.Errorf("its sightings: %w", err)
	}
	return nil
}

// arrivals are the facts among the entries, each once, in order.
func arrivals(entries []logbook.Entry) (in []arrival) {
	met := map[logbook.ID]bool{}
	for _, e := range entries {
		if e.Fact == nil {
			continue
		}
		if id := e.Fact.ID(); !met[id] {
			met[id] = true
			in = append(in, arrival{e.Fact, id, logbook.KeyHash(e.Fact.Kind, e.Fact.Key)})
		}
	}
	return in
}

// versions are all known versions of the things that arrive, by thing.
func (p *putting) versions(ctx context.Context, in []arrival) (map[logbook.ID][]version, error) {
	known := make(map[logbook.ID][]version, len(in))
	things := make([][]byte, len(in))
	for i := range in {
		things[i] = in[i].thing[:]
	}
	const head = `/* store.Put */ select thing, id, n, stamp_us, start_us, end_us, in_force from fact where person = ? and thing in`
	err := p.among(ctx, func(r *sql.Rows) error {
		var v version
		var thing, id []byte
		if err := r.Scan(&thing, &id, &v.seq.N, &v.seq.Stamp, &v.span.From, &v.span.To, &v.force); err != nil {
			return err
		}
		v.id = logbook.ID(id)
		if _, same := find(known[logbook.ID(thing)], v.id); !same { // a thing that arrives twice is found twice
			known[logbook.ID(thing)] = append(known[logbook.ID(thing)], v)
		}
		return nil
	}, head, []any{p.Person}, things)
	return known, err
}

func find(versions []version, id logbook.ID) (version, bool) {
	for _, v := range versions {
		if v.id == id {
			return v, true
		}
	}
	return version{}, false
}

// newest is the version in force.
func newest(versions []version) version {
	top := versions[0]
	for _, v := range versions[1:] {
		if logbook.Newer(v.seq, v.id, top.seq, top.id) {
			top = v
		}
	}
	return top
}

// supersede takes the force from every kept version that has a newer one now.
func (p *putting) supersede(ctx context.Context, known map[logbook.ID][]version) error {
	for _, versions := range known {
		top := newest(versions)
		for _, v := range versions {
			if !v.force || v.id == top.id {
				continue
			}
			const lose = `/* store.Put */ update fact set in_force = 0 where person = ? and id = ?`
			if err := p.do(ctx, lose, p.Person, v.id[:]); err != nil {
				return err
			}
			p.touch(v.span)
		}
	}
	return nil
}

// keep writes new facts.
func (p *putting) keep(ctx context.Context, fresh []arrival, known map[logbook.ID][]version) error {
	const width = 16
	args := make([]any, 0, width*len(fresh))
	for _, f := range fresh {
		force := newest(known[f.thing]).id == f.id
		args = append(args, p.Person, f.id[:], f.thing[:], string(f.Kind), f.Key, f.Version.N, f.Version.Stamp,
			bit(f.Gone), bit(force), listOf(f.Span), f.Span.From, f.Span.To, f.Zone, f.Day.String(), int64(f.Visibility), string(f.Body))
		p.touch(f.Span)
		p.changed.facts++
		p.changed.add("fact", f.id[:])
	}
	const head = `/* store.Put */
insert into fact (person, id, thing, kind, key, n, stamp_us, gone, in_force, list, start_us, end_us, zone, day, visibility, body) values`
	return p.insert(ctx, head, width, "", args)
}

// touch notes a span whose reckoning changed. What has no time lies in none.
func (p *putting) touch(s when.Span) {
	if s != (when.Span{}) {
		p.touched = append(p.touched, s)
	}
}
