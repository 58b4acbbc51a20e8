package reckon_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/store/storetest"
)

var ctx = context.Background()

// small is a life of some weeks, with meetings and over a change of the clocks.
func small(t *rapid.T) lives.Life {
	l, err := lives.Named(rapid.SampledFrom([]string{"drifting-director", "steady-hand", "parent-on-leave"}).Draw(t, "life"))
	if err != nil {
		t.Fatal(err)
	}
	l.Seed = rapid.Uint64Range(1, 99).Draw(t, "seed")
	l.Diary = l.From + when.Day(rapid.IntRange(0, 30).Draw(t, "diary"))
	return l
}

// homes are anywhere, the ends of the world's zones among them, with a move.
func homes(t *rapid.T, l lives.Life) []timeline.Home {
	all := []timeline.Home{{From: when.NoDay, Zone: location(rapid.SampledFrom([]string{"Europe/Berlin", "Pacific/Pago_Pago", "Pacific/Kiritimati"}).Draw(t, "home"))}}
	if rapid.Bool().Draw(t, "moves") {
		all = append(all, timeline.Home{From: l.From + when.Day(rapid.IntRange(10, 60).Draw(t, "move")), Zone: location("Asia/Tokyo")})
	}
	return all
}

// far are commits of a laptop whose clock stands anywhere: at any offset, some
// of them in days to come or in 2106.
func far(t *rapid.T, l lives.Life) logbook.Batch {
	b := logbook.Batch{
		Place: logbook.Place{Source: "git", Machine: "laptop", Name: "far", URI: "/far/own/.git"}, At: 1, By: "test",
		Position: logbook.Position("1"),
	}
	counts := logbook.Coverage{Place: b.Place, From: l.From, To: when.NoDay, Open: true}
	for i := range rapid.IntRange(0, 6).Draw(t, "far commits") {
		at := l.From.Start(time.UTC) + when.Instant(rapid.Int64Range(0, 24*120).Draw(t, "hour"))*when.Hour
		if rapid.IntRange(0, 5).Draw(t, "2106") == 0 {
			at = when.Date(2106, 1, 1).Start(time.UTC)
		}
		east := rapid.SampledFrom([]int{0, 14 * 3600, -12 * 3600, 9 * 3600}).Draw(t, "east")
		c := logbook.Commit{Object: string(rune('a' + i)), Role: logbook.Authored, As: string(l.Self(1).Identities[0]), Subject: string(rune('a' + i)), Authored: at, Committed: at}
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Kind: logbook.KindCommit, Key: c.Object, Span: when.Span{From: at, To: at}, Zone: when.FixedZone(east),
			Day: at.Day(time.FixedZone("", east)), Body: logbook.Body(c),
		}})
		counts.Facts, counts.Yours = i+1, i+1
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &counts})
	return b
}

// pins are what the person says of some series of the life that no rule knows:
// what is learnt from it, of others and of those that come later, changes days
// long reckoned.
func pins(t *rapid.T, l lives.Life) logbook.Batch {
	b := logbook.Batch{Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"}, At: 1, By: "you"}
	for i := range rapid.IntRange(1, 4).Draw(t, "pins") {
		o := logbook.Occurrence{
			Summary: rapid.SampledFrom([]string{"Handover", "Workshop", "Deep dive"}).Draw(t, "title"),
			Caller:  rapid.SampledFrom([]string{"juno@work.example.org", "kit@work.example.org", l.Person.Email}).Draw(t, "caller"),
		}
		body := logbook.Pin{Title: o.Summary, Kind: rapid.SampledFrom([]string{"focus_build", "admin", "design_review"}).Draw(t, "kind"), At: when.Instant(i + 1)}
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Kind: logbook.KindPin, Key: kinds.KeyOf(&o), Version: logbook.Seq{Stamp: body.At}, Day: when.NoDay, Body: logbook.Body(body),
		}})
	}
	return b
}

