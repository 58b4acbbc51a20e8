package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

var timeUTC = time.UTC

// whole puts what engines treat differently when one lets them.
func whole(t *testing.T, b *book) {
	odd := b.act("odd", 1)
	odd.Key = "ключ 🙂 'quoted' \"twice\" % _ \\ ? $1 \u202e " + strings.Repeat("long ", 1400)
	odd.Body = []byte(`{"text":"? $1 \\u0000 ünï 🙂","n":9007199254740993,"f":1e400}`)
	odd.Zone = "Asia/Kathmandu"
	bare := &logbook.Fact{Person: b.me, Kind: logbook.KindIdentity, Key: "me", Day: when.NoDay, Body: []byte(`{}`)}
	early := b.act("early", 0)
	early.Span, early.Day = when.Span{From: -62_000_000_000 * when.Second, To: -62_000_000_000 * when.Second}, when.Date(5, 4, 20)
	late := b.act("late", 0)
	late.Span, late.Day = when.Span{From: 250_000_000_000 * when.Second, To: 250_000_000_001 * when.Second}, when.Date(9892, 3, 3)
	late.Version = logbook.Seq{N: 1<<63 - 1, Stamp: -1 << 63}
	late.Visibility = 3
	want := map[string]logbook.Fact{}
	batch := b.batch("/a", noon, odd, bare, early, late)
	for _, e := range batch.Entries {
		want[e.Fact.Key] = *e.Fact
	}
	same(t, "what was kept", b.put(t, batch), logbook.Kept{New: 4})
	got := map[string]logbook.Fact{}
	for _, f := range all(t, b.Facts(ctx, b.own, when.Span{})) {
		got[f.Key] = f
	}
	same(t, "the facts", got, want)
	f, err := b.Fact(ctx, b.own, odd.ID())
	same(t, "the fact by its id", must(t, f, err), *odd)
	if _, err := b.Fact(ctx, b.own, logbook.ID{1}); fault.KindOf(err) != fault.Nothing {
		t.Errorf("a fact that is not there: %v", err)
	}
}

func reopened(t *testing.T, b *book) {
	b.put(t, b.batch("/a", noon, b.act("one", 1)))
	again := b.another(t)
	me, err := again.Owner(ctx)
	same(t, "the owner", must(t, me, err), b.me)
	facts := all(t, again.Facts(ctx, b.own, when.Span{}))
	same(t, "the facts", facts, []logbook.Fact{*b.act("one", 1)})
	if b.Region() != "local" {
		t.Errorf("the region is %q", b.Region())
	}
}

// nothingOfABadBatch puts good facts with a bad one after them.
func nothingOfABadBatch(t *testing.T, b *book) {
	before := len(b.lines(t))
	for name, spoil := range map[string]func(*logbook.Fact){
		"no kind":          func(f *logbook.Fact) { f.Kind = "" },
		"no key":           func(f *logbook.Fact) { f.Key = "" },
		"ends first":       func(f *logbook.Fact) { f.Span.To = f.Span.From - 1 },
		"NUL in the body":  func(f *logbook.Fact) { f.Body = []byte("a\x00b") },
		"NUL in the zone":  func(f *logbook.Fact) { f.Zone = "\x00" },
		"not UTF-8":        func(f *logbook.Fact) { f.Key = "\xff" },
		"somebody else's":  func(f *logbook.Fact) { f.Person++ },
		"a day past 9999":  func(f *logbook.Fact) { f.Day = when.Date(10_000, 1, 1) },
		"a day before 0":   func(f *logbook.Fact) { f.Day = when.Date(-1, 1, 1) },
		"a kind not UTF-8": func(f *logbook.Fact) { f.Kind = "\xff" },
	} {
		batch := b.batch("/a", noon)
		for i := range 250 {
			batch.Entries = append(batch.Entries, logbook.Entry{Fact: b.act(fmt.Sprint("good ", i), i)})
		}
		bad := b.act("the bad one", 1)
		spoil(bad)
		batch.Entries = append(batch.Entries, logbook.Entry{Fact: bad})
		if _, err := b.Put(ctx, batch); err == nil {
			t.Errorf("%s: the batch was kept", name)
		} else if bad.Key == "the bad one" && bad.Kind != "" && !strings.Contains(err.Error(), bad.Key) {
			t.Errorf("%s: the error does not name the fact: %v", name, err)
		}
	}
	stranger := b.batch("/a", noon)
	if stranger.Person++; fails2(b.Put(ctx, stranger)) == nil {
		t.Error("a batch of nobody known was kept")
	}
	same(t, "the facts", b.keys(t, when.Span{}), []string(nil))
	if p, err := b.Places(ctx, b.own); len(must(t, p, err)) > 0 {
		t.Errorf("places are left: %v", p)
	}
	same(t, "the number of audit lines", len(b.lines(t)), before)
}

