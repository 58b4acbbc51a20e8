package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// setApart: a store with a place set apart answers as one that never read it,
// whatever came before and after; brought back, as one in which it never was apart.
func setApart(t *testing.T, b *book) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		batches := b.someBatches(random)
		for _, back := range []bool{false, true} {
			with, without := bookAt(t, b.empty(t)), bookAt(t, b.empty(t))
			said := 1 + random.IntN(len(batches))
			for i, batch := range batches {
				if i == said {
					with.sayApart(t, "/mistake", noon-2, false)
				}
				with.put(t, with.owned(batch))
				if back || batch.Place.URI != "/mistake" {
					without.put(t, without.owned(batch))
				}
			}
			if said == len(batches) {
				with.sayApart(t, "/mistake", noon-2, false)
			}
			if back {
				with.sayApart(t, "/mistake", noon-1, true)
			}
			same(t, fmt.Sprintf("seed %d, brought back %v", seed, back), with.evidence(t), without.evidence(t))
			with.sound(t)
			if !back {
				with.erasedNothing(t, batches)
			}
		}
	}
}

// setSourceApart: beats do not say where they were met, so a source is set apart as a
// whole: a store answers as one that never heard it, and brought back as one that did.
func setSourceApart(t *testing.T, b *book) {
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 2))
		batches := b.someBeats(random)
		for _, back := range []bool{false, true} {
			with, without := bookAt(t, b.empty(t)), bookAt(t, b.empty(t))
			said := 1 + random.IntN(len(batches))
			for i, batch := range batches {
				if i == said {
					with.sayApart(t, "wakatime", noon-2, false)
				}
				batch.Person = with.me
				with.put(t, batch)
				if batch.Person = without.me; back || batch.Place.Source != "wakatime" {
					without.put(t, batch)
				}
			}
			if said == len(batches) {
				with.sayApart(t, "wakatime", noon-2, false)
			}
			kinds, err := with.Generations(ctx, with.own)
			was := must(t, kinds, err)[logbook.KindBeat]
			if back {
				with.sayApart(t, "wakatime", noon-1, true)
			}
			if kinds, err := with.Generations(ctx, with.own); back && must(t, kinds, err)[logbook.KindBeat].N == was.N {
				t.Error("beats come back and their generation does not change")
			}
			same(t, fmt.Sprintf("seed %d, brought back %v", seed, back), with.evidence(t), without.evidence(t))
			counted, err := with.Recount(ctx, with.own)
			kinds, err2 := with.Generations(ctx, with.own)
			same(t, "what is counted again", must(t, counted, err), must(t, kinds, err2))
			with.sound(t)
			marks, err := with.Dirty(ctx, with.own)
			if must(t, marks, err); !covers(marks.Spans, noon) {
				t.Error("no day is marked")
			}
		}
	}
}

func covers(spans []when.Span, at when.Instant) bool {
	return slices.ContainsFunc(spans, func(s when.Span) bool { return s.From <= at && at < s.To })
}

// someBeats are what two sources were told at two places each, some of it twice, some
// with the same key and another content.
func (b *book) someBeats(random *rand.Rand) (out []logbook.Batch) {
	for i := range 6 {
		source := []string{"wakatime", "assistant"}[i%2]
		batch := b.heard([]string{"/a", "/b"}[random.IntN(2)], noon+when.Instant(i))
		batch.Place.Source = source
		for range 5 {
			one := beat(random.IntN(6), fmt.Sprint("/", random.IntN(3)))
			one.Lane.Source, one.More = source, int64(random.IntN(3))
			batch.Entries = append(batch.Entries, logbook.Entry{Beat: &one})
		}
		out = append(out, batch)
	}
	return out
}