// typing is heartbeats of editors, the desktop and an assistant, of two machines
// at once and over midnights, some long ago and some ahead of their time: two
// places, and the second one says again much of what the first one did.
func typing(t *rapid.T, l lives.Life) []logbook.Batch {
	out := []logbook.Batch{{Place: logbook.Place{Source: "wakatime", Machine: "laptop", Name: "vscode", URI: "vscode"}}, {
		Place: logbook.Place{Source: "wakatime", Machine: "tower", Name: "vim", URI: "vim"},
	}}
	for i := range out {
		out[i].At, out[i].By, out[i].Position = 1, "test", logbook.Position("1")
	}
	for range rapid.IntRange(0, 12).Draw(t, "sittings") {
		at := l.From.Start(time.UTC) + when.Instant(rapid.Int64Range(0, 24*120).Draw(t, "hour"))*when.Hour
		if rapid.IntRange(0, 8).Draw(t, "wrong clock") == 0 {
			at = when.At(time.Date(rapid.SampledFrom([]int{1, 1971, 2107}).Draw(t, "year"), 1, 1, 0, 0, 0, 0, time.UTC))
		}
		source := rapid.SampledFrom([]string{"wakatime", "wakatime", "activitywatch", "assistant"}).Draw(t, "source")
		for range rapid.IntRange(1, 12).Draw(t, "beats") {
			at += when.Instant(rapid.Int64Range(0, 16*60).Draw(t, "seconds")) * when.Second
			b := aBeat(t, source, at)
			place := rapid.IntRange(0, 2).Draw(t, "place")
			if place != 1 {
				out[0].Entries = append(out[0].Entries, logbook.Entry{Beat: &b})
			}
			if place != 0 {
				out[1].Entries = append(out[1].Entries, logbook.Entry{Beat: &b})
			}
		}
	}
	return out
}

func aBeat(t *rapid.T, source string, at when.Instant) logbook.Beat {
	b := logbook.Beat{
		Lane: logbook.Lane{Source: source, Machine: rapid.SampledFrom([]string{"laptop", "tower"}).Draw(t, "machine"), Program: "vim"},
		At:   at, Project: rapid.SampledFrom([]string{"ledger", "site"}).Draw(t, "project"), Session: "s",
	}
	switch source {
	case "wakatime":
		b.Type, b.Category = "file", rapid.SampledFrom([]string{"coding", "code reviewing", "ai coding"}).Draw(t, "category")
		b.Raw = []byte(rapid.SampledFrom([]string{"{}", `{"human_line_changes":2}`}).Draw(t, "raw"))
	case "activitywatch":
		b.Type, b.Category = "afkstatus", rapid.SampledFrom([]string{"afk", "not-afk"}).Draw(t, "state")
		b.For = when.Instant(rapid.Int64Range(0, 26*60).Draw(t, "for")) * when.Minute
		b.More = int64(b.For)
	default:
		b.Type = rapid.SampledFrom([]string{logbook.TurnPrompt, logbook.TurnAnswer}).Draw(t, "turn")
	}
	b.Key = fmt.Sprint(b.Lane, b.Type, b.Category, int64(b.At))
	return b
}

// corrections are what the person says of some hours.
func corrections(t *rapid.T, l lives.Life) logbook.Batch {
	b := logbook.Batch{Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"}, At: 1, By: "you"}
	for i := range rapid.IntRange(1, 4).Draw(t, "corrections") {
		from := l.From.Start(time.UTC) + when.Instant(rapid.Int64Range(0, 24*120).Draw(t, "from"))*when.Hour
		s := logbook.Set{From: from, To: from + 2*when.Hour, Work: rapid.SampledFrom([]string{"making", "reviewing", ""}).Draw(t, "work"), At: when.Instant(i + 1)}
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Kind: logbook.KindSet, Key: fmt.Sprint(int64(s.From)), Version: logbook.Seq{Stamp: s.At},
			Span: when.Span{From: s.From, To: s.To}, Day: when.NoDay, Body: logbook.Body(s),
		}})
	}
	return b
}

// remembered is all that a store holds of what was reckoned of the days that are
// over: a series is known for a year ahead, and reckoned further.
func (d *desk) remembered(t fatal, until when.Day) (lines []string) {
	t.Helper()
	for v, err := range d.db.Tallies(ctx, d.grant, when.Days{From: when.Date(1, 1, 1), To: until}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprint(v.Day, v.Measure, v.Sphere, v.Value))
	}
	for v, err := range d.db.Presences(ctx, d.grant, when.Span{}) {
		if err != nil {
			t.Fatal(err)
		}
		if v.Day < until {
			lines = append(lines, fmt.Sprint(v))
		}
	}
	return lines
}

