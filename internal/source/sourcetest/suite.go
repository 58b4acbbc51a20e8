package sourcetest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// Case is one source with something to read.
type Case struct {
	Source   source.Puller
	Declared logbook.Source // what the source says of itself
	Root     string         // where its places are; at least one, with at least three batches in all
	Self     who.Self
	Now      when.Instant
	// Missing is a root where nothing is, whose last part the error must name;
	// "" for a file below Root.
	Missing string

	// Strangers are names and addresses of others that are in what is read and
	// must never be put.
	Strangers []string
}

// Run tries everything a source promises.
func Run(t *testing.T, c Case) {
	places := c.find(t)
	t.Run("declared", func(t *testing.T) { c.declared(t, places) })
	t.Run("find", func(t *testing.T) { c.finding(t, places) })
	t.Run("batches", func(t *testing.T) { c.batches(t, places) })
	t.Run("strangers", func(t *testing.T) { c.strangers(t, places) })
	t.Run("twice is once", func(t *testing.T) { c.twice(t, places) })
	t.Run("order", func(t *testing.T) { c.order(t, places) })
	t.Run("killed and resumed", func(t *testing.T) { c.killed(t, places) })
	t.Run("cancelled", func(t *testing.T) { c.cancelled(t, places) })
	t.Run("position of others", func(t *testing.T) { c.nonsense(t, places) })
}

func (c Case) find(t *testing.T) (places []logbook.Place) {
	t.Helper()
	for p, err := range source.Met(c.Source.Find(t.Context(), c.Root)) {
		if err != nil {
			t.Fatalf("find: %v", err)
		}
		places = append(places, p)
	}
	if len(places) == 0 {
		t.Fatalf("nothing found in %s", c.Root)
	}
	return places
}

// declared: the source leaves nothing out of what it says of itself, and what it
// puts is what it says it sees; of its beats at least one is a sign.
func (c Case) declared(t *testing.T, places []logbook.Place) {
	if err := c.Declared.Check(); err != nil || c.Declared.Name != c.Source.Name() {
		t.Errorf("%s declares the source %q: %v", c.Source.Name(), c.Declared.Name, err)
	}
	put := map[logbook.Class]int{}
	signs := 0
	for _, batch := range c.whole(t, places).Batches {
		for _, e := range batch.Entries {
			switch {
			case e.Beat != nil:
				put[logbook.Hands]++
				if c.Declared.Sign != nil && c.Declared.Sign(e.Beat).Of != logbook.OfNothing {
					signs++
				}
			case e.Fact != nil && e.Fact.Kind == logbook.KindCommit:
				put[logbook.Commits]++
			case e.Fact != nil && e.Fact.Kind == logbook.KindEvent:
				put[logbook.Plans]++
			}
		}
	}
	for class, n := range put {
		if !slices.Contains(c.Declared.Sees, class) {
			t.Errorf("%d things of the class %q were put, which the source does not say it sees: nobody would read them", n, class)
		}
	}
	if put[logbook.Hands] > 0 && signs == 0 {
		t.Errorf("none of %d beats is a sign of anything: they would be kept and read by nobody", put[logbook.Hands])
	}
}

// finding: the same places every time, each once and named; what does not exist
// is one error that says so; the walk ends when asked.
func (c Case) finding(t *testing.T, places []logbook.Place) {
	if again := c.find(t); !slices.Equal(again, places) {
		t.Errorf("found %v, then %v", places, again)
	}
	seen := map[string]bool{}
	for _, p := range places {
		if p.Source != c.Source.Name() || p.Name == "" || p.URI == "" || seen[p.URI] {
			t.Errorf("%+v is no place, or was found before", p)
		}
		seen[p.URI] = true
	}
	missing := c.Missing
	if missing == "" {
		missing = filepath.Join(c.Root, "not there")
	}
	n := 0
	for p, err := range c.Source.Find(t.Context(), missing) {
		if n++; err == nil || !strings.Contains(err.Error(), filepath.Base(missing)) {
			t.Errorf("a path that does not exist gave %v, %v", p, err)
		}
	}
	if n != 1 {
		t.Errorf("a path that does not exist gave %d errors, want 1", n)
	}
	for range c.Source.Find(t.Context(), c.Root) {
		break // an iterator that yields on panics here
	}
}

