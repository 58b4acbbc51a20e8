package desk_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/store/storetest"
)

const noon = when.Instant(1_764_489_600_000_000) // 2025-11-30 08:00 UTC

// opened is a desk whose clock stands still until it is moved.
func opened(t interface {
	Fatal(...any)
	Cleanup(func())
}, address string, now *when.Instant,
) *desk.Desk {
	d, err := desk.Open(context.Background(), address, func() when.Instant { return *now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.DB.Close() })
	return d
}

// server is the PostgreSQL of this process; the first test that needs it starts it.
var server storetest.Server

func TestMain(m *testing.M) {
	code := m.Run()
	server.Stop()
	os.Exit(code)
}

func feeling(value float64) record.Entry {
	return record.Energy.New(record.Values{"value": {Number: value}})
}

// TestWithinOneInstant: eight at once, through two desks whose clocks stand still,
// lose nothing of what they say, and what a client names is kept once.
func TestWithinOneInstant(t *testing.T) {
	for engine, empty := range map[string]func(testing.TB) string{
		"sqlite":   func(t testing.TB) string { return filepath.Join(t.TempDir(), "store.db") },
		"postgres": func(t testing.TB) string { return server.Schema(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			now, address := noon, empty(t)
			desks := []*desk.Desk{opened(t, address, &now), opened(t, address, &now)}
			const each = 6
			var wg sync.WaitGroup
			for g := range 8 {
				wg.Go(func() {
					for i := range each {
						named := feeling(float64(g%7 + 1))
						named.ID = fmt.Sprint("phone ", i)
						told, err := desks[g%2].Say(context.Background(), feeling(4), named, feeling(4))
						if err != nil || told[0].ID == told[2].ID {
							t.Error(told, err)
						}
					}
				})
			}
			wg.Wait()
			said, err := desks[0].Said(context.Background(), record.Energy, when.Span{})
			if err != nil || len(said) != 8*each*2+each {
				t.Fatalf("%d entries are there, %v", len(said), err)
			}
			keys := map[string]bool{}
			for _, e := range said {
				keys[e.Key] = true
			}
			if len(keys) != len(said) {
				t.Errorf("%d keys", len(keys))
			}
		})
	}
}

// TestLaterIsLater: what is said of a thing later holds, whatever the machine's
// clock does in between, and so does what is said of a stretch that overlaps.
func TestLaterIsLater(t *testing.T) {
	now := noon
	d := opened(t, ":memory:", &now)
	ctx := context.Background()
	fix := func(year int) {
		t.Helper()
		if _, err := d.Say(ctx, record.Reference.New(record.Values{"period": {Days: when.Year(year)}})); err != nil {
			t.Fatal(err)
		}
	}
	fix(2017)
	now -= when.Hour
	fix(2018)
	now -= when.Hour
	fix(2017)
	said, err := d.Said(ctx, record.Reference, when.Span{})
	if err != nil || len(said) != 1 || said[0].Text("period") != "2017-01-01..2017-12-31" {
		t.Fatal(said, err)
	}
	versions := 0
	for _, err := range d.DB.Versions(ctx, d.Grant, logbook.KindReference, "reference") {
		if versions++; err != nil {
			t.Fatal(err)
		}
	}
	if versions != 3 {
		t.Errorf("%d references were kept, not three", versions)
	}
	correct := func(from, to when.Instant, work string) {
		t.Helper()
		if _, err := d.Say(ctx, record.Set.New(record.Values{"from": {Instant: from}, "to": {Instant: to}, "work": {Text: work}})); err != nil {
			t.Fatal(err)
		}
	}
	correct(10*when.Hour, 12*when.Hour, "making")
	now -= when.Hour
	correct(11*when.Hour, 13*when.Hour, "hiring")
	last, ok, err := d.Corrected(ctx, 11*when.Hour+when.Minute)
	if err != nil || !ok || last.Text("work") != "hiring" {
		t.Error(last, ok, err)
	}
	now -= when.Hour
	if _, err := d.Unsay(ctx, record.Set, last.ID); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := d.Corrected(ctx, 11*when.Hour+when.Minute); ok || err != nil {
		t.Error("a correction that was taken back holds", err)
	}
}