func fails2[T any](_ T, err error) error { return err }

// versions edits an event, deletes it, and hears of the older versions last.
func versions(t *testing.T, b *book) {
	v := func(n int64, stamp when.Instant, hour int) *logbook.Fact {
		f := b.act("uid", hour)
		f.Kind, f.Version = logbook.KindEvent, logbook.Seq{N: n, Stamp: stamp}
		return f
	}
	second, first := v(2, 5, 20), v(1, 9, 10)
	b.put(t, b.batch("/cal", noon, second, b.act("other", 11)))
	b.put(t, b.batch("/cal", noon+1, first))
	same(t, "in force", all(t, b.Facts(ctx, b.own, when.Span{}, logbook.KindEvent)), []logbook.Fact{*second})
	newer := v(2, 6, 30)
	b.put(t, b.batch("/cal", noon+2, newer, second))
	same(t, "in force", all(t, b.Facts(ctx, b.own, when.Span{}, logbook.KindEvent)), []logbook.Fact{*newer})
	stone := v(2, 7, 30)
	stone.Gone = true
	b.put(t, b.batch("/cal", noon+3, stone))
	same(t, "in force", b.keys(t, when.Span{}), []string{"other"})
	same(t, "the history", all(t, b.Versions(ctx, b.own, logbook.KindEvent, "uid")), []logbook.Fact{*first, *second, *newer, *stone})
	back := v(3, 0, 31)
	b.put(t, b.batch("/cal", noon+4, back))
	same(t, "in force", b.keys(t, when.Span{}), []string{"other", "uid"})
	same(t, "the history of what is not", all(t, b.Versions(ctx, b.own, logbook.KindCommit, "uid")), []logbook.Fact(nil))
}

// saidAgain edits an event and puts it back: the first version comes again with
// a later stamp, which is no part of its id.
func saidAgain(t *testing.T, b *book) {
	v := func(hour int, stamp when.Instant) *logbook.Fact {
		f := b.act("uid", hour)
		f.Version.Stamp = stamp
		return f
	}
	b.put(t, b.batch("/cal", noon, v(10, 1)))
	b.put(t, b.batch("/cal", noon+1, v(20, 2)))
	before := len(b.lines(t))
	b.remember(t, b.dirty(t).UpTo, when.Days{})
	same(t, "what was kept", b.put(t, b.batch("/cal", noon+2, v(10, 3))), logbook.Kept{Same: 1})
	same(t, "in force", all(t, b.Facts(ctx, b.own, when.Span{})), []logbook.Fact{*v(10, 3)})
	same(t, "the history", all(t, b.Versions(ctx, b.own, logbook.KindCommit, "uid")), []logbook.Fact{*v(20, 2), *v(10, 3)})
	same(t, "what is dirty", b.dirty(t).Spans, []when.Span{{From: v(10, 0).Span.From, To: v(20, 0).Span.To}})
	same(t, "the new lines", len(b.lines(t))-before, 1)
	b.put(t, b.batch("/cal", noon+3, v(20, 2), v(10, 1)))
	b.put(t, b.batch("/cal", noon+3, v(10, 9)))
	same(t, "in force still", all(t, b.Facts(ctx, b.own, when.Span{})), []logbook.Fact{*v(10, 9)})
	same(t, "the new lines still", len(b.lines(t))-before, 1)
}

