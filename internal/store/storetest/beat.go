package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// beat is a heartbeat at a number of seconds of the tests' own count.
func beat(second int, entity string) logbook.Beat {
	at := noon + when.Instant(second)*when.Second
	return logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "desk", Program: "vscode"},
		Key:  fmt.Sprintf("desk vscode %s file %d", entity, at), At: at, Zone: "Europe/Berlin",
		Type: "file", Entity: entity, Project: "river", Branch: "main", Language: "Go", Category: "coding", Write: second%2 == 0,
		Raw: fmt.Appendf(nil, `{"entity":%q,"time":%d.5,"is_write":%t,"lines":null}`, entity, at/when.Second, second%2 == 0),
	}
}

// heard is a batch of beats at a place.
func (b *book) heard(uri string, at when.Instant, beats ...logbook.Beat) logbook.Batch {
	out := logbook.Batch{Person: b.me, Place: logbook.Place{Source: "wakatime", Machine: "desk", URI: uri}, At: at, By: "test", Twins: true}
	for i := range beats {
		out.Entries = append(out.Entries, logbook.Entry{Beat: &beats[i]})
	}
	return out
}

// items are the beats within a span with their Raw.
func (b *book) items(t fatal, span when.Span, sources ...string) []logbook.Beat {
	t.Helper()
	return all(t, b.Items(ctx, b.own, span, sources...))
}

// bare are beats without their Raw.
func bare(beats []logbook.Beat) []logbook.Beat {
	out := slices.Clone(beats)
	for i := range out {
		out[i].Raw = nil
	}
	return out
}

func beats(t *testing.T, b *book) {
	plain := beat(0, "/home/me/main.go")
	empty := logbook.Beat{Lane: logbook.Lane{Source: "assistant"}, At: noon + 1}
	odd := logbook.Beat{
		Lane: logbook.Lane{Source: "activitywatch", Machine: "ü\x00", Program: "aw"}, Key: "k\x00\xff", More: -7, At: noon + 2, For: 3*when.Hour + 1,
		Zone: "+05:45", Type: "currentwindow", Entity: "a\tb", Session: "s", Raw: []byte("no JSON \x00\xff"),
	}
	want := []logbook.Beat{plain, empty, odd}
	same(t, "what was kept", b.put(t, b.heard("/a", noon, odd, empty, plain)), logbook.Kept{New: 3})
	same(t, "the items", b.items(t, when.Span{}), want)
	same(t, "the beats", all(t, b.Beats(ctx, b.own, when.Span{})), bare(want))
	again := bookAt(t, b.dsn)
	same(t, "the items of a store opened again", again.items(t, when.Span{}), want)
	same(t, "what was kept again", again.put(t, again.heard("/a", noon, odd, plain)), logbook.Kept{Same: 2})
	same(t, "the audit lines", len(b.lines(t)), 2)
	same(t, "what a line counts", b.lines(t)[1].Counts, map[string]int64{"beats": 3})
	b.sound(t)
	mixed := b.heard("/a", noon, beat(9, "x"))
	mixed.Entries = append(mixed.Entries, logbook.Entry{Fact: b.act("one", 0)})
	if _, err := b.Put(ctx, mixed); err == nil {
		t.Error("a batch of beats and facts was kept")
	}
	same(t, "the items after it", len(b.items(t, when.Span{})), 3)
}

func beatRanges(t *testing.T, b *book) {
	var in []logbook.Beat
	for i := range 300 {
		one := beat(i, fmt.Sprint("/", i%7))
		if i%3 == 0 {
			one.Lane.Source = "assistant"
		}
		in = append(in, one)
	}
	b.put(t, b.heard("/a", noon, in[200:]...))
	b.put(t, b.heard("/a", noon, in[:200]...))
	span := when.Span{From: in[10].At, To: in[20].At}
	same(t, "all", b.items(t, when.Span{}), in)
	same(t, "those of a time", b.items(t, span), in[10:20])
	var some []logbook.Beat
	for _, one := range in[10:20] {
		if one.Lane.Source == "assistant" {
			some = append(some, one)
		}
	}
	same(t, "those of a source", b.items(t, span, "assistant"), some)
	same(t, "those of two", b.items(t, span, "assistant", "wakatime"), in[10:20])
	same(t, "those of none", len(b.items(t, span, "other")), 0)
}

