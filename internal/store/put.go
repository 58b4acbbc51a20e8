package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/beside"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
)

// Put keeps a batch: all of it, or nothing and an error that names what cannot
// be kept. The same batch twice changes nothing, and the order in which batches
// arrive decides nothing but whose position at the same instant stands.
//
// A reading of a place that changes anything leaves one audit line when its
// last batch is put, with counts and a digest over all of its batches. A
// reading of several batches also leaves one with its first, so that no change
// commits before the audit knows of it, and a reading that is never finished
// has been noted. A reading that changes nothing leaves none. A batch with beats
// is a reading of its own: what a program sends at once is acknowledged at once.
// What is told live leaves a line when its hour begins, and one with all of that
// hour when the next does.
func (db *DB) Put(ctx context.Context, b logbook.Batch) (kept logbook.Kept, err error) {
	if err := check(b); err != nil {
		return logbook.Kept{}, fmt.Errorf("keeping what was read in %s: %w", b.Place.URI, err)
	}
	var words *draft
	err = db.change(ctx, b.Person, func(t *tx) error {
		p := putting{tx: t, Batch: b}
		kept, err = p.put(ctx)
		words = p.words
		return err
	})
	if err != nil {
		return logbook.Kept{}, fmt.Errorf("keeping what was read in %s: %w", b.Place.URI, err)
	}
	words.committed()
	if kept.New >= many {
		db.engine.Grown(ctx)
	}
	return kept, nil
}

// many is how many new facts make a log another size.
const many = 500

// check says why a batch cannot be kept, before anything is written.
func check(b logbook.Batch) error {
	if b.Place.Source == "" || b.Place.Source != logbook.Text(b.Place.Source) {
		return fmt.Errorf("a batch from no source")
	}
	if hears(b) {
		return checkBeats(b)
	}
	for i := range b.Entries {
		f := b.Entries[i].Fact
		if f == nil {
			continue
		}
		if err := f.Check(); err != nil {
			return err
		}
		if f.Person != b.Person {
			return fmt.Errorf("%s %q is evidence of person %d, the batch of %d", f.Kind, f.Key, f.Person, b.Person)
		}
		if d, err := when.ParseDay(f.Day.String()); f.Day != when.NoDay && (err != nil || d != f.Day) {
			return fmt.Errorf("%s %q has a day that cannot be written down", f.Kind, f.Key)
		}
		if f.Zone != logbook.Text(f.Zone) || string(f.Kind) != logbook.Text(string(f.Kind)) {
			return fmt.Errorf("%s %q holds text that is not UTF-8", f.Kind, f.Key)
		}
	}
	return nil
}

// putting is a batch on its way in.
type putting struct {
	*tx
	logbook.Batch
	place   int64
	kept    logbook.Kept
	touched []when.Span // what must be reckoned again
	events  []string    // keys of events that must be worked out again
	changed tally
	shifts  map[logbook.Kind]*shift
	words   *draft         // of its beats
	later   []when.Instant // hours whose beats take part later
	recount bool           // a source was set apart or brought back: which beats are in force changes
	alone   bool           // a reading of its own, whatever came at the same instant
}

// tally is what a reading changed so far, for its audit line. digest runs over
// all of it.
type tally struct {
	facts, sighted, gone, bad, beats int64

	digest []byte
}

func (c *tally) add(what string, parts ...[]byte) {
	h := sha256.New()
	h.Write(c.digest)
	h.Write([]byte(what))
	for _, p := range parts {
		h.Write(p)
	}
	c.digest = h.Sum(nil)
}

func (c *tally) any() bool { return c.digest != nil }

func (p *putting) put(ctx context.Context) (logbook.Kept, error) {
	if err := p.settle(ctx); err != nil {
		return p.kept, fmt.Errorf("its place: %w", err)
	}
	if hears(p.Batch) {
		if err := p.hear(ctx); err != nil {
			return p.kept, err
		}
	}
	for rest := p.Entries; len(rest) > 0; {
		n := min(len(rest), engine.Chunk)
		if err := p.facts(ctx, rest[:n]); err != nil {
			return p.kept, err
		}
		if err := p.others(ctx, rest[:n]); err != nil {
			return p.kept, err
		}
		if err := p.reapart(ctx, rest[:n]); err != nil {
			return p.kept, fmt.Errorf("setting a place apart: %w", err)
		}
		rest = rest[n:]
	}
	if err := p.markDirty(ctx); err != nil {
		return p.kept, fmt.Errorf("marking what must be reckoned again: %w", err)
	}
	if err := p.advanceKinds(ctx); err != nil {
		return p.kept, err
	}
	if err := p.moveOn(ctx); err != nil {
		return p.kept, err
	}
	return p.kept, p.report(ctx)
}

// others keeps the bad rows, the coverage and the names.
func (p *putting) others(ctx context.Context, entries []logbook.Entry) error {
	for _, e := range entries {
		if e.Bad != nil {
			if err := p.badRow(ctx, *e.Bad); err != nil {
				return fmt.Errorf("a bad row: %w", err)
			}
		}
		if e.Counts != nil {
			if err := p.coverage(ctx, *e.Counts); err != nil {
				return fmt.Errorf("its coverage: %w", err)
			}
		}
		if e.Names != nil {
			if err := errors.Join(p.ledger.Around(ctx, held.Namesake, p.place), beside.PutNames(ctx, p.Tx, p.Person, p.place, e.Names)); err != nil {
				return fmt.Errorf("its names: %w", err)
			}
		}
		if e.Routines != nil {
			if err := errors.Join(p.ledger.Around(ctx, held.Routine, p.place), beside.PutRoutines(ctx, p.Tx, p.Person, p.place, e.Routines)); err != nil {
				return fmt.Errorf("its routines: %w", err)
			}
		}
	}
	return nil
}