// gone follows a commit through two repositories that are cleaned up.
func gone(t *testing.T, b *book) {
	f := b.act("f", 1)
	id := f.ID()
	leave := func(uri string, at when.Instant) {
		batch := b.batch(uri, at)
		batch.Entries = []logbook.Entry{{Gone: &id}}
		b.put(t, batch)
	}
	b.put(t, b.batch("/a", noon+1, f))
	b.put(t, b.batch("/b", noon+2, f, b.act("g", 900)))
	leave("/a", noon+3)
	want := []logbook.Sighting{
		{Fact: id, Place: desk("/a"), Seen: noon + 1, Gone: noon + 3},
		{Fact: id, Place: desk("/b"), Seen: noon + 2},
	}
	same(t, "its sightings", all(t, b.Sightings(ctx, b.own, f.Span)), want)
	same(t, "what is known at a", all(t, b.Known(ctx, b.own, desk("/a"))), []logbook.ID(nil))
	same(t, "what is known at b", len(all(t, b.Known(ctx, b.own, desk("/b")))), 2)
	same(t, "all sightings", len(all(t, b.Sightings(ctx, b.own, when.Span{}))), 3)
	leave("/b", noon+4)
	same(t, "in force", b.keys(t, f.Span), []string{"f"})
	want[1].Gone = noon + 4
	same(t, "its sightings", all(t, b.Sightings(ctx, b.own, f.Span)), want)
	b.put(t, b.batch("/a", noon+5, f))
	want[0].Gone = 0
	same(t, "its sightings", all(t, b.Sightings(ctx, b.own, f.Span)), want)
	leave("/c", noon+6)
	same(t, "what is known where it never was", all(t, b.Known(ctx, b.own, desk("/c"))), []logbook.ID(nil))
}

// held follows an event from one calendar to the next, where it is another
// version, and says where some version of it can be seen.
func held(t *testing.T, b *book) {
	at := func() (uris []string) {
		t.Helper()
		places, err := b.Held(ctx, b.own, logbook.KindCommit, "f")
		for _, p := range must(t, places, err) {
			uris = append(uris, p.URI)
		}
		slices.Sort(uris)
		return uris
	}
	same(t, "what never was", at(), []string(nil))
	old, later := b.act("f", 1), b.act("f", 2)
	b.put(t, b.batch("/a", noon, old, b.act("g", 900)))
	b.put(t, b.batch("/b", noon, later))
	same(t, "in two places", at(), []string{"/a", "/b"})
	id := old.ID()
	leave := b.batch("/a", noon+1)
	leave.Entries = []logbook.Entry{{Gone: &id}}
	b.put(t, leave)
	same(t, "moved", at(), []string{"/b"})
	stone := b.act("f", 3)
	stone.Gone = true
	id2 := later.ID()
	deleted := b.batch("/b", noon+2, stone)
	deleted.Entries = append(deleted.Entries, logbook.Entry{Gone: &id2})
	b.put(t, deleted)
	same(t, "deleted", at(), []string(nil))
}

// badRows reads a file with two bad lines, then again with one of them mended.
func badRows(t *testing.T, b *book) {
	one := logbook.BadRow{Line: 3, What: "no date", Row: strings.Repeat("ü", 40_000) + "\x00\xff"}
	two := logbook.BadRow{Line: 2, What: "no end", Row: ""}
	read := func(at when.Instant, count int, rows ...logbook.BadRow) logbook.Kept {
		batch := b.batch("/cal", at)
		for _, r := range rows {
			batch.Entries = append(batch.Entries, logbook.Entry{Bad: &r})
		}
		if count >= 0 {
			batch.Entries = append(batch.Entries, logbook.Entry{Counts: &logbook.Coverage{From: 1, To: 2, Bad: count}})
		}
		return b.put(t, batch)
	}
	lines := func(limit int) (out []int) {
		rows, err := b.BadRows(ctx, b.own, desk("/cal"), limit)
		for _, r := range must(t, rows, err) {
			if out = append(out, r.Line); len(r.Row) > 64<<10 || r.Line == 3 && len(r.Row) < 64<<10-1 {
				t.Errorf("%d bytes of a bad row are kept", len(r.Row))
			}
		}
		return out
	}
	same(t, "what was kept", read(noon, -1, one, two), logbook.Kept{Bad: 2})
	read(noon, -1, one, two)
	same(t, "the lines", lines(0), []int{2, 3})
	same(t, "at most one line", lines(1), []int{2})
	read(noon+1, 1, one)
	same(t, "the lines once one is mended", lines(0), []int{3})
	read(noon+2, 0)
	same(t, "the lines once all are mended", lines(0), []int(nil))
	p, err := b.Places(ctx, b.own)
	same(t, "the bad rows of the place", must(t, p, err)[0].Bad, 0)
	none, err := b.BadRows(ctx, b.own, desk("/nowhere"), 0)
	same(t, "the bad rows of no place", len(must(t, none, err)), 0)
}