// beatArrival is the law of arrival for beats: few instants, entities and
// versions, so that they meet.
func beatArrival(t *testing.T, a *book) {
	b := bookAt(t, a.empty(t))
	check := 0
	rapid.Check(t, func(t *rapid.T) {
		check++
		in := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) logbook.Beat {
			one := beat(check*10_000+rapid.IntRange(0, 3).Draw(t, "second"), rapid.SampledFrom([]string{"/a", "/b"}).Draw(t, "entity"))
			one.More = rapid.Int64Range(0, 1).Draw(t, "more")
			one.Zone = rapid.SampledFrom([]string{"UTC", "+01:00"}).Draw(t, "zone")
			one.Raw = fmt.Appendf(nil, `{"n":%d}`, rapid.IntRange(0, 2).Draw(t, "n"))
			return one
		}), 1, 20).Draw(t, "beats")
		a.put(t, a.heard("/a", noon, in...))
		var parts [][]logbook.Beat
		for rest := in; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "part")
			parts = append(parts, rest[:n])
			if rapid.Bool().Draw(t, "again") {
				parts = append(parts, rest[:n])
			}
			rest = rest[n:]
		}
		for _, part := range rapid.Permutation(parts).Draw(t, "order") {
			b.put(t, b.heard("/a", noon, rapid.Permutation(part).Draw(t, "inside")...))
		}
		from := noon + when.Instant(check)*10_000*when.Second
		span := when.Span{From: from, To: from + 4*when.Second}
		if diff := cmp.Diff(a.items(t, span), b.items(t, span)); diff != "" {
			t.Fatalf("the two ways end differently (-straight +crooked):\n%s", diff)
		}
		if diff := cmp.Diff(all(t, a.Spares(ctx, a.own, span)), all(t, b.Spares(ctx, b.own, span))); diff != "" {
			t.Fatalf("the two ways keep others beside (-straight +crooked):\n%s", diff)
		}
	})
	same(t, "the evidence", b.counted(t), a.counted(t))
	one, err := a.Coverage(ctx, a.own)
	two, err2 := b.Coverage(ctx, b.own)
	same(t, "what the places cover", must(t, one, err), must(t, two, err2))
	a.sound(t)
	b.sound(t)
}

func greaterBeats(t *testing.T, b *book) {
	version := func(source string, more int64, raw string) logbook.Beat {
		one := beat(0, "/a")
		one.Lane.Source, one.More, one.Raw = source, more, []byte(raw)
		return one
	}
	for _, source := range []string{"wakatime", "assistant"} {
		heard := func(beats ...logbook.Beat) logbook.Batch {
			batch := b.heard("/a", noon, beats...)
			batch.Twins = source == "wakatime" // whose beats of one key do not contain each other
			return batch
		}
		small, large, longer := version(source, 0, `{"a":1}`), version(source, 0, `{"a":2}`), version(source, 1, `{"a":0}`)
		same(t, "the first", b.put(t, heard(large)), logbook.Kept{New: 1})
		same(t, "a smaller one", b.put(t, heard(small)), logbook.Kept{Same: 1})
		same(t, "what stays", b.items(t, when.Span{}, source), []logbook.Beat{large})
		same(t, "a longer one", b.put(t, heard(longer, longer, small)), logbook.Kept{Same: 3})
		same(t, "what stays at last", b.items(t, when.Span{}, source), []logbook.Beat{longer})
	}
	var beside []string
	for _, s := range all(t, b.Spares(ctx, b.own, when.Span{})) {
		beside = append(beside, s.Lane.Source+string(s.Raw))
	}
	same(t, "what is kept beside", sorted(beside), []string{`wakatime{"a":1}`, `wakatime{"a":2}`})
}