// moveOn keeps the position of a last batch. One read at an earlier instant
// does not take it back, unless the kept one was read in what is still the
// future: then the clock was wrong.
func (p *putting) moveOn(ctx context.Context) error {
	if p.Position == nil {
		return nil
	}
	if err := p.ledger.Around(ctx, held.Cursor, p.place); err != nil {
		return fmt.Errorf("its position: %w", err)
	}
	const move = `/* store.Put */
insert into cursor (person, place, at_us, position) values (?, ?, ?, ?)
on conflict (person, place) do update set at_us = excluded.at_us, position = excluded.position
where cursor.at_us <= excluded.at_us or cursor.at_us > ?`
	if err := p.Do(ctx, move, p.Person, p.place, p.At, []byte(p.Position), p.db.now()); err != nil {
		return fmt.Errorf("its position: %w", err)
	}
	return nil
}

// report writes what the audit must say of this batch.
func (p *putting) report(ctx context.Context) error {
	if p.alone || p.words != nil && !p.Live { // what was heard at once is a reading of its own
		if !p.changed.any() {
			return nil
		}
		act := "import"
		if p.alone {
			act = "say"
		}
		return p.line(ctx, act)
	}
	begun, err := p.join(ctx)
	if err != nil {
		return fmt.Errorf("its audit: %w", err)
	}
	switch {
	case !p.changed.any():
		return nil
	case p.Position != nil:
		if err := p.line(ctx, "import"); err != nil {
			return err
		}
		const ended = `/* store.Put */ delete from reading where person = ? and place = ?`
		return p.Do(ctx, ended, p.Person, p.place)
	case !begun:
		if err := p.ended(ctx); err != nil {
			return err
		}
		if err := p.line(ctx, "import begun"); err != nil {
			return err
		}
	}
	const sofar = `/* store.Put */
insert into reading (person, place, at_us, reader, facts, sighted, gone, bad, digest) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (person, place) do update set at_us = excluded.at_us, reader = excluded.reader, facts = excluded.facts,
	sighted = excluded.sighted, gone = excluded.gone, bad = excluded.bad, digest = excluded.digest`
	c := p.changed
	return p.Do(ctx, sofar, p.Person, p.place, p.reading(), logbook.Text(p.By), c.facts+c.beats, c.sighted, c.gone, c.bad, c.digest)
}

// reading is the instant that batches of one reading share: of what is told
// live, the beginning of the hour.
func (p *putting) reading() when.Instant {
	if p.Live {
		return p.At - p.At%when.Hour
	}
	return p.At
}

// before is the reading of this place by this reader that has begun, where its
// instant is as a condition says. A reading of beats has no facts: its beats
// are counted in their place.
func (p *putting) before(ctx context.Context, condition string) (was tally, begun bool, err error) {
	find := `/* store.Put */
select facts, sighted, gone, bad, digest from reading where person = ? and place = ? and reader = ? and at_us ` + condition + ` ?`
	err = p.One(ctx, find, p.Person, p.place, logbook.Text(p.By), p.reading()).
		Scan(&was.facts, &was.sighted, &was.gone, &was.bad, &was.digest)
	if errors.Is(err, sql.ErrNoRows) {
		return was, false, nil
	}
	if p.Live {
		was.beats, was.facts = was.facts, 0
	}
	return was, err == nil, err
}

// ended writes the last line of what was told live in an hour before this one.
func (p *putting) ended(ctx context.Context) error {
	if !p.Live {
		return nil
	}
	was, begun, err := p.before(ctx, "<>")
	if err != nil || !begun {
		return err
	}
	now := p.changed
	p.changed = was
	err = p.line(ctx, "import")
	p.changed = now
	return err
}

// join adds this batch to the reading it belongs to, where one has begun: one
// of the same place, by the same reader, at the same instant.
func (p *putting) join(ctx context.Context) (begun bool, err error) {
	was, begun, err := p.before(ctx, "=")
	if err != nil || !begun {
		return false, err
	}
	c := &p.changed
	if !c.any() {
		p.changed = was
		return true, nil
	}
	c.add("after", was.digest)
	c.facts, c.sighted, c.gone, c.bad = c.facts+was.facts, c.sighted+was.sighted, c.gone+was.gone, c.bad+was.bad
	c.beats += was.beats
	return true, nil
}

// line writes the audit line of a reading.
func (p *putting) line(ctx context.Context, act string) error {
	s, c := salt(), p.changed
	digest := sha256.Sum256(append([]byte(s), c.digest...))
	counts := map[string]int64{}
	for name, n := range map[string]int64{"facts": c.facts, "sighted": c.sighted, "gone": c.gone, "bad": c.bad, "beats": c.beats} {
		if n > 0 {
			counts[name] = n
		}
	}
	return p.note(ctx, p.Person, audit.Entry{
		Actor: p.Person, Act: act, Object: p.Place.Source + " " + logbook.Text(p.Place.URI),
		Policy: audit.Own, Decision: audit.Allowed, Purpose: logbook.Text(p.By),
		Counts: counts, Digest: fmt.Sprintf("%x", digest), Salt: s,
	})
}