// pull reads a place on from where the book stands.
func (c Case) pull(ctx context.Context, b *Book, p logbook.Place) error {
	return c.Source.Pull(ctx, source.Ask{
		Self: c.Self, Place: p, Position: b.Position(p.URI), Sink: b, Now: c.Now,
		By: "sourcetest", Known: b.Known(p.URI), Progress: func(int, int, string) {},
	})
}

// whole reads the places in order.
func (c Case) whole(t *testing.T, places []logbook.Place) *Book {
	t.Helper()
	b := &Book{}
	for _, p := range places {
		if err := c.pull(t.Context(), b, p); err != nil {
			t.Fatalf("reading %s: %v", p.Name, err)
		}
	}
	return b
}

// batches: each is well formed, and the last of a place, and only that, carries
// the position and what the place covers.
func (c Case) batches(t *testing.T, places []logbook.Place) {
	b := c.whole(t, places)
	if len(b.Batches) < 3 {
		t.Fatalf("only %d batches: too few to try anything", len(b.Batches))
	}
	facts := 0
	for i, batch := range b.Batches {
		last := i+1 == len(b.Batches) || b.Batches[i+1].Place != batch.Place
		if batch.Person != c.Self.Person || batch.At != c.Now || batch.By != "sourcetest" {
			t.Errorf("batch %d is by %q for %d at %v", i, batch.By, batch.Person, batch.At)
		}
		if (batch.Position != nil) != last {
			t.Errorf("batch %d: position %q, last of its place %v", i, batch.Position, last)
		}
		facts += c.entries(t, i, batch, last)
	}
	if facts == 0 {
		t.Error("no fact was put")
	}
}

func (c Case) entries(t *testing.T, i int, batch logbook.Batch, last bool) (facts int) {
	counts, beats, others := 0, 0, 0
	for _, e := range batch.Entries {
		set := 0
		if e.Fact != nil {
			set, facts = set+1, facts+1
			if err := e.Fact.Check(); err != nil || e.Fact.Person != c.Self.Person {
				t.Errorf("batch %d: a fact of %d: %v", i, e.Fact.Person, err)
			}
		}
		if e.Beat != nil {
			set, beats = set+1, beats+1
			c.beat(t, i, e.Beat)
		}
		if e.Gone != nil {
			set++
		}
		if e.Bad != nil {
			if set++; e.Bad.What == "" || len(e.Bad.Row) > 1000 {
				t.Errorf("batch %d: a bad row that says %q of %d bytes", i, e.Bad.What, len(e.Bad.Row))
			}
		}
		if e.Counts != nil {
			if set, counts = set+1, counts+1; e.Counts.Place != batch.Place {
				t.Errorf("batch %d covers %v", i, e.Counts.Place)
			}
		}
		if e.Names != nil {
			set++
		}
		if e.Routines != nil {
			set++
		}
		if set != 1 {
			t.Errorf("batch %d: an entry of %d things", i, set)
		}
		if e.Beat == nil && e.Bad == nil {
			others++
		}
	}
	if beats > 0 && others > 0 {
		t.Errorf("batch %d holds %d beats and %d other things", i, beats, others)
	}
	if beats == 0 && last != (counts == 1) {
		t.Errorf("batch %d: %d coverages, last of its place %v; the last batch of a place, and no other, puts an Entry whose Counts says what was read there: its days, its facts and whose they are", i, counts, last)
	}
	return facts + beats
}

// beat: it is named, its item is JSON that every store can hold, and it does not
// end before it begins.
func (c Case) beat(t *testing.T, i int, b *logbook.Beat) {
	f := b.Fact(c.Self.Person)
	if err := f.Check(); err != nil || b.Key == "" || b.Lane.Source != c.Source.Name() || !json.Valid(b.Raw) {
		t.Errorf("batch %d: the beat %q of %v holds %q: %v", i, b.Key, b.Lane, b.Raw, err)
	}
}