// pieces cuts batches anywhere and mixes those of different places; what a
// place covers comes with its last piece.
func pieces(t *rapid.T, whole []logbook.Batch) (out []logbook.Batch) {
	left := slices.DeleteFunc(slices.Clone(whole), func(b logbook.Batch) bool { return len(b.Entries) == 0 })
	for len(left) > 0 {
		i := rapid.IntRange(0, len(left)-1).Draw(t, "of")
		n := rapid.IntRange(1, max(1, len(left[i].Entries))).Draw(t, "entries")
		b := left[i]
		b.Entries = left[i].Entries[:n:n]
		left[i].Entries = left[i].Entries[n:]
		if len(left[i].Entries) > 0 {
			b.Position = nil
		} else {
			left = append(left[:i:i], left[i+1:]...)
		}
		out = append(out, b)
	}
	return out
}

// However the evidence came, in whatever pieces and order, with looks taken in
// between: the report is that of a store which was given all at once and
// rebuilt.
func TestLookingOnTheWayChangesNothing(t *testing.T) {
	few(t, "12")
	lookOnTheWay(t, func() string { return ":memory:" })
}

// The same in PostgreSQL, against a rebuild in SQLite.
func TestLookingOnTheWayChangesNothingInPostgres(t *testing.T) {
	few(t, "2")
	lookOnTheWay(t, func() string { return server.Schema(t) })
}

// server is the PostgreSQL of this process; the first test that needs it starts it.
var server storetest.Server

// lookOnTheWay looks on the way at a store made at an address.
func lookOnTheWay(t *testing.T, address func() string) {
	rapid.Check(t, func(t *rapid.T) {
		l := small(t)
		at := homes(t, l)
		asked := func(l lives.Life, now when.Day) reckon.Question {
			q := asked(l, now)
			q.Habits.Homes = at
			return q
		}
		first := l.From + when.Day(rapid.IntRange(20, 60).Draw(t, "first until"))
		until := first + when.Day(rapid.IntRange(0, 60).Draw(t, "then until"))
		laptop, said := far(t, l), pins(t, l)
		typed, set := typing(t, l), corrections(t, l)
		part, whole := append(batches(l, first), laptop, said, typed[0], set), append(batches(l, until), laptop, said, set)
		whole = append(whole, typed...)

		onTheWay := newDeskAt(t, address())
		defer onTheWay.db.Close()
		for _, b := range pieces(t, part) {
			onTheWay.put(t, b)
			if rapid.IntRange(0, 2).Draw(t, "look") == 0 {
				q := asked(l, first-when.Day(rapid.IntRange(0, 30).Draw(t, "earlier")))
				onTheWay.look(t, q)
				onTheWay.short(t, q)
			}
		}
		onTheWay.put(t, pieces(t, whole)...)

		atOnce := newDesk(t)
		defer atOnce.db.Close()
		atOnce.put(t, whole...)
		q := asked(l, until)
		got := onTheWay.look(t, q)
		q.Habits.Self.Person = atOnce.person
		if err := atOnce.Rebuild(ctx, atOnce.grant, q); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(text(t, atOnce.look(t, q)), text(t, got)); diff != "" {
			t.Fatalf("looked at on the way it differs (-at once +on the way):\n%s", diff)
		}
		if diff := cmp.Diff(atOnce.short(t, q), onTheWay.short(t, q)); diff != "" {
			t.Fatalf("looked at on the way the short answers differ (-at once +on the way):\n%s", diff)
		}
		if diff := cmp.Diff(atOnce.remembered(t, until), onTheWay.remembered(t, until)); diff != "" {
			t.Fatalf("what is remembered differs (-at once +on the way):\n%s", diff)
		}
		for _, d := range []*desk{onTheWay, atOnce} {
			if marks, err := d.db.Dirty(ctx, d.grant); err != nil || len(marks.Spans) > 0 {
				t.Fatalf("after a look there is still to reckon: %v, %v", marks.Spans, err)
			}
		}
	})
}

// few asks for less than rapid's hundred tries, where each opens stores.
func few(t *testing.T, n string) {
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set(n); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Value.Set(f.DefValue) })
	}
}

// text is a report as --json writes it.
func text(t fatal, r reckon.Report) string {
	t.Helper()
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