func coverage(t *testing.T, b *book) {
	c := logbook.Coverage{From: 10, To: 20, Open: true, Facts: 9, Yours: 3, Undated: 1, Bad: 2, Shallow: true}
	tell := func(uri string, at when.Instant, c logbook.Coverage) {
		batch := b.batch(uri, at)
		batch.Entries = []logbook.Entry{{Counts: &c}}
		b.put(t, batch)
	}
	know := func() []logbook.Coverage {
		all, err := b.Coverage(ctx, b.own)
		return must(t, all, err)
	}
	tell("/b", noon, c)
	empty := logbook.Coverage{From: when.NoDay, To: when.NoDay}
	tell("/a", noon, empty)
	c.Place, empty.Place = desk("/b"), desk("/a")
	same(t, "the coverage", know(), []logbook.Coverage{c, empty})
	older := c
	older.To = 15
	tell("/b", noon-1, older)
	same(t, "the coverage after an older reading", know(), []logbook.Coverage{c, empty})
	c.To, c.Open = 30, false
	tell("/b", noon+1, c)
	same(t, "the coverage after a newer reading", know(), []logbook.Coverage{c, empty})
}

func position(t *testing.T, b *book) {
	at := func(uri string) logbook.Position {
		pos, err := b.Position(ctx, b.me, desk(uri))
		return must(t, pos, err)
	}
	same(t, "before any reading", at("/a"), logbook.Position(nil))
	batch := b.batch("/a", noon, b.act("one", 1))
	batch.Position = nil
	b.put(t, batch)
	same(t, "in the middle of a reading", at("/a"), logbook.Position(nil))
	move := func(when when.Instant, pos logbook.Position) {
		batch := b.batch("/a", when)
		batch.Position = pos
		b.put(t, batch)
	}
	move(noon, logbook.Position{0, 255, '\'', 0})
	same(t, "after it", at("/a"), logbook.Position{0, 255, '\'', 0})
	same(t, "elsewhere", at("/b"), logbook.Position(nil))
	move(noon-1, logbook.Position("older"))
	same(t, "after an older one", at("/a"), logbook.Position{0, 255, '\'', 0})
	move(noon+when.Hour, logbook.Position("from the future"))
	move(noon+1, logbook.Position("now"))
	same(t, "after the clock was set right", at("/a"), logbook.Position("now"))
	move(noon+2, logbook.Position{})
	if pos := at("/a"); pos == nil || len(pos) != 0 {
		t.Errorf("an empty position came back as %#v", pos)
	}
}

func places(t *testing.T, b *book) {
	odd := desk("/\xff\x00path")
	batch := b.batch("", noon+5, b.act("one", 1), b.act("two", 2))
	batch.Place = odd
	b.put(t, batch)
	batch.At, batch.Place.Name = noon+9, "renamed"
	b.put(t, batch)
	batch.At, batch.Place.Name = noon+1, "old name"
	b.put(t, batch)
	known, err := b.Places(ctx, b.own)
	if must(t, known, err); len(known) != 1 {
		t.Fatal(known)
	}
	p := known[0]
	same(t, "its name", p.Name, "renamed")
	same(t, "first and last", []when.Instant{p.First, p.Last}, []when.Instant{noon + 1, noon + 9})
	same(t, "its facts", p.Facts, 2)
	pos, err := b.Position(ctx, b.me, odd)
	same(t, "its position", must(t, pos, err), logbook.Position("end"))
	same(t, "what is known there", len(all(t, b.Known(ctx, b.own, odd))), 2)
}

// spans draws short ones, long ones and points, near each other.
var spans = rapid.Custom(func(t *rapid.T) when.Span {
	from := noon + when.Instant(rapid.IntRange(-300, 300).Draw(t, "from"))*when.Hour
	hours := rapid.SampledFrom([]int{0, 0, 1, 30, 36, 37, 400}).Draw(t, "hours")
	return when.Span{From: from, To: from + when.Instant(hours)*when.Hour}
})