// strangers: nothing that names another person is put.
func (c Case) strangers(t *testing.T, places []logbook.Place) {
	for _, batch := range c.whole(t, places).Batches {
		var text strings.Builder
		text.WriteString(string(batch.Position))
		for _, e := range batch.Entries {
			if e.Fact != nil {
				text.WriteString(e.Fact.Key + " " + string(e.Fact.Body) + "\n")
			}
			if e.Beat != nil {
				text.WriteString(e.Beat.Key + " " + e.Beat.Entity + " " + string(e.Beat.Raw) + "\n")
			}
			if e.Bad != nil {
				text.WriteString(e.Bad.What + " " + e.Bad.Row + "\n")
			}
			for _, n := range e.Names {
				text.WriteString(n.Name + " " + n.Email + "\n")
			}
		}
		for _, s := range c.Strangers {
			if strings.Contains(strings.ToLower(text.String()), strings.ToLower(s)) {
				t.Errorf("%q was put", s)
			}
		}
	}
}

// twice: a second reading from the position puts nothing, one from the start
// the same facts.
func (c Case) twice(t *testing.T, places []logbook.Place) {
	b := c.whole(t, places)
	n := len(b.Batches)
	for _, p := range places {
		if err := c.pull(t.Context(), b, p); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.Batches) != n {
		t.Errorf("reading again put %d more batches", len(b.Batches)-n)
	}
	c.same(t, "from the start again", c.whole(t, places), b)
}

// order: the places in another order give the same facts.
func (c Case) order(t *testing.T, places []logbook.Place) {
	other := slices.Clone(places)
	slices.Reverse(other)
	c.same(t, "in reverse", c.whole(t, other), c.whole(t, places))
}

// killed: whichever batch was the last one kept, reading on gives the same
// facts and the same coverage.
func (c Case) killed(t *testing.T, places []logbook.Place) {
	want := c.whole(t, places)
	for n := 1; n < len(want.Batches); n++ {
		b := &Book{StopAt: n}
		for _, p := range places {
			if err := c.pull(t.Context(), b, p); err != nil && !errors.Is(err, ErrStopped) {
				t.Fatalf("killed after batch %d: %v", n, err)
			}
		}
		b.StopAt = 0
		for _, p := range places {
			if err := c.pull(t.Context(), b, p); err != nil {
				t.Fatalf("resumed after batch %d: %v", n, err)
			}
		}
		c.same(t, "killed and resumed", b, want)
		for _, p := range places {
			if got, want := b.Coverage(p.URI), want.Coverage(p.URI); (got == nil) != (want == nil) || got != nil && *got != *want {
				t.Errorf("killed after batch %d: covers %+v, want %+v", n, got, want)
			}
			if len(b.Facts(p.URI)) != len(want.Facts(p.URI)) {
				t.Errorf("killed after batch %d: facts of %s are gone", n, p.Name)
			}
		}
	}
}

// cancelled: a reading whose context has ended says so and gives no position.
func (c Case) cancelled(t *testing.T, places []logbook.Place) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, p := range places {
		b := &Book{}
		if err := c.pull(ctx, b, p); !errors.Is(err, context.Canceled) || b.Position(p.URI) != nil {
			t.Errorf("a cancelled reading gave %v and position %q", err, b.Position(p.URI))
		}
	}
}

// nonsense: a position that cannot be read is none.
func (c Case) nonsense(t *testing.T, places []logbook.Place) {
	want := c.whole(t, places)
	for _, position := range []string{"{", "[]", "0", `{"rules":-1}`, "\xff"} {
		b := &Book{}
		for _, p := range places {
			b.page(p.URI).position = logbook.Position(position)
			if err := c.pull(t.Context(), b, p); err != nil {
				t.Fatalf("from %q: %v", position, err)
			}
		}
		c.same(t, "from "+position, b, want)
	}
}

func (c Case) same(t *testing.T, how string, got, want *Book) {
	t.Helper()
	a, b := got.All(), want.All()
	for id := range maps.Keys(b) {
		if f, had := a[id]; !had {
			w := b[id]
			t.Errorf("%s: %s %q is missing", how, w.Kind, w.Key)
		} else if f.Day != b[id].Day {
			t.Errorf("%s: %s %q is on %v, want %v", how, f.Kind, f.Key, f.Day, b[id].Day)
		}
	}
	for id, f := range a {
		if _, had := b[id]; !had {
			t.Errorf("%s: %s %q is too much", how, f.Kind, f.Key)
		}
	}
}
