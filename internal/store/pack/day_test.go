package pack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

var somePlaces = map[int64]logbook.Place{1: {Source: "git", URI: "/a"}, 300: {Source: "git", URI: "/b"}}

func packDay(d logbook.DayRow, words *book) []byte {
	return pack.Day(nil, d, pack.Numbers{Word: func(s string) uint64 { return words.Number([]byte(s)) }, Place: func(p logbook.Place) uint64 {
		for n, at := range somePlaces {
			if at == p {
				return uint64(n)
			}
		}
		return 0
	}})
}

// A day comes back as it was packed.
func TestDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := newBook(always)
		d := logbook.DayRow{Day: 7}
		for range rapid.IntRange(0, 4).Draw(t, "tallies") {
			d.Tallies = append(d.Tallies, logbook.Tally{Day: 7, Measure: rapid.StringN(0, 3, -1).Draw(t, "measure"), Sphere: rapid.SampledFrom([]string{"", "all", "work"}).Draw(t, "sphere"), Value: rapid.Float64().Draw(t, "value")})
		}
		n := rapid.IntRange(0, 300)
		d.Survey = logbook.Survey{Commits: n.Draw(t, "commits"), Squash: n.Draw(t, "squash"), UTC: n.Draw(t, "utc"), Marked: n.Draw(t, "marked")}
		for _, p := range somePlaces {
			if rapid.Bool().Draw(t, "there") {
				d.Survey.Places = append(d.Survey.Places, logbook.PlaceSurvey{Place: p, Works: n.Draw(t, "works"), Made: n.Draw(t, "made"), Squashed: rapid.SliceOfN(rapid.Bool(), 0, 20).Draw(t, "squashed")})
			}
		}
		if len(d.Survey.Places) == 2 && rapid.Bool().Draw(t, "shared") {
			d.Survey.Shared = []logbook.SharedWorks{{First: 0, Other: 1, Works: n.Draw(t, "shared works")}}
		}
		for range rapid.IntRange(0, 3).Draw(t, "met") {
			d.Survey.Met = append(d.Survey.Met, logbook.Met{What: "language", Name: rapid.StringN(0, 3, -1).Draw(t, "name"), Source: "git", Machine: rapid.SampledFrom([]string{"", "laptop"}).Draw(t, "machine"), Count: n.Draw(t, "count")})
		}
		if len(d.Tallies) == 0 && d.Survey.None() {
			d.Survey = logbook.Survey{}
		}
		out := logbook.DayRow{Day: 7}
		if err := pack.ReadDay(packDay(d, words), words.words, somePlaces, &out); err != nil {
			t.Fatal(err)
		}
		for _, p := range [][]logbook.PlaceSurvey{d.Survey.Places, out.Survey.Places} {
			for i := range p {
				if len(p[i].Squashed) == 0 {
					p[i].Squashed = nil
				}
			}
		}
		if diff := cmp.Diff(d, out); diff != "" {
			t.Fatalf("(-packed +unpacked)\n%s", diff)
		}
	})
}

// A day that an older program packed is read with what it says.
func TestOldDay(t *testing.T) {
	out := logbook.DayRow{Day: 7}
	old := []byte{1, 0, 3, 0, 0, 1, 1, 1, 2, 2, 0b10} // 3 commits, one marked, of one place 2 works and two commits
	if err := pack.ReadDay(old, nil, somePlaces, &out); err != nil {
		t.Fatal(err)
	}
	want := logbook.Survey{Commits: 3, Marked: 1, Places: []logbook.PlaceSurvey{{Place: somePlaces[1], Works: 2, Squashed: []bool{false, true}}}}
	if diff := cmp.Diff(want, out.Survey); diff != "" {
		t.Error(diff)
	}
	if pack.ReadDay([]byte{2, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0}, nil, somePlaces, &out) == nil {
		t.Error("works are shared by places that are not there")
	}
}

func someMonth(t *rapid.T) []logbook.Occurrence {
	texts := rapid.SampledFrom([]string{"", "a", "Weekly sync", "ä@example.org"})
	at := rapid.Int64Range(-1<<50, 1<<50)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) logbook.Occurrence {
		o := logbook.Occurrence{
			UID: texts.Draw(t, "uid"), Summary: texts.Draw(t, "summary"), Calendar: texts.Draw(t, "calendar"), Zone: texts.Draw(t, "zone"),
			Caller: texts.Draw(t, "caller"), With: texts.Draw(t, "with"), Categories: texts.Draw(t, "categories"), Answer: logbook.Answer(texts.Draw(t, "answer")),
			Span: when.Span{From: when.Instant(at.Draw(t, "from")), To: when.Instant(at.Draw(t, "to"))}, Created: when.Instant(at.Draw(t, "created")),
			Days: when.Days{From: when.Day(rapid.IntRange(-9, 30_000).Draw(t, "first")), To: when.NoDay}, Weight: rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "weight"),
			People: rapid.IntRange(0, 900).Draw(t, "people"), Outside: rapid.IntRange(0, 9).Draw(t, "outside"),
		}
		o.Event[3] = byte(rapid.IntRange(0, 255).Draw(t, "id"))
		for _, is := range []*bool{&o.AllDay, &o.Away, &o.Floating, &o.Series, &o.Unruled, &o.Endless, &o.Mine} {
			*is = rapid.Bool().Draw(t, "is")
		}
		return o
	}), 0, 9).Draw(t, "month")
}

// A month comes back as it was packed.
func TestMonth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := someMonth(t)
		got, err := pack.ReadMonth(pack.Month(nil, want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-packed +unpacked)\n%s", diff)
		}
	})
}

// What is no month and no day is refused, and takes no more room than its length.
func FuzzReadRows(f *testing.F) {
	f.Add(pack.Month(nil, []logbook.Occurrence{{UID: "u", Summary: "s"}}))
	f.Add(packDay(logbook.DayRow{Tallies: []logbook.Tally{{Measure: "m", Value: 1}}, Survey: logbook.Survey{Commits: 1, Places: []logbook.PlaceSurvey{{Place: somePlaces[1], Squashed: []bool{true}}}}}, newBook(always)))
	f.Fuzz(func(t *testing.T, body []byte) {
		if all, err := pack.ReadMonth(body); err == nil && len(all) > len(body) {
			t.Errorf("%d occurrences in %d bytes", len(all), len(body))
		}
		row := logbook.DayRow{}
		if err := pack.ReadDay(body, pack.Dictionary{"m", "all"}, somePlaces, &row); err == nil && len(row.Tallies) > len(body) {
			t.Errorf("%d tallies in %d bytes", len(row.Tallies), len(body))
		}
	})
}
