package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/beside"
	"github.com/backsight/backsight/internal/store/engine"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/pack"
)

// hears says whether a batch holds beats.
func hears(b logbook.Batch) bool {
	for i := range b.Entries {
		if b.Entries[i].Beat != nil {
			return true
		}
	}
	return false
}

// checkBeats says why a batch with beats cannot be kept. What a beat says may be
// anything: it is kept as it came.
func checkBeats(b logbook.Batch) error {
	for i := range b.Entries {
		switch e := &b.Entries[i]; {
		case e.Beat == nil && e.Bad == nil:
			return fmt.Errorf("a batch with beats holds something else")
		case e.Beat != nil && e.Beat.Lane.Source == "":
			return fmt.Errorf("a beat from no source")
		}
	}
	return nil
}

// hearing are the beats of a batch on their way in.
type hearing struct {
	*putting
	words  *draft
	packer *pack.Packer
	fresh  []*logbook.Beat // those that were not kept before
	parts  [][]byte        // of the audit's digest
	text   []byte          // room for what is digested of one
	apart  []string        // sources whose beats take no part
}

// digested is what the digest of beats takes of one, good until the next.
func (h *hearing) digested(b *logbook.Beat, hash [8]byte) []byte {
	h.text = pack.Digested(h.text[:0], b, hash)
	return h.text
}

// hear keeps the beats of a batch, with the words they need.
func (p *putting) hear(ctx context.Context) error {
	words, err := p.tx.draft(ctx, p.Person)
	if err != nil {
		return fmt.Errorf("its words: %w", err)
	}
	p.words, words.place = words, p.place
	h := hearing{putting: p, words: words, packer: pack.NewPacker(words)}
	if h.apart, err = beside.Apart(ctx, p.Tx, p.Person); err != nil {
		return fmt.Errorf("what is set apart: %w", err)
	}
	for rest := h.rows(); len(rest) > 0; {
		n := min(len(rest), engine.Chunk)
		if err := h.keep(ctx, rest[:n]); err != nil {
			return fmt.Errorf("its beats: %w", err)
		}
		rest = rest[n:]
	}
	if len(h.fresh) > 0 {
		p.changed.beats += int64(len(h.fresh))
		p.changed.add("beats", h.parts...)
	}
	if err := words.keep(ctx); err != nil {
		return fmt.Errorf("its words: %w", err)
	}
	if err := p.reach(ctx, h.fresh); err != nil {
		return fmt.Errorf("what its place covers: %w", err)
	}
	return nil
}

// row is a beat as it is kept.
type row struct {
	*logbook.Beat
	source int64
	h      [8]byte
	body   []byte
}

func (h *hearing) rows() []row {
	rows := make([]row, 0, len(h.Entries))
	bodies := make([]byte, 0, 48*len(h.Entries))
	for i := range h.Entries {
		b := h.Entries[i].Beat
		if b == nil {
			continue
		}
		start, hash := len(bodies), b.Hash()
		bodies = h.packer.Beat(bodies, b)
		body := pack.SealBeat(b.At, hash[:], bodies[start:])
		bodies = append(bodies[:start], body...)
		rows = append(rows, row{b, int64(h.words.must(b.Lane.Source)), hash, bodies[start:len(bodies):len(bodies)]})
	}
	return rows
}

// keep writes those rows that are new and holds the others against what is kept.
func (h *hearing) keep(ctx context.Context, rows []row) error {
	added, err := h.add(ctx, rows)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if !added[i] {
			if err := h.meet(ctx, r); err != nil {
				return err
			}
			continue
		}
		h.kept.New++
		h.ledger.Add(held.Beat, h.place, r.At, r.source, r.h[:], r.body)
		h.fresh = append(h.fresh, r.Beat)
		h.parts = append(h.parts, r.h[:], r.Raw)
		h.markBeat(r.Beat)
		if h.takesPart(r.Beat) {
			s := h.shifted(logbook.KindBeat)
			s.count++
			s.digest.Add(h.digested(r.Beat, r.h))
		}
	}
	return nil
}

const addBeat = `/* store.Put */ insert into beat (person, at_us, source, h, body) values `

