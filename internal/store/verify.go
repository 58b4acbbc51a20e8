package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/lines"
	"github.com/backsight/backsight/internal/store/pack"
)

// VerifyAudit reckons the owner's audit again from its lines and holds it against
// checkpoints kept elsewhere, and holds everything that is kept against the accounts of
// those who wrote it: kinds of evidence, and tables at places. What does not hold is in
// the verdict. It reads every row of evidence.
func (db *DB) VerifyAudit(ctx context.Context, g policy.Grant, against ...audit.Checkpoint) (v audit.Verdict, err error) {
	err = db.owned(ctx, g, func(t *tx, p who.Person) error {
		if v, err = audit.Verify(lines.Kept(ctx, t.Tx, p), against...); err != nil {
			return err
		}
		if v.Changes, err = t.changes(ctx, p); err != nil {
			return err
		}
		return held.Verify(ctx, t.Tx, p, func(add func(...any)) error { return t.soundFacts(ctx, p, add) }, &v)
	})
	return v, err
}

// soundFacts hands over what account is kept of, of all facts that say what their ids
// say, in force or not.
func (t *tx) soundFacts(ctx context.Context, p who.Person, add func(...any)) error {
	const facts = `/* store.soundFacts */ select id, ` + columns + `, thing, in_force, list from fact where person = ?`
	return t.Each(ctx, func(r *sql.Rows) error {
		var thing []byte
		var force, list int64
		f, err := scanFact(r, p, &thing, &force, &list)
		if want := logbook.KeyHash(f.Kind, f.Key); err != nil || string(thing) != string(want[:]) || list != listOf(f.Span) || f.Visibility != 0 {
			return nil //nolint:nilerr // it is counted by being missing
		}
		id := f.ID()
		add(id[:], f.Day.String(), int64(f.Version.Stamp), force)
		return nil
	}, facts, p)
}

// changes are the kinds of which a person's store does not hold what was written,
// in the order of their names. A kind that only an older program has written has
// no count to be held against, and is left out.
func (t *tx) changes(ctx context.Context, p who.Person) (all []audit.Change, err error) {
	written, err := t.generations(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, kind := range slices.Sorted(maps.Keys(written)) {
		held, err := t.held(ctx, p, kind)
		if err != nil {
			return nil, fmt.Errorf("verifying what is kept of %s: %w", kind, err)
		}
		if was := written[kind]; held.Count != was.Count || held.Digest != was.Digest {
			all = append(all, audit.Change{Kind: string(kind), Written: was.Count, Held: held.Count})
		}
	}
	return all, nil
}

// held counts and digests what of a kind is there and says what it said when it
// was written. Unlike counted it reads the whole of each, and steps over what was
// changed.
func (t *tx) held(ctx context.Context, p who.Person, kind logbook.Kind) (v logbook.Generation, err error) {
	if kind == logbook.KindBeat {
		return t.heldBeats(ctx, p)
	}
	const facts = `/* store.held */ select id, ` + columns + ` from fact where person = ? and kind = ? and in_force = 1 and gone = 0`
	err = t.Each(ctx, func(r *sql.Rows) error {
		f, err := scanFact(r, p)
		if err != nil {
			return nil //nolint:nilerr // it is counted by being missing
		}
		id := f.ID()
		v.Count++
		v.Digest.Add(id[:])
		return nil
	}, facts, p, kind)
	return v, err
}

func (t *tx) heldBeats(ctx context.Context, p who.Person) (v logbook.Generation, err error) {
	var text []byte
	err = t.eachRow(ctx, p, when.Span{}, inForceBeats, nil, func(words *pack.Reader, at when.Instant, h, sealed []byte) error {
		b, err := beatOf(words, at, h, sealed, true)
		if err != nil {
			return nil //nolint:nilerr // it is counted by being missing
		}
		v.Count++
		text = pack.Digested(text[:0], &b, [8]byte(h))
		v.Digest.Add(text)
		return nil
	})
	var changed *fault.Fault
	if errors.As(err, &changed) { // the words: without them no beat can be read
		return v, nil
	}
	return v, err
}
