// Package sourcetest is what every source must pass, and the log in memory that
// it is tried with. It is for tests; it does not know any source.
package sourcetest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/logbook"
)

// Book is a log in memory: a source.Sink that remembers what was put, by place.
// The zero Book is empty and ready. It is not safe for several readings at once.
type Book struct {
	Batches []logbook.Batch

	// StopAt makes the Put after that many fail with ErrStopped, 0 for never: the
	// power goes out.
	StopAt int

	places map[string]*page
}

// ErrStopped is what Put gives when StopAt is reached.
var ErrStopped = errors.New("the log takes no more")

// page is what is known of one place.
type page struct {
	facts    map[logbook.ID]logbook.Fact
	beats    map[string]logbook.Beat // by key
	gone     map[logbook.ID]bool
	bad      []logbook.BadRow
	counts   *logbook.Coverage
	position logbook.Position
}

// Put keeps a batch.
func (b *Book) Put(_ context.Context, batch logbook.Batch) (logbook.Kept, error) {
	if b.StopAt > 0 && len(b.Batches) >= b.StopAt {
		return logbook.Kept{}, ErrStopped
	}
	b.Batches = append(b.Batches, batch)
	p := b.page(batch.Place.URI)
	var kept logbook.Kept
	for _, e := range batch.Entries {
		p.enter(e, &kept)
	}
	if batch.Position != nil {
		p.position = batch.Position
	}
	return kept, nil
}

func (p *page) enter(e logbook.Entry, kept *logbook.Kept) {
	switch {
	case e.Fact != nil:
		id := e.Fact.ID()
		if _, had := p.facts[id]; had {
			kept.Same++
		} else {
			kept.New++
		}
		p.facts[id] = *e.Fact
		delete(p.gone, id)
	case e.Beat != nil:
		p.hear(*e.Beat, kept)
	case e.Gone != nil:
		p.gone[*e.Gone] = true
	case e.Bad != nil:
		p.bad = append(p.bad, *e.Bad)
		kept.Bad++
	case e.Counts != nil:
		p.counts = e.Counts
	}
}

// hear keeps the greater of two beats of one key: arrival never decides.
func (p *page) hear(beat logbook.Beat, kept *logbook.Kept) {
	was, had := p.beats[beat.Key]
	if had && cmp.Or(cmp.Compare(beat.More, was.More), bytes.Compare(beat.Raw, was.Raw)) <= 0 {
		kept.Same++
		return
	}
	kept.New++
	p.beats[beat.Key] = beat
}

func (b *Book) page(uri string) *page {
	if b.places == nil {
		b.places = map[string]*page{}
	}
	p := b.places[uri]
	if p == nil {
		p = &page{facts: map[logbook.ID]logbook.Fact{}, beats: map[string]logbook.Beat{}, gone: map[logbook.ID]bool{}}
		b.places[uri] = p
	}
	return p
}

// Position is that of the last whole reading of a place, nil for none.
func (b *Book) Position(uri string) logbook.Position { return b.page(uri).position }

// Coverage is what was last said of a place, nil for nothing.
func (b *Book) Coverage(uri string) *logbook.Coverage { return b.page(uri).counts }

// Bad is every bad row of a place, in the order put.
func (b *Book) Bad(uri string) []logbook.BadRow { return b.page(uri).bad }

// Facts are those seen at a place and not gone, by kind and key.
func (b *Book) Facts(uri string) []logbook.Fact {
	p := b.page(uri)
	var list []logbook.Fact
	for id, f := range p.facts {
		if !p.gone[id] {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(x, y logbook.Fact) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Key, y.Key), cmp.Compare(x.Version.N, y.Version.N))
	})
	return list
}

// Beats are those heard at a place, by time and key.
func (b *Book) Beats(uri string) []logbook.Beat {
	return slices.SortedFunc(maps.Values(b.page(uri).beats), func(x, y logbook.Beat) int {
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Key, y.Key))
	})
}

// All is every fact ever put, of all places, by id; of beats with one key the
// one that stays.
func (b *Book) All() map[logbook.ID]logbook.Fact {
	all := map[logbook.ID]logbook.Fact{}
	heard := page{beats: map[string]logbook.Beat{}}
	for _, p := range b.places {
		maps.Copy(all, p.facts)
		for _, beat := range p.beats {
			heard.hear(beat, &logbook.Kept{})
		}
	}
	for _, beat := range heard.beats {
		f := beat.Fact(0)
		all[f.ID()] = f
	}
	return all
}

// Known yields the ids of the facts at a place that are not gone.
func (b *Book) Known(uri string) func(context.Context) iter.Seq2[logbook.ID, error] {
	return func(context.Context) iter.Seq2[logbook.ID, error] {
		return func(yield func(logbook.ID, error) bool) {
			for _, f := range b.Facts(uri) {
				if !yield(f.ID(), nil) {
					return
				}
			}
		}
	}
}
