package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// The lists a fact can be in. A question about a time looks through the timed
// ones from longest before it, and through the few long ones from their first:
// an overlap cannot be asked of an index, a start can.
const (
	timed    = 0
	long     = 1
	unplaced = 2

	longest   = 36 * when.Hour
	beginning = when.Instant(-1 << 62) // before everything
)

func listOf(s when.Span) int64 {
	switch {
	case s == when.Span{}:
		return unplaced
	case s.Len() > longest:
		return long
	}
	return timed
}

const columns = `kind, key, n, stamp_us, gone, start_us, end_us, zone, day, visibility, body`

// Facts yields what is in force of the owner's evidence and shares time with a
// span, in the order of start and then id: of the kinds named, or of all where
// none is. The zero span means all time and then also what cannot be placed in
// time. Deleted things are left out. A fact whose content no longer fits its id
// ends the reading with an error.
func (db *DB) Facts(ctx context.Context, g policy.Grant, span when.Span, kinds ...logbook.Kind) iter.Seq2[logbook.Fact, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Fact) error) error {
		kinds, err := t.kinds(ctx, p, kinds)
		if err != nil || len(kinds) == 0 {
			return err
		}
		text, args := inForce("id, "+columns, p, span, kinds)
		return t.Each(ctx, func(r *sql.Rows) error {
			f, err := scanFact(r, p)
			if err != nil {
				return err
			}
			return yield(f)
		}, "/* store.Facts */ "+text+" order by start_us, id", args...)
	})
}

// Unplaced lists the facts in force of a kind that lie on no day, and where each
// was seen.
func (db *DB) Unplaced(ctx context.Context, g policy.Grant, kind logbook.Kind) (all []logbook.Unplaced, err error) {
	const text = `/* store.Unplaced */ select id, ` + columns + ` from fact
where person = ? and in_force = 1 and gone = 0 and kind = ? and day = '' order by id`
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		err := t.Each(ctx, func(r *sql.Rows) error {
			f, err := scanFact(r, p)
			all = append(all, logbook.Unplaced{Fact: f})
			return err
		}, text, p, kind)
		for i := 0; err == nil && i < len(all); i++ {
			all[i].Places, err = t.seenAt(ctx, p, all[i].Fact.ID())
		}
		return err
	})
	return all, err
}

// seenAt are the places where a fact was ever seen, in no order; none set apart.
func (t *tx) seenAt(ctx context.Context, p who.Person, id logbook.ID) (at []logbook.Place, err error) {
	const where = `/* store.seenAt */ select p.source, p.machine, p.name, p.uri
from sighting s join place p on p.person = s.person and p.n = s.place where s.person = ? and s.id = ? and s.first_us is not null` + isNotApart
	err = t.Each(ctx, func(r *sql.Rows) error {
		var one logbook.Place
		err := r.Scan(&one.Source, &one.Machine, &one.Name, &one.URI)
		at = append(at, one)
		return err
	}, where, p, id[:])
	return at, err
}

// kinds are the kinds asked for, each once, or all there are: an index finds
// the next one at once, so this costs as many steps as there are kinds.
func (t *tx) kinds(ctx context.Context, p who.Person, asked []logbook.Kind) ([]logbook.Kind, error) {
	if len(asked) > 0 {
		sorted := slices.Sorted(slices.Values(asked))
		return slices.Compact(sorted), nil
	}
	var all []logbook.Kind
	for last := ""; ; last = string(all[len(all)-1]) {
		const next = `/* store.Facts */ select min(kind) from fact where person = ? and kind > ? and in_force = 1 and gone = 0`
		var kind sql.NullString
		if err := t.One(ctx, next, p, last).Scan(&kind); err != nil {
			return nil, err
		}
		if !kind.Valid {
			return all, nil
		}
		all = append(all, logbook.Kind(kind.String))
	}
}

// inForce asks for columns of the facts in force: every list of every kind on
// its own, each in the order of its index, for the engine to merge.
func inForce(columns string, p who.Person, span when.Span, kinds []logbook.Kind) (text string, args []any) {
	arm := `select ` + columns + ` from fact where person = ? and in_force = 1 and gone = 0 and kind = ? and list = `
	var arms []string
	for _, kind := range kinds {
		for _, l := range []int64{timed, long, unplaced} {
			a := arm + fmt.Sprint(l)
			args = append(args, p, kind)
			if span != (when.Span{}) {
				if l == unplaced {
					args = args[:len(args)-2]
					continue
				}
				from := max(span.From, beginning) - longest
				if l == long {
					from = beginning
				}
				a += ` and start_us >= ? and (start_us < ? and end_us > ? or start_us = ?)`
				args = append(args, from, span.To, span.From, span.From)
			}
			arms = append(arms, a)
		}
	}
	return strings.Join(arms, "\nunion all "), args
}

// versionsOf asks for all versions of a thing, the one in force last.
const versionsOf = `/* store.Versions */ select id, ` + columns + ` from fact
where person = ? and thing = ? order by n, stamp_us, id`

// Versions yields everything that was ever said of one thing, deletions too,
// the oldest first and the one in force last.
func (db *DB) Versions(ctx context.Context, g policy.Grant, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
	return evidence(ctx, db, g, func(t *tx, p who.Person, yield func(logbook.Fact) error) error {
		thing := logbook.KeyHash(kind, key)
		return t.Each(ctx, func(r *sql.Rows) error {
			f, err := scanFact(r, p)
			if err != nil {
				return err
			}
			return yield(f)
		}, versionsOf, p, thing[:])
	})
}

// Fact is one piece of the owner's evidence by its id, in force or not; a fault
// of the kind Nothing where there is none.
func (db *DB) Fact(ctx context.Context, g policy.Grant, id logbook.ID) (f logbook.Fact, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		const one = `/* store.Fact */ select id, ` + columns + ` from fact where person = ? and id = ?`
		f, err = scanFact(t.One(ctx, one, p, id[:]), p)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = fault.New(fault.Nothing, "there is no fact with the id %s", id)
	}
	return f, err
}

// scanner is one row.
type scanner interface{ Scan(...any) error }

// scanFact reads a fact and what follows it in the row, and holds it against its id.
func scanFact(r scanner, p who.Person, more ...any) (logbook.Fact, error) {
	f := logbook.Fact{Person: p}
	var id []byte
	var day string
	into := []any{
		&id, (*string)(&f.Kind), &f.Key, &f.Version.N, &f.Version.Stamp, &f.Gone,
		&f.Span.From, &f.Span.To, &f.Zone, &day, &f.Visibility, &f.Body,
	}
	if err := r.Scan(append(into, more...)...); err != nil {
		return f, err
	}
	if err := f.Day.UnmarshalText([]byte(day)); err != nil {
		return f, fmt.Errorf("the day of %s %q: %w", f.Kind, f.Key, err)
	}
	if f.ID() != logbook.ID(id) {
		return f, fault.New(fault.Failed, "the fact %x was changed in the store after it was read", id).
			Try("bring back a backup, or import its source into a new store")
	}
	return f, nil
}