// someBatches are readings of two places: of commits, of which some are seen at both,
// and of events in several versions.
func (b *book) someBatches(random *rand.Rand) (out []logbook.Batch) {
	for i := range 8 {
		uri := []string{"/mistake", "/own"}[random.IntN(2)]
		batch := b.batch(uri, noon+when.Instant(i))
		for range 6 {
			f := b.act(fmt.Sprint("c", random.IntN(9)), random.IntN(3)*30)
			if random.IntN(2) == 0 {
				n := random.IntN(4)
				f = b.event(fmt.Sprint("e", random.IntN(4)), n)
				f.Version, f.Gone = logbook.Seq{N: int64(n)}, n == 3
			}
			batch.Entries = append(batch.Entries, logbook.Entry{Fact: f})
		}
		from := when.Day(19000 + random.IntN(100))
		batch.Entries = append(batch.Entries, logbook.Entry{Counts: &logbook.Coverage{From: from, To: from + 10, Facts: i + 1, Yours: i}},
			logbook.Entry{Names: []logbook.Namesake{{Name: uri, Email: "x@e.x", Commits: i + 1, From: from, To: from}}})
		out = append(out, batch)
	}
	return out
}

// owned is a batch as evidence of the store's person.
func (b *book) owned(batch logbook.Batch) logbook.Batch {
	batch.Person, batch.Entries = b.me, slices.Clone(batch.Entries)
	for i, e := range batch.Entries {
		if e.Fact != nil {
			f := *e.Fact
			f.Person = b.me
			batch.Entries[i].Fact = &f
		}
	}
	return batch
}

// sayApart says that a place is set apart, or is no longer.
func (b *book) sayApart(t fatal, uri string, at when.Instant, gone bool) {
	t.Helper()
	f := logbook.Fact{Person: b.me, Kind: logbook.KindApart, Key: uri, Version: logbook.Seq{Stamp: at}, Gone: gone, Day: when.NoDay, Body: logbook.Body(struct{}{})}
	b.put(t, logbook.Batch{
		Person: b.me, Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"}, By: "test", At: at,
		Position: logbook.Position(fmt.Sprint(at)), Entries: []logbook.Entry{{Fact: &f}},
	})
}

// evidence is all that reckoning reads of a book, but for what was said, and how much
// there is of each kind.
func (b *book) evidence(t fatal) (out []any) {
	t.Helper()
	for _, f := range all(t, b.Facts(ctx, b.own, when.Span{}, logbook.KindCommit, logbook.KindEvent)) {
		out = append(out, f.ID(), f.Version)
	}
	for _, f := range all(t, b.Events(ctx, b.own)) {
		out = append(out, f.ID())
	}
	for _, s := range all(t, b.Sightings(ctx, b.own, when.Span{})) {
		if s.Place.Source != "said" {
			out = append(out, s)
		}
	}
	coverage, err := b.Coverage(ctx, b.own)
	names, err2 := b.Namesakes(ctx, b.own)
	kinds, err3 := b.Generations(ctx, b.own)
	held, err4 := b.Held(ctx, b.own, logbook.KindEvent, "e1")
	read, err5 := b.LastRead(ctx, b.own)
	for _, err := range []error{err, err2, err3, err4, err5} {
		must(t, 0, err)
	}
	for _, beat := range b.items(t, when.Span{}) {
		out = append(out, beat)
	}
	out = append(out, all(t, b.Spares(ctx, b.own, when.Span{})))
	for _, kind := range []logbook.Kind{logbook.KindCommit, logbook.KindEvent, logbook.KindBeat} {
		out = append(out, kinds[kind].Count, kinds[kind].Digest)
	}
	delete(read, logbook.Place{Source: "said", Name: "said by you", URI: "said"})
	return append(out, coverage, names, len(held), read)
}

// erasedNothing holds every version that was put against the store.
func (b *book) erasedNothing(t fatal, batches []logbook.Batch) {
	t.Helper()
	for _, batch := range batches {
		for _, e := range batch.Entries {
			if e.Fact != nil {
				f, err := b.Fact(ctx, b.own, e.Fact.ID())
				if err != nil || f.Key != e.Fact.Key {
					t.Errorf("%s is erased: %v", e.Fact.Key, err)
				}
			}
		}
	}
	places, err := b.Places(ctx, b.own)
	for _, p := range must(t, places, err) {
		if p.Apart != (p.URI == "/mistake") {
			t.Errorf("%s is apart: %v", p.URI, p.Apart)
		}
	}
}
