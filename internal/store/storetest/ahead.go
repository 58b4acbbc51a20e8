package storetest

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// aheadOfTime reads once with a clock that is ten years ahead, and then with one that is
// right: all is as if only the second had been.
func aheadOfTime(t *testing.T, b *book) {
	read := func(at when.Instant, name string, c logbook.Coverage, gone []logbook.ID, facts ...*logbook.Fact) {
		b.now = at
		batch := b.batch("/a", at, facts...)
		batch.Place.Name = name
		c.Place = batch.Place
		for i := range gone {
			batch.Entries = append(batch.Entries, logbook.Entry{Gone: &gone[i]})
		}
		batch.Entries = append(batch.Entries, logbook.Entry{Counts: &c})
		b.put(t, batch)
	}
	one, two := b.act("one", 1), b.act("two", 2)
	future := noon + 10*366*24*when.Hour
	read(future, "wrong", logbook.Coverage{From: 1, To: 4000, Facts: 12, Yours: 12}, nil, one, two)

	read(noon, "right", logbook.Coverage{From: 1, To: 20, Facts: 5, Yours: 5}, []logbook.ID{one.ID()}, two)
	all, err := b.Coverage(ctx, b.own)
	if all = must(t, all, err); len(all) != 1 || all[0].Facts != 5 || all[0].To != 20 || all[0].Place.Name != "right" {
		t.Errorf("after the clock was set right the place covers %+v", all)
	}
	seen := map[logbook.ID]logbook.Sighting{}
	for s, err := range b.Sightings(ctx, b.own, when.Span{}) {
		seen[must(t, s, err).Fact] = s
	}
	if s := seen[one.ID()]; s.Gone != noon {
		t.Errorf("what is gone was seen %+v", s)
	}
	if s := seen[two.ID()]; s.Gone != 0 || s.Seen != noon {
		t.Errorf("what is there was seen %+v", s)
	}
	read(noon+when.Hour, "right", logbook.Coverage{From: 1, To: 21, Facts: 6, Yours: 6}, nil, one)
	for s, err := range b.Sightings(ctx, b.own, when.Span{}) {
		if s = must(t, s, err); s.Gone != 0 {
			t.Errorf("what came back was seen %+v", s)
		}
	}
	last, err := b.LastRead(ctx, b.own)
	for _, at := range must(t, last, err) {
		if at != noon+when.Hour {
			t.Errorf("the place was read last at %v", at)
		}
	}
}