// TestAQueuedCorrection: what a client kept until now stands where it was said, before
// what was said since of a stretch that it shares; two of one moment stand in their order.
func TestAQueuedCorrection(t *testing.T) {
	now := noon
	d := opened(t, ":memory:", &now)
	ctx := context.Background()
	from := noon - 9*when.Hour
	correction := func(hours when.Instant, work string, at when.Instant) record.Entry {
		e := record.Set.New(record.Values{"from": {Instant: from}, "to": {Instant: from + hours*when.Hour}, "work": {Text: work}})
		e.At = at
		return e
	}
	holds := func(work string, entries ...record.Entry) {
		t.Helper()
		told, err := d.Say(ctx, entries...)
		if err != nil || len(told) == 2 && told[0].Said >= told[1].Said {
			t.Fatal(told, err)
		}
		last, ok, err := d.Corrected(ctx, from+when.Minute)
		if err != nil || !ok || last.Text("work") != work {
			t.Errorf("%q holds, not %q: %v", last.Text("work"), work, err)
		}
	}
	holds("making", correction(2, "making", 0)) // said at noon
	now += when.Hour
	holds("making", correction(1, "reviewing", noon-when.Hour))
	holds("hiring", correction(3, "coordinating", noon+when.Minute), correction(4, "hiring", noon+when.Minute))
	holds("learning", correction(5, "learning", 0))
	now -= 2 * when.Hour // the machine's clock went back, and the client's is ahead of it
	holds("mentoring", correction(6, "mentoring", now+when.Second))
}

