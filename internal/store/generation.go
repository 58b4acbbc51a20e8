package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// Generations says of every kind how often what is in force of it has changed,
// how much there is, and its digest: a program that kept an answer asks by it
// whether the answer still holds. It reads as many rows as there are kinds.
func (db *DB) Generations(ctx context.Context, g policy.Grant) (all logbook.Generations, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		all, err = t.generations(ctx, p)
		return err
	})
	return all, err
}

func (t *tx) generations(ctx context.Context, p who.Person) (logbook.Generations, error) {
	all := logbook.Generations{}
	err := t.Each(ctx, func(r *sql.Rows) error {
		var kind string
		var v logbook.Generation
		var digest []byte
		if err := r.Scan(&kind, &v.N, &v.Count, &digest); err != nil {
			return err
		}
		copy(v.Digest[:], digest)
		all[logbook.Kind(kind)] = v
		return nil
	}, `/* store.Generations */ select kind, n, in_force, digest from generation where person = ?`, p)
	return all, err
}

// Recount counts and digests every kind from all that is kept. What Generations
// says differs from it only where the store was changed behind the program's
// back. Of beats it reads every one.
func (db *DB) Recount(ctx context.Context, g policy.Grant) (all logbook.Generations, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		if all, err = t.generations(ctx, p); err != nil {
			return err
		}
		for kind, was := range all {
			is, err := t.counted(ctx, p, kind)
			if err != nil {
				return fmt.Errorf("counting what is kept of %s: %w", kind, err)
			}
			is.N = was.N
			all[kind] = is
		}
		return nil
	})
	return all, err
}

// shift is by how much what is in force of a kind changes in a batch.
type shift struct {
	count  int64
	digest logbook.Digest
}

// shifted notes that something of a kind changes, and gives its shift.
func (p *putting) shifted(kind logbook.Kind) *shift {
	if p.shifts == nil {
		p.shifts = map[logbook.Kind]*shift{}
	}
	if p.shifts[kind] == nil {
		p.shifts[kind] = &shift{}
	}
	return p.shifts[kind]
}

// force notes that a fact takes or loses force.
func (p *putting) force(kind logbook.Kind, id logbook.ID, takes bool) {
	s := p.shifted(kind)
	if takes {
		s.count++
		s.digest.Add(id[:])
		return
	}
	s.count--
	s.digest.Subtract(id[:])
}

// advanceKinds keeps the shifts of a batch. A kind whose row is missing, since an
// older program made the store, is counted from all of it, and so are beats where a
// source is set apart or brought back.
func (p *putting) advanceKinds(ctx context.Context) error {
	for kind, s := range p.shifts {
		if err := p.advanceKind(ctx, kind, s); err != nil {
			return fmt.Errorf("the generation of %s: %w", kind, err)
		}
	}
	return nil
}

func (p *putting) advanceKind(ctx context.Context, kind logbook.Kind, s *shift) error {
	const find = `/* store.Put */ select n, in_force, digest from generation where person = ? and kind = ?`
	var was logbook.Generation
	var digest []byte
	err := p.One(ctx, find, p.Person, kind).Scan(&was.N, &was.Count, &digest)
	known := err == nil && (kind != logbook.KindBeat || !p.recount)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if known {
		copy(was.Digest[:], digest)
		was.Count += s.count
		was.Digest.Plus(s.digest)
	} else {
		n := was.N
		if was, err = p.counted(ctx, p.Person, kind); err != nil {
			return err
		}
		was.N = n
	}
	const keep = `/* store.Put */ insert into generation (person, kind, n, in_force, digest) values (?, ?, ?, ?, ?)
on conflict (person, kind) do update set n = excluded.n, in_force = excluded.in_force, digest = excluded.digest`
	return p.Do(ctx, keep, p.Person, kind, was.N+1, was.Count, was.Digest[:])
}

// counted is the generation of a kind as it is counted from all that is kept.
func (t *tx) counted(ctx context.Context, p who.Person, kind logbook.Kind) (v logbook.Generation, err error) {
	if kind == logbook.KindBeat {
		return t.countedBeats(ctx, p)
	}
	const ids = `/* store.counted */ select id from fact where person = ? and kind = ? and in_force = 1 and gone = 0`
	err = t.Each(ctx, func(r *sql.Rows) error {
		var id sql.RawBytes
		if err := r.Scan(&id); err != nil {
			return err
		}
		v.Count++
		v.Digest.Add(id)
		return nil
	}, ids, p, kind)
	return v, err
}

func (t *tx) countedBeats(ctx context.Context, p who.Person) (v logbook.Generation, err error) {
	var text []byte
	err = t.eachBeat(ctx, p, when.Span{}, inForceBeats, true, nil, func(b logbook.Beat, h []byte) error {
		v.Count++
		text = pack.Digested(text[:0], &b, [8]byte(h))
		v.Digest.Add(text)
		return nil
	})
	return v, err
}
