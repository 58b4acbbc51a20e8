package storetest

import (
	"errors"
	"math"
	"slices"
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
	if _, err := b.Remember(ctx, b.own, upTo, days, logbook.Reckoned{Tallies: tallies}); err != nil {
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
	d := when.Date(2017, 3, 1)
	want := []logbook.Tally{
		{Day: d, Measure: "B", Sphere: "work", Value: 0},
		{Day: d, Measure: "a_b", Value: 5e-324},
		{Day: d, Measure: "ab", Sphere: ""},
		{Day: d, Measure: "ab", Sphere: "ä", Value: math.MaxFloat64},
		{Day: d, Measure: "ä", Sphere: "z", Value: -0.5},
		{Day: d + 1, Measure: "B", Value: 1.0 / 3},
	}
	days := when.Days{From: d, To: d + 2}
	b.remember(t, 0, days, want...)
	same(t, "the tallies", all(t, b.Tallies(ctx, b.own, days)), want)
	same(t, "those of all days", all(t, b.Tallies(ctx, b.own, when.Days{})), want)
	same(t, "those of a day", all(t, b.Tallies(ctx, b.own, when.Days{From: d + 1, To: d + 2})), want[5:])
	b.remember(t, 0, when.Days{From: d, To: d + 1}, want[0])
	same(t, "after one day was replaced", all(t, b.Tallies(ctx, b.own, days)), []logbook.Tally{want[0], want[5]})
	for _, bad := range []logbook.Tally{
		{Day: d, Measure: "x", Value: math.NaN()},
		{Day: d, Measure: "x", Value: math.Inf(1)},
		{Day: d + 2, Measure: "outside"},
		{Day: when.NoDay, Measure: "no day"},
	} {
		if _, err := b.Remember(ctx, b.own, 0, days, logbook.Reckoned{Tallies: []logbook.Tally{bad}}); err == nil {
			t.Errorf("%s on %v was remembered", bad.Measure, bad.Day)
		}
	}
	same(t, "after what was refused", all(t, b.Tallies(ctx, b.own, days)), []logbook.Tally{want[0], want[5]})
}

// changed follows the rows of days through a cursor: what it hands over is what
// changed since, an emptied day too, and all of it after all was thrown away.
func changed(t *testing.T, b *book) {
	d := when.Date(2017, 3, 1)
	b.put(t, b.batch("/a", noon, b.act("one", 0)))
	survey := logbook.Survey{Commits: 3, Squash: 1, Marked: 2, Places: []logbook.PlaceSurvey{{Place: desk("/a"), Works: 2, Squashed: []bool{true, false, true}}}}
	one := logbook.Tally{Day: d, Measure: "m", Value: 1}
	var state logbook.Derived
	read := func(what string, want ...logbook.DayRow) {
		t.Helper()
		var got []logbook.DayRow
		var err error
		state, err = b.Changed(ctx, b.own, state.Generation, func(row *logbook.DayRow) error {
			got = append(got, *row)
			return nil
		})
		same(t, what, must(t, got, err), want)
	}
	remember := func(days when.Days, r logbook.Reckoned) {
		t.Helper()
		if _, err := b.Remember(ctx, b.own, 0, days, r); err != nil {
			t.Fatal(err)
		}
	}
	read("a new store")
	remember(when.Days{}, logbook.Reckoned{Stamp: "s", Tallies: []logbook.Tally{one}, Surveys: map[when.Day]logbook.Survey{d + 9: survey}})
	read("what was remembered", logbook.DayRow{Day: d, Tallies: []logbook.Tally{one}}, logbook.DayRow{Day: d + 9, Survey: survey})
	same(t, "the stamp", state.Stamp, "s")
	read("nothing new")
	remember(when.Days{From: d, To: d + 2}, logbook.Reckoned{Tallies: []logbook.Tally{{Day: d + 1, Measure: "m", Value: 2}}})
	read("a day emptied and one filled", logbook.DayRow{Day: d}, logbook.DayRow{Day: d + 1, Tallies: []logbook.Tally{{Day: d + 1, Measure: "m", Value: 2}}})
	same(t, "the stamp of some days", state.Stamp, "s")
	before := state
	remember(when.Days{}, logbook.Reckoned{Stamp: "t", Tallies: []logbook.Tally{one}})
	read("all of it anew", logbook.DayRow{Day: d, Tallies: []logbook.Tally{one}})
	same(t, "a new epoch", []bool{state.Epoch > before.Generation, state.Stamp == "t"}, []bool{true, true})
	if _, err := b.Remember(ctx, b.own, 0, when.Days{}, logbook.Reckoned{Was: &before.Generation, Stamp: "late"}); !errors.Is(err, logbook.ErrMoved) {
		t.Errorf("what was reckoned from an older state gave %v", err)
	}
	read("nothing of what came too late")
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	read("nothing once it is forgotten")
	same(t, "its stamp", state.Stamp, "")
}

// results come back under their names until all is thrown away.
func results(t *testing.T, b *book) {
	read := func(what, beginning string, want ...logbook.Result) {
		t.Helper()
		same(t, what, all(t, b.Results(ctx, b.own, beginning)), want)
	}
	one := logbook.Result{Name: "drift m", Hash: [32]byte{1}, Body: []byte{0, 255}}
	two := logbook.Result{Name: "drift n", Hash: [32]byte{2}, Body: []byte("b")}
	other := logbook.Result{Name: "other", Body: []byte("c")}
	if err := b.RememberResults(ctx, b.own, two, one, other); err != nil {
		t.Fatal(err)
	}
	read("by the beginning of the name", "drift ", one, two)
	one.Hash, one.Body = [32]byte{3}, []byte("new")
	if err := b.RememberResults(ctx, b.own, one); err != nil {
		t.Fatal(err)
	}
	read("in the place of another", "drift m", one)
	b.remember(t, 0, when.Days{From: 1, To: 2})
	read("as before where some days are reckoned", "", one, two, other)
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	read("nothing once it is forgotten", "")
}

// counted holds what is kept of the kinds against a count of all of them, and
// gives the digest of the evidence.
func (b *book) counted(t fatal) string {
	t.Helper()
	is, err := b.Generations(ctx, b.own)
	must(t, is, err)
	again, err := b.Recount(ctx, b.own)
	same(t, "the kinds, counted again", must(t, again, err), is)
	return is.Data()
}

// kindGenerations: what changes of a kind changes its generation and no other,
// and the sums are those of a recount.
func kindGenerations(t *testing.T, b *book) {
	was := logbook.Generations{}
	changed := func(what string, want ...logbook.Kind) {
		t.Helper()
		is, err := b.Generations(ctx, b.own)
		must(t, is, err)
		var got []logbook.Kind
		for kind, v := range is {
			if v.N != was[kind].N {
				got = append(got, kind)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		same(t, what, got, want)
		b.counted(t)
		was = is
	}
	begun := b.batch("/a", noon, b.act("one", 1))
	begun.Position = nil
	b.put(t, begun)
	changed("the first batch of a reading", logbook.KindCommit, logbook.KindSighting)
	b.put(t, b.batch("/a", noon, b.act("one", 1)))
	changed("the same again")
	b.put(t, b.batch("/b", noon+1, b.act("one", 1)))
	changed("seen elsewhere", logbook.KindSighting)
	id := b.act("one", 1).ID()
	going := b.batch("/b", noon+2)
	going.Entries = []logbook.Entry{{Gone: &id}}
	b.put(t, going)
	changed("gone from there", logbook.KindSighting)
	data := was.Data()
	newer, older := b.act("one", 2), b.act("one", 3)
	newer.Version.N, older.Version.N = 2, 1
	b.put(t, b.batch("/a", noon+3, newer))
	changed("another version", logbook.KindCommit, logbook.KindSighting)
	if was.Data() == data {
		t.Error("another version is the same evidence")
	}
	data = was.Data()
	b.put(t, b.batch("/a", noon+4, older))
	changed("an older version", logbook.KindSighting)
	same(t, "the evidence", was.Data(), data)
	b.put(t, b.heard("/e", noon, beat(0, "/x")))
	changed("a heartbeat", logbook.KindBeat, logbook.KindCoverage)
	data = was.Data()
	longer := beat(0, "/x")
	longer.More = 7
	b.put(t, b.heard("/e", noon, longer))
	changed("a longer one of the same key", logbook.KindBeat)
	if was.Data() == data {
		t.Error("another heartbeat is the same evidence")
	}
	deleted := b.act("one", 2)
	deleted.Version.N, deleted.Gone = 3, true
	b.put(t, b.batch("/a", noon+5, deleted))
	changed("its deletion", logbook.KindCommit, logbook.KindSighting)
	same(t, "what is left of it", was[logbook.KindCommit].Count, int64(0))
	covers := b.batch("/a", noon+6)
	covers.Entries = []logbook.Entry{{Counts: &logbook.Coverage{From: 100, To: 200}}}
	b.put(t, covers)
	changed("what a place covers", logbook.KindCoverage)
	life := b.act("life", 5)
	life.Kind = logbook.KindLife
	data = was.Data()
	b.put(t, b.batch("/said", noon+7, life))
	changed("what the person says", logbook.KindLife, logbook.KindSighting)
	same(t, "the evidence without what is said", was.Data(), data)
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
	want := logbook.Tally{Day: d, Measure: "m", Value: 1}
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