func beatCoverage(t *testing.T, b *book) {
	late, early, between := beat(0, "/a"), beat(-40*86_400, "/a"), beat(-20*86_400, "/a")
	late.Zone = "Pacific/Kiritimati" // a day ahead
	ancient, future := beat(0, "/a"), beat(3*3600, "/a")
	ancient.At = when.Date(1, 1, 1).Start(timeUTC)
	b.put(t, b.heard("/a", noon, between))
	b.put(t, b.heard("/a", noon, late, ancient, future))
	b.put(t, b.heard("/a", noon, early, late))
	bad := b.heard("/a", noon)
	bad.Entries = []logbook.Entry{{Bad: &logbook.BadRow{What: "no time", Row: "{}"}}}
	same(t, "a bad one", b.put(t, bad), logbook.Kept{Bad: 1})
	got, err := b.Coverage(ctx, b.own)
	d := noon.Day(timeUTC)
	same(t, "what it covers", must(t, got, err), []logbook.Coverage{{
		Place: logbook.Place{Source: "wakatime", Machine: "desk", URI: "/a"}, From: d - 39, To: d + 2, Facts: 5, Yours: 5, Undated: 2, Bad: 1,
	}})
	p, err := b.Places(ctx, b.own)
	same(t, "the facts of the place", must(t, p, err)[0].Facts, 5)
	same(t, "its bad rows", p[0].Bad, 1)
	for _, c := range []struct{ at, first, last when.Instant }{
		{noon + 30*when.Second, noon, noon}, // is noted once a minute
		{noon + when.Minute, noon, noon + when.Minute},
		{noon - 1, noon - 1, noon + when.Minute},
	} {
		b.put(t, b.heard("/a", c.at, late))
		p, err := b.Places(ctx, b.own)
		same(t, "when it was heard", must(t, p, err)[0].First, c.first)
		same(t, "when it was last heard", p[0].Last, c.last)
	}
}

// beatMarks follows what beats mark, those of a wrong clock too.
func beatMarks(t *testing.T, b *book) {
	d := noon.Day(timeUTC)
	clear := func() {
		t.Helper()
		b.remember(t, b.dirty(t).UpTo, when.Days{})
		same(t, "once remembered", b.dirty(t).Spans, []when.Span(nil))
	}
	b.put(t, b.heard("/a", noon, beat(0, "/a"), beat(30*86_400, "/far")))
	ancient := beat(0, "/ancient")
	ancient.At = when.Date(1, 1, 1).Start(timeUTC)
	b.put(t, b.heard("/a", noon, ancient))
	same(t, "a beat of tomorrow is not due, and one of antiquity never", b.dirty(t).Spans, []when.Span{utcDay(d)})
	clear()
	b.put(t, b.heard("/a", noon+1, beat(0, "/a")))
	same(t, "the same again", b.dirty(t).Spans, []when.Span(nil))
	asked := b.dirty(t)
	b.put(t, b.heard("/a", noon+2, beat(1, "/a")))
	asked2 := b.dirty(t)
	b.put(t, b.heard("/a", noon+3, beat(2, "/a")))
	b.remember(t, asked.UpTo, when.Days{})
	b.remember(t, asked2.UpTo, when.Days{})
	same(t, "what came meanwhile", b.dirty(t).Spans, []when.Span{utcDay(d)})
	clear()
	long := beat(3, "/long")
	long.Lane.Source, long.For = "activitywatch", 2*24*when.Hour
	b.put(t, b.heard("/b", noon+4, long))
	b.remember(t, b.dirty(t).UpTo, when.Days{})
	long.For, long.More = 0, 1
	b.put(t, b.heard("/b", noon+5, long))
	same(t, "one that was longer", b.dirty(t).Spans, []when.Span{{From: utcDay(d).From, To: utcDay(d + 2).To}})
	clear()
	b.now = noon + 30*24*when.Hour - when.Hour
	same(t, "once its time has come", len(b.dirty(t).Spans), 1)
	b.remember(t, b.dirty(t).UpTo, when.Days{})
	same(t, "until it has passed", len(b.dirty(t).Spans), 1)
	b.now += when.Hour
	b.remember(t, b.dirty(t).UpTo, when.Days{})
	same(t, "a last time", len(b.dirty(t).Spans), 1)
	clear()
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	same(t, "all again", b.dirty(t).Spans, []when.Span{{From: noon, To: noon + 30*24*when.Hour}})
}

