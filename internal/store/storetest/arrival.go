package storetest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// arrival is a law: whatever the order in which batches come, however they are
// split, however often they are put, two stores end the same. Each check has
// its own time, places and keys, so that all of them share two stores.
func arrival(t *testing.T, a *book) {
	b := bookAt(t, a.empty(t))
	check := 0
	rapid.Check(t, func(t *rapid.T) {
		check++
		straight, crooked := world{a, check}, world{b, check}
		readings := rapid.SliceOfN(readingGen, 1, 8).Draw(t, "readings")
		for i, r := range readings {
			r.at = i
			straight.put(t, r.entries, r)
			readings[i] = r
		}
		var parts []reading
		for _, r := range readings {
			cut := rapid.IntRange(0, len(r.entries)).Draw(t, "cut")
			first, second := r, r
			first.entries, second.entries = r.entries[:cut], r.entries[cut:]
			parts = append(parts, first, second)
			if rapid.Bool().Draw(t, "again") {
				parts = append(parts, r)
			}
		}
		for _, r := range rapid.Permutation(parts).Draw(t, "order") {
			crooked.put(t, r.entries, r)
		}
		if diff := cmp.Diff(straight.state(t), crooked.state(t)); diff != "" {
			t.Fatalf("the two ways end differently (-straight +crooked):\n%s", diff)
		}
	})
	a.sound(t)
	b.sound(t)
	same(t, "the evidence", b.counted(t), a.counted(t))
}

// world is a part of a store that one check has to itself.
type world struct {
	b     *book
	check int
}

func (w world) hour(thing int) int { return w.check*1000 + 10*thing }

// reading is what was read at one place at once: entries by the number of a
// thing and of its version.
type reading struct {
	place   int
	at      int
	entries []entry
}

type entry struct {
	thing, version int
	stamp          int  // the file's own, later or earlier than the last one's
	stone          bool // the version is a deletion
	left           bool // the version was seen here and is no longer
}

// readingGen draws few things, versions and places, so that they meet.
var readingGen = rapid.Custom(func(t *rapid.T) reading {
	return reading{
		place: rapid.IntRange(0, 1).Draw(t, "place"),
		entries: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) entry {
			return entry{
				thing: rapid.IntRange(0, 1).Draw(t, "thing"), version: rapid.IntRange(0, 3).Draw(t, "version"),
				stamp: rapid.IntRange(0, 2).Draw(t, "stamp"),
				stone: rapid.IntRange(0, 4).Draw(t, "deleted") == 4, left: rapid.IntRange(0, 2).Draw(t, "left") == 2,
			}
		}), 0, 6).Draw(t, "entries"),
	}
})

// fact is a version of a thing in this world. 2 and 3 are newer than 0 and 1 by
// their number; between the two of a number the stamp decides, which may be
// another each time the version is met, and then the id.
func (w world) fact(e entry) *logbook.Fact {
	f := w.b.act(w.key(e.thing), w.hour(e.thing)+e.version)
	f.Version = logbook.Seq{N: int64(e.version / 2), Stamp: when.Instant(e.stamp)}
	f.Gone = e.stone
	f.Body = fmt.Appendf(nil, `{"version":%d}`, e.version)
	f.Span.To += when.Instant(e.version) * 20 * when.Hour
	return f
}

func (w world) key(thing int) string { return fmt.Sprint(w.check, " ", thing) }

func (w world) place(n int) string { return fmt.Sprint("/", w.check, "/", n) }

func (w world) put(t *rapid.T, entries []entry, r reading) {
	batch := w.b.batch(w.place(r.place), noon+when.Instant(r.at))
	for _, e := range entries {
		f := w.fact(e)
		if e.left {
			id := f.ID()
			batch.Entries = append(batch.Entries, logbook.Entry{Gone: &id})
			continue
		}
		batch.Entries = append(batch.Entries, logbook.Entry{Fact: f})
	}
	w.b.put(t, batch)
}

// state is everything one can see of the world, in words.
func (w world) state(t *rapid.T) (out []string) {
	b := w.b
	start := noon + when.Instant(w.hour(0))*when.Hour
	span := when.Span{From: start, To: start + 1000*when.Hour}
	told := map[logbook.ID]string{}
	for thing := range 2 {
		for _, f := range all(t, b.Versions(ctx, b.own, logbook.KindCommit, w.key(thing))) {
			told[f.ID()] = fmt.Sprintf("thing %d version %s gone %v stamp %d", thing, f.Body, f.Gone, f.Version.Stamp)
		}
	}
	for _, s := range sortedTexts(told) {
		out = append(out, "kept: "+s)
	}
	for _, f := range all(t, b.Facts(ctx, b.own, span)) {
		out = append(out, "in force: "+told[f.ID()])
	}
	var seen []string
	for _, s := range all(t, b.Sightings(ctx, b.own, span)) {
		seen = append(seen, fmt.Sprint("seen: ", told[s.Fact], " at ", s.Place.URI[len(s.Place.URI)-1:], " ", s.Seen, " ", s.Gone))
	}
	out = append(out, sorted(seen)...)
	for n := range 2 {
		known := map[logbook.ID]string{}
		for _, id := range all(t, b.Known(ctx, b.own, desk(w.place(n)))) {
			known[id] = told[id]
		}
		out = append(out, fmt.Sprint("known at ", n, ": ", sortedTexts(known)))
	}
	return out
}

func sortedTexts(m map[logbook.ID]string) (out []string) {
	for _, s := range m {
		out = append(out, s)
	}
	return sorted(out)
}