// TestTheClientsOwnID: the same again is the first, also where it was taken back;
// of a kind with one thing at all, where it says the same.
func TestTheClientsOwnID(t *testing.T) {
	now := noon
	d := opened(t, ":memory:", &now)
	ctx := context.Background()
	say := func(e record.Entry) desk.Kept {
		t.Helper()
		now++
		told, err := d.Say(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		return told[0]
	}
	first, other := feeling(5), feeling(2)
	first.ID, other.ID = "a/1", "a/1"
	if told := say(first); told.Again || told.ID != "a/1" {
		t.Error(told)
	}
	if told := say(other); !told.Again || told.Text("value") != "5" {
		t.Error(told)
	}
	if gone, err := d.Unsay(ctx, record.Energy, "a/1"); err != nil || gone.Text("value") != "5" {
		t.Error(gone, err)
	}
	if told := say(first); !told.Again {
		t.Error("what was taken back came again")
	}
	if said, err := d.Said(ctx, record.Energy, when.Span{}); err != nil || len(said) != 0 {
		t.Error(said, err)
	}
	for _, id := range []string{"a/1", "nobody", ""} {
		if _, err := d.Unsay(ctx, record.Energy, id); fault.KindOf(err) != fault.Nothing {
			t.Errorf("%q: %v", id, err)
		}
	}
	ref := record.Reference.New(record.Values{"period": {Days: when.Year(2017)}})
	ref.ID = "r"
	if say(ref).Again || !say(ref).Again {
		t.Error("a reference said again")
	}
	pin := say(record.Sorted("series/x", "X", "planning"))
	if _, err := d.Unsay(ctx, record.Pin, pin.ID); err != nil {
		t.Error(err)
	}
	if _, err := d.Say(ctx, feeling(8)); err == nil {
		t.Error("8 of 7 was kept")
	} else if _, ok := errors.AsType[*record.Wrong](err); !ok {
		t.Error(err)
	}
	if _, err := d.Say(ctx, record.Entry{Kind: record.Bucket, Values: record.Values{}}); err == nil {
		t.Error("a bucket was said by hand")
	}
}

// TestByAKey: what a program says or takes back with a key names it, of every kind,
// in the entry, in its history and in the audit.
func TestByAKey(t *testing.T) {
	now := noon
	d := opened(t, ":memory:", &now)
	ctx := context.Background()
	entries := []record.Entry{
		feeling(5),
		record.Win.New(record.Values{"text": {Text: "x"}}),
		record.Learned.New(record.Values{"text": {Text: "x"}}),
		record.Give.New(record.Values{"value": {Number: -2}}),
		record.Paper.New(record.Values{"title": {Text: "x"}}),
		record.Prototype.New(record.Values{"text": {Text: "x"}}),
		record.Aim.New(record.Values{"text": {Text: "x"}}),
		record.Role.New(record.Values{"text": {Text: "x"}, "from": {Day: 20000}}),
		record.Life.New(record.Values{"text": {Text: "x"}, "from": {Day: 20000}}),
		record.Reference.New(record.Values{"period": {Days: when.Year(2017)}}),
		record.Set.New(record.Values{"from": {Instant: 1}, "to": {Instant: 2}, "work": {Text: "making"}}),
		record.WorkLevel.New(record.Values{"work": {Text: "making"}, "level": {Number: 1}}),
		record.Identity.New(record.Values{"text": {Text: "ann"}}),
		record.ByHand.New(record.Values{"subject": {Text: "x"}}),
		record.Stranger.New(record.Values{"hash": {Text: who.Stranger(1, "bob@e.x")}}),
		record.Apart.New(record.Values{"where": {Text: "/x.ics"}}),
		record.Sorted("s", "S", "planning"),
		record.Calendar.New(record.Values{"address": {Text: "https://e.x/a.ics"}}),
		record.Server.New(record.Values{"address": {Text: "http://e.x"}, "source": {Text: "activitywatch"}}),
	}
	if len(entries) != len(record.Sayable()) {
		t.Fatalf("%d kinds are said here, of %d", len(entries), len(record.Sayable()))
	}
	for _, e := range entries {
		now++
		e.ID = "own " + e.Kind.Name
		told, err := d.SayBy(ctx, "phone", e)
		if err != nil || told[0].Who() != "phone" || told[0].ID != e.ID {
			t.Fatal(told, err)
		}
		said, err := d.Said(ctx, e.Kind, when.Span{})
		if err != nil || len(said) != 1 || said[0].By != "phone" || said[0].ID != e.ID {
			t.Fatal(said, err)
		}
		now++
		if _, err := d.UnsayBy(ctx, "watch", e.Kind, e.ID); err != nil {
			t.Fatal(err)
		}
		history, err := d.History(ctx, e.Kind, said[0].Key)
		if err != nil || len(history) != 2 || history[0].By != "phone" || history[1].By != "watch" || !history[1].Gone {
			t.Fatal(history, err)
		}
	}
	by := map[string]int{}
	for line, err := range d.DB.AuditEntries(ctx, d.Grant, 0) {
		if err != nil {
			t.Fatal(err)
		}
		by[line.Purpose]++
	}
	if by["key phone"] != len(entries) || by["key watch"] != len(entries) {
		t.Error(by)
	}
	if told, err := d.Say(ctx, feeling(5)); err != nil || told[0].Who() != record.You {
		t.Error(told, err)
	}
}

// TestAllOrNothing: where one entry does not hold none is kept.
func TestAllOrNothing(t *testing.T) {
	now := noon
	d := opened(t, ":memory:", &now)
	if _, err := d.Say(context.Background(), feeling(5), feeling(9)); err == nil {
		t.Fatal("9 of 7 was kept")
	}
	if said, err := d.Said(context.Background(), record.Energy, when.Span{}); err != nil || len(said) != 0 {
		t.Error(said, err)
	}
}

// TestSayingThenUnsaying leaves what is in force as it was.
func TestSayingThenUnsaying(t *testing.T) {
	ctx := context.Background()
	now := noon
	d := opened(t, ":memory:", &now)
	rapid.Check(t, func(t *rapid.T) {
		now = noon
		some := func(label string) record.Entry {
			at := noon + when.Instant(rapid.IntRange(-3, 3).Draw(t, label))
			switch rapid.IntRange(0, 3).Draw(t, label+" kind") {
			case 0:
				return record.Win.New(record.Values{"text": {Text: "a"}}).In(at, time.UTC)
			case 1:
				return record.Life.New(record.Values{"text": {Text: "b"}, "from": {Day: 20000}})
			case 2:
				return record.Identity.New(record.Values{"text": {Text: rapid.SampledFrom([]string{"ann", "bea"}).Draw(t, label+" name")}})
			}
			return feeling(3).In(at, time.UTC)
		}
		inForce := func() map[string]string {
			out := map[string]string{}
			for _, k := range record.Sayable() {
				said, err := d.Said(ctx, k, when.Span{})
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range said {
					out[e.Key] = fmt.Sprint(e.At, e.Values)
				}
			}
			return out
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "before") {
			if _, err := d.Say(ctx, some(fmt.Sprint("entry ", i))); err != nil {
				t.Fatal(err)
			}
		}
		was := inForce()
		e := some("said")
		now += when.Instant(rapid.IntRange(-2, 2).Draw(t, "clock"))
		if e.Kind.Keyed == record.PerName && slices.Contains(slices.Collect(maps.Keys(was)), e.KeyOf(0)) {
			t.Skip("it was known already: what is taken back then was said before")
		}
		told, err := d.Say(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		if is := inForce(); len(is) != len(was)+1 {
			t.Fatalf("of %v came %v", was, is)
		}
		now += when.Instant(rapid.IntRange(-2, 2).Draw(t, "clock again"))
		if _, err := d.Unsay(ctx, e.Kind, told[0].ID); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(was, inForce()); diff != "" {
			t.Fatal(diff)
		}
	})
}