// ranges is a law: a question about a time gives what a look at every fact gives.
func ranges(t *testing.T, b *book) {
	var facts []*logbook.Fact
	for i := range 300 {
		f := b.act(fmt.Sprintf("%03d", i), 0)
		f.Span = spans.Example(i)
		f.Kind = []logbook.Kind{logbook.KindCommit, logbook.KindEvent, logbook.KindLife}[i%3]
		facts = append(facts, f)
	}
	nowhen := b.act("unplaced", 0)
	nowhen.Span = when.Span{}
	b.put(t, b.batch("/a", noon, append(facts, nowhen)...))
	rapid.Check(t, func(t *rapid.T) {
		span := spans.Draw(t, "span")
		kinds := rapid.SliceOfN(rapid.SampledFrom([]logbook.Kind{logbook.KindCommit, logbook.KindEvent, "none"}), 0, 3).Draw(t, "kinds")
		var want []string
		for _, f := range facts {
			if f.Span.Overlaps(span) && (len(kinds) == 0 || contains(kinds, f.Kind)) {
				want = append(want, f.Key)
			}
		}
		same(t, "the facts", sorted(b.keys(t, span, kinds...)), sorted(want))
		if len(kinds) == 0 {
			same(t, "the sightings", len(all(t, b.Sightings(ctx, b.own, span))), len(want))
		}
	})
	same(t, "all of them", len(b.keys(t, when.Span{})), 301)
}

func contains(kinds []logbook.Kind, kind logbook.Kind) bool {
	return slices.Contains(kinds, kind)
}

// order mixes kinds and lists: the engine merges several indexes.
func order(t *testing.T, b *book) {
	batch := b.batch("/a", noon)
	for i := range 200 {
		f := b.act(fmt.Sprint(i), (i*37)%50)
		f.Kind = logbook.Kind([]string{"b", "B", "ä", "a_b", "ab"}[i%5])
		if i%11 == 0 {
			f.Span.To += 100 * when.Hour
		}
		batch.Entries = append(batch.Entries, logbook.Entry{Fact: f})
	}
	b.put(t, batch)
	got := all(t, b.Facts(ctx, b.own, when.Span{}))
	same(t, "how many", len(got), 200)
	for i := 1; i < len(got); i++ {
		a, z := &got[i-1], &got[i]
		aID, zID := a.ID(), z.ID()
		if a.Span.From > z.Span.From || a.Span.From == z.Span.From && string(aID[:]) >= string(zID[:]) {
			t.Fatalf("fact %d stands after one that is later", i)
		}
	}
}

// nested reads at many depths while it writes, which a pool of too few
// connections would answer with a deadlock.
func nested(t *testing.T, b *book) {
	b.put(t, b.batch("/a", noon, b.act("one", 1), b.act("two", 2)))
	var dive func(depth int)
	dive = func(depth int) {
		if depth == 0 {
			b.put(t, b.batch("/a", noon+1, b.act("three", 3)))
			return
		}
		for _, err := range b.Facts(ctx, b.own, when.Span{}) {
			if err != nil {
				t.Fatal(err)
			}
			dive(depth - 1)
			break
		}
	}
	done := make(chan bool)
	go func() { defer close(done); dive(12) }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("reading while reading waits forever")
	}
	same(t, "the facts", b.keys(t, when.Span{}), []string{"one", "two", "three"})
}

// twoWriters put through two open stores at once, each some of what the other
// puts too.
func twoWriters(t *testing.T, b *book) {
	var wg sync.WaitGroup
	for w, db := range []*store.DB{b.DB, b.another(t)} {
		wg.Go(func() {
			for i := range 30 {
				batch := b.batch(fmt.Sprint("/", w, "/", i), noon+when.Instant(i), b.act(fmt.Sprint(w, i), i), b.act(fmt.Sprint("both ", i), i))
				if _, err := db.Put(ctx, batch); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	same(t, "the number of facts", len(b.keys(t, when.Span{})), 90)
	same(t, "the number of sightings", len(all(t, b.Sightings(ctx, b.own, when.Span{}))), 120)
	same(t, "the number of audit lines", len(b.lines(t)), 61)
	b.sound(t)
}