func presences(t *testing.T, b *book) {
	d := noon.Day(timeUTC)
	at := func(day when.Day, from, to int) logbook.Presence {
		start := day.Start(timeUTC)
		return logbook.Presence{
			Day: day, Span: when.Span{From: start + when.Instant(from)*when.Minute, To: start + when.Instant(to)*when.Minute},
			Lane: logbook.Lane{Source: "wakatime", Machine: "desk", Program: "vim"}, Type: "file", Project: fmt.Sprint("p", from),
			Branch: "b", Language: "Go", Category: "coding", Session: "s", Zone: "UTC",
		}
	}
	want := []logbook.Presence{at(d, 0, 10), at(d, 10, 20), at(d, 30, 31), at(d+1, 0, 5), at(d+2, 1, 2)}
	remember := func(days when.Days, some ...logbook.Presence) error {
		_, err := b.Remember(ctx, b.own, 0, days, logbook.Reckoned{Presences: some})
		return err
	}
	if err := remember(when.Days{}, want...); err != nil {
		t.Fatal(err)
	}
	same(t, "all", all(t, b.Presences(ctx, b.own, when.Span{})), want)
	same(t, "those of a time", all(t, b.Presences(ctx, b.own, when.Span{From: want[1].Span.From + 1, To: want[3].Span.From + 1})), want[1:4])
	twice := append(slices.Clone(want), at(d+2, 1, 2))
	twice[5].Span = when.Span{From: want[4].Span.To + 60, To: want[4].Span.To + 90}
	if err := remember(when.Days{}, twice...); err != nil {
		t.Fatal(err)
	}
	sums := slices.Clone(want)
	sums[4].Span.To += 30
	same(t, "the sums", all(t, b.PresenceSums(ctx, b.own, when.Days{})), sums)
	same(t, "those of two days", all(t, b.PresenceSums(ctx, b.own, when.Days{From: d + 1, To: d + 3})), sums[3:])
	if err := remember(when.Days{}, want...); err != nil {
		t.Fatal(err)
	}
	if err := remember(when.Days{From: d, To: d + 2}, at(d+1, 7, 8)); err != nil {
		t.Fatal(err)
	}
	left := []logbook.Presence{at(d+1, 7, 8), want[4]}
	same(t, "after two days were replaced", all(t, b.Presences(ctx, b.own, when.Span{})), left)
	for _, bad := range [][]logbook.Presence{{at(d+2, 0, 1)}, {at(d, 5, 6), at(d, 5, 7)}, {at(d, 6, 5)}, {at(d+1, 0, 1), at(d, 0, 1)}} {
		if remember(when.Days{From: d, To: d + 2}, bad...) == nil {
			t.Errorf("%v was remembered", bad)
		}
	}
	same(t, "after what was refused", all(t, b.Presences(ctx, b.own, when.Span{})), left)
	if err := b.Forget(ctx, b.own); err != nil {
		t.Fatal(err)
	}
	same(t, "once forgotten", all(t, b.Presences(ctx, b.own, when.Span{})), []logbook.Presence(nil))
}
