package storetest

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

func (b *book) dirty(t fatal) logbook.Marks {
	t.Helper()
	m, err := b.Dirty(ctx, b.own)
	return must(t, m, err)
}

func (b *book) remember(t fatal, upTo int64, days when.Days, tallies ...logbook.Tally) {
	t.Helper()
	if err := b.Remember(ctx, b.own, upTo, days, logbook.Reckoned{Tallies: tallies}); err != nil {
		t.Fatal(err)
	}
}

// utcDay is the span of a day of UTC.
func utcDay(d when.Day) when.Span { return d.Span(timeUTC) }

// marks follows what each sort of change marks.
func marks(t *testing.T, b *book) {
	one, far := b.act("one", 0), b.act("far", 1000)
	nowhen := b.act("unplaced", 0)
	nowhen.Span = when.Span{}
	same(t, "a new store", b.dirty(t), logbook.Marks{})
	clean := func(what string, want ...when.Span) {
		t.Helper()
		m := b.dirty(t)
		same(t, what, m.Spans, want)
		b.remember(t, m.UpTo, when.Days{})
		same(t, what+", once remembered", b.dirty(t).Spans, []when.Span(nil))
	}
	b.put(t, b.batch("/a", noon, far, one, nowhen))
	clean("new facts", one.Span, far.Span)
	b.put(t, b.batch("/a", noon, far, one))
	b.put(t, b.batch("/a", noon+1, far, one, nowhen))
	clean("the same again")
	b.put(t, b.batch("/b", noon+2, far))
	clean("seen at another place", far.Span)
	left := b.batch("/a", noon+3)
	id := one.ID()
	left.Entries = []logbook.Entry{{Gone: &id}}
	b.put(t, left)
	clean("gone from a place", one.Span)
	moved := b.act("one", 500)
	moved.Version.N = 1
	b.put(t, b.batch("/a", noon+4, moved))
	clean("moved to another time", one.Span, moved.Span)
	b.put(t, b.batch("/a", noon+4, b.act("near", 2000), b.act("nearer", 2010)))
	clean("two that are near each other", when.Span{From: b.act("", 2000).Span.From, To: b.act("", 2010).Span.To})
	older := b.act("far", 700)
	older.Version.N = -1
	b.put(t, b.batch("/a", noon+5, older))
	clean("an older version that comes late", older.Span)
	covers := b.batch("/a", noon+6)
	covers.Entries = []logbook.Entry{{Counts: &logbook.Coverage{From: 100, To: 200}}}
	b.put(t, covers)
	clean("a place that speaks of days", when.Span{From: utcDay(100).From, To: utcDay(200).From})
	covers.At++
	covers.Entries = []logbook.Entry{{Counts: &logbook.Coverage{From: 90, To: 210}}}
	b.put(t, covers)
	clean("a place that speaks of more days",
		when.Span{From: utcDay(90).From, To: utcDay(100).From}, when.Span{From: utcDay(200).From, To: utcDay(210).From})
}

// generations puts between a question and its answer.
func generations(t *testing.T, b *book) {
	d := noon.Day(timeUTC)
	b.put(t, b.batch("/a", noon, b.act("one", 0), b.act("ten days on", 240)))
	asked := b.dirty(t)
	b.put(t, b.batch("/a", noon+1, b.act("meanwhile", 1)))
	b.remember(t, asked.UpTo, when.Days{})
	left := b.dirty(t)
	same(t, "what came meanwhile", left.Spans, []when.Span{b.act("", 1).Span})
	b.put(t, b.batch("/a", noon+2, b.act("ten days back", -240)))
	b.remember(t, b.dirty(t).UpTo, when.Days{From: d - 10, To: d})
	same(t, "what lies outside the days", b.dirty(t).Spans, []when.Span{b.act("", 1).Span})
	b.remember(t, b.dirty(t).UpTo, when.Days{From: d, To: d + 1})
	same(t, "the rest", b.dirty(t).Spans, []when.Span(nil))
	trip := b.act("trip", 0)
	trip.Span = when.Span{From: utcDay(d - 5).From, To: utcDay(d + 5).To}
	b.put(t, b.batch("/a", noon+3, trip))
	b.remember(t, b.dirty(t).UpTo, when.Days{From: d - 2, To: d + 2})
	same(t, "both ends of a long mark", b.dirty(t).Spans,
		[]when.Span{{From: trip.Span.From, To: utcDay(d - 2).From}, {From: utcDay(d + 2).From, To: trip.Span.To}})
}