// add inserts the rows whose keys are new, and says which they were.
func (h *hearing) add(ctx context.Context, rows []row) ([]bool, error) {
	if h.db.engine.Rows() > 1 {
		return h.addAtOnce(ctx, rows)
	}
	added := make([]bool, len(rows))
	for i, r := range rows {
		done, err := h.Exec(ctx, addBeat+`(?, ?, ?, ?, ?) on conflict do nothing`, h.Person, r.At, r.source, r.h[:], r.body)
		if err != nil {
			return nil, err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return nil, err
		}
		added[i] = n > 0
	}
	return added, nil
}

// addAtOnce is add where the way to the engine is long. Of two rows with one key
// in a statement the first is inserted.
func (h *hearing) addAtOnce(ctx context.Context, rows []row) ([]bool, error) {
	var args []any
	for _, r := range rows {
		args = append(args, h.Person, r.At, r.source, r.h[:], r.body)
	}
	text := addBeat + strings.Repeat(", (?, ?, ?, ?, ?)", len(rows))[1:] + ` on conflict do nothing returning at_us, source, h`
	new := map[string]bool{}
	err := h.Each(ctx, func(r *sql.Rows) error {
		var at, source int64
		var hash []byte
		err := r.Scan(&at, &source, &hash)
		new[fmt.Sprint(at, source, hash)] = true
		return err
	}, text, args...)
	added := make([]bool, len(rows))
	for i, r := range rows {
		key := fmt.Sprint(int64(r.At), r.source, r.h[:])
		added[i], new[key] = new[key], false
	}
	return added, err
}

// meet keeps the greater of two beats with one key.
func (h *hearing) meet(ctx context.Context, r row) error {
	h.kept.Same++
	const find = `/* store.Put */ select body from beat where person = ? and source = ? and at_us = ? and h = ?`
	was := row{Beat: &logbook.Beat{At: r.At}, source: r.source, h: r.h}
	if err := h.One(ctx, find, h.Person, r.source, r.At, r.h[:]).Scan(&was.body); err != nil {
		return err
	}
	if bytes.Equal(was.body, r.body) {
		return nil
	}
	packed, err := pack.UnsealBeat(r.At, r.h[:], was.body)
	if err != nil {
		return err
	}
	if err := pack.NewReader(h.words.all()).Beat(packed, was.Beat, true); err != nil {
		return err
	}
	order := pack.Compare(r.Beat, was.Beat)
	if order == 0 {
		return nil
	}
	h.changed.add("again", r.h[:], pack.Whole(r.Beat))
	if order < 0 {
		return h.spare(ctx, r)
	}
	const put = `/* store.Put */ update beat set body = ? where person = ? and source = ? and at_us = ? and h = ?`
	if err := h.Do(ctx, put, r.body, h.Person, r.source, r.At, r.h[:]); err != nil {
		return err
	}
	h.ledger.Take(held.Beat, h.place, r.At, r.source, r.h[:], was.body)
	h.ledger.Add(held.Beat, h.place, r.At, r.source, r.h[:], r.body)
	h.markBeat(r.Beat)
	h.markBeat(was.Beat)
	if h.takesPart(r.Beat) {
		s := h.shifted(logbook.KindBeat)
		s.digest.Subtract(h.digested(was.Beat, r.h))
		s.digest.Add(h.digested(r.Beat, r.h))
	}
	return h.spare(ctx, was)
}

// takesPart says whether a beat's source is not set apart.
func (h *hearing) takesPart(b *logbook.Beat) bool { return !slices.Contains(h.apart, b.Lane.Source) }

// spare keeps a beat that another of its key stands before, where what it says
// besides would be lost with it.
func (h *hearing) spare(ctx context.Context, r row) error {
	if !h.Twins {
		return nil
	}
	const add = `/* store.Put */
insert into spare (person, at_us, source, h, twin, body) values (?, ?, ?, ?, ?, ?) on conflict do nothing`
	twin := sha256.Sum256(pack.Whole(r.Beat))
	done, err := h.Exec(ctx, add, h.Person, r.At, r.source, r.h[:], twin[:16], r.body)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	h.ledger.Add(held.Spare, h.place, r.At, r.source, r.h[:], twin[:16], r.body)
	return nil
}