// tallies remembers names whose order differs between bytes and a language.
func tallies(t *testing.T, b *book) {
	n := func(f float64) *float64 { return &f }
	d := when.Date(2017, 3, 1)
	want := []logbook.Tally{
		{Day: d, Measure: "B", Sphere: "work", Stamp: "s", Value: n(0), Of: n(1), Seen: n(0.1), Body: []byte(`{"a":[]}`)},
		{Day: d, Measure: "a_b", Stamp: "s", Value: nil, Seen: n(5e-324)},
		{Day: d, Measure: "ab", Sphere: "", Stamp: "s"},
		{Day: d, Measure: "ab", Sphere: "ä", Stamp: "s", Value: n(math.MaxFloat64)},
		{Day: d, Measure: "ä", Sphere: "z", Stamp: "s", Of: n(-0.5)},
		{Day: d + 1, Measure: "B", Stamp: "t", Value: n(1.0 / 3)},
	}
	days := when.Days{From: d, To: d + 2}
	b.remember(t, 0, days, want[5], want[3], want[1], want[4], want[0], want[2])
	same(t, "the tallies", all(t, b.Tallies(ctx, b.own, days)), want)
	same(t, "those of all days", all(t, b.Tallies(ctx, b.own, when.Days{})), want)
	same(t, "those of a day", all(t, b.Tallies(ctx, b.own, when.Days{From: d + 1, To: d + 2})), want[5:])
	b.remember(t, 0, when.Days{From: d, To: d + 1}, want[0])
	same(t, "after one day was replaced", all(t, b.Tallies(ctx, b.own, days)), []logbook.Tally{want[0], want[5]})
	for _, bad := range []logbook.Tally{
		{Day: d, Measure: "x", Value: n(math.NaN())},
		{Day: d, Measure: "x", Seen: n(math.Inf(1))},
		{Day: d + 2, Measure: "outside"},
		{Day: when.NoDay, Measure: "no day"},
	} {
		if err := b.Remember(ctx, b.own, 0, days, logbook.Reckoned{Tallies: []logbook.Tally{bad}}); err == nil {
			t.Errorf("%s on %v was remembered", bad.Measure, bad.Day)
		}
	}
	same(t, "after what was refused", all(t, b.Tallies(ctx, b.own, days)), []logbook.Tally{want[0], want[5]})
}

// forget throws all derived away; what must be reckoned again covers all facts.
func forget(t *testing.T, b *book) {
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal("an empty store: ", err)
	}
	first, last := b.act("first", 0), b.act("last", 2000)
	last.Span.To += 400 * when.Hour
	b.put(t, b.batch("/a", noon, last, first))
	d := when.Date(2017, 3, 1)
	want := logbook.Tally{Day: d, Measure: "m", Stamp: "s", Body: []byte("{}")}
	b.remember(t, b.dirty(t).UpTo, when.Days{}, want)
	lines := len(b.lines(t))
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	same(t, "the tallies", all(t, b.Tallies(ctx, b.own, when.Days{})), []logbook.Tally(nil))
	m := b.dirty(t)
	same(t, "what is dirty", m.Spans, []when.Span{{From: first.Span.From, To: last.Span.To}})
	same(t, "the facts", b.keys(t, when.Span{}), []string{"first", "last"})
	b.remember(t, m.UpTo, when.Days{}, want)
	if diff := cmp.Diff([]logbook.Tally{want}, all(t, b.Tallies(ctx, b.own, when.Days{}))); diff != "" {
		t.Error(diff)
	}
	same(t, "the audit lines of all that", len(b.lines(t)), lines)
}
