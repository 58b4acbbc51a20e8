package drift

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

// numbers are two years of plain numbers: some weeks missing, a level until the
// middle and another one from there on.
func numbers(seed uint64, before, after float64) []Week {
	random := rand.New(rand.NewPCG(seed, 5))
	var out []Week
	for i := range 104 {
		level := before
		if i >= 52 {
			level = after
		}
		w := Week{Monday: when.Date(2024, 1, 1) + when.Day(7*i), Value: level + 0.05*random.NormFloat64(), Of: 1, Seen: 1, Known: random.Float64() > 0.1}
		out = append(out, w)
	}
	return out
}

// A source that begins is never drift, not of plain numbers either: the level of
// remove went from 0.0 to 0.6 on the day on which a second source was switched on.
func TestANewSourceIsNoDriftOfPlainNumbers(t *testing.T) {
	began := when.Date(2024, 1, 1) + 52*7
	ask := func(seed uint64, before, after float64, sources ...Instrument) Backsight {
		b, err := Take(Question{
			Series: Series{ID: "remove/all", Kind: Number, Weeks: numbers(seed, before, after)}, Reference: when.Year(2024),
			Instruments: sources, Now: when.Date(2026, 1, 1),
		})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for seed := range uint64(20) {
		b := ask(seed, 0, 0.6, Instrument{ID: "desktop", Start: began, End: when.NoDay})
		if len(b.Turns) == 0 || b.Turns[0].Kind != InstrumentOn || b.Moved != nil {
			t.Errorf("with a source that begins: %+v, moved %v", b.Turns, b.Moved)
		} else if turn := b.Turns[0]; turn.Low < began-5*7 || turn.High > began+5*7 || turn.Low > turn.At || turn.High < turn.At {
			t.Errorf("it lies between %s and %s, the source began on %s", turn.Low, turn.High, began)
		}
		for _, elsewhere := range [][]Instrument{nil, {{ID: "desktop", Start: began - 20*7, End: when.NoDay}}, {{ID: "editor", Start: when.Date(2023, 1, 1), End: when.NoDay}}} {
			if b := ask(seed, 0, 0.6, elsewhere...); len(b.Turns) != 1 || b.Turns[0].Kind == InstrumentOn || b.Moved == nil {
				t.Errorf("with %+v: %+v, moved %v", elsewhere, b.Turns, b.Moved)
			}
		}
		if b := ask(seed, 0.6, 0.6, Instrument{ID: "desktop", Start: began, End: when.NoDay}); b.Moved == nil || slices.ContainsFunc(b.Turns, func(t Turn) bool { return t.Kind == InstrumentOn }) {
			t.Errorf("a source that begins and changes nothing: %+v, moved %v", b.Turns, b.Moved)
		}
	}
}

// The first good year is the earliest of which forty weeks were seen, else the first
// fifty-two weeks.
func TestTheFirstGoodYear(t *testing.T) {
	weeks := func(from when.Day, n int, unseen ...int) (out []Week) {
		for i := range n {
			out = append(out, Week{Monday: from.Monday() + when.Day(7*i), Value: 5, Of: 5, Seen: 1, Known: !slices.Contains(unseen, i)})
		}
		return out
	}
	june, gone := when.Date(2019, 6, 3), []int{}
	for i := 34; i < 50; i++ {
		gone = append(gone, i) // of 2020, so that it has too few
	}
	for name, c := range map[string]struct {
		weeks []Week
		from  when.Day
		want  when.Days
	}{
		"the first whole year":   {weeks(june, 200), when.NoDay, when.Year(2020)},
		"a year with a hole":     {weeks(june, 200, gone...), when.NoDay, when.Year(2021)},
		"no year, but 52 weeks":  {weeks(june, 60), when.NoDay, when.Days{From: june, To: june + 52*7}},
		"too little":             {weeks(june, 51), when.NoDay, when.Days{}},
		"only after a day":       {weeks(june, 200), when.Date(2020, 6, 1), when.Year(2021)},
		"too little after a day": {weeks(june, 100), when.Date(2021, 1, 4), when.Days{}},
		"nothing":                {nil, when.NoDay, when.Days{}},
	} {
		if got := First(Hours, c.weeks, c.from); got.Period != c.want || got.Why == "" {
			t.Errorf("%s: %v (%s), want %v", name, got.Period, got.Why, c.want)
		}
	}
	if !Enough(Hours, weeks(june, 13), when.Year(2019)) || Enough(Hours, weeks(june, 13), when.Year(2020)) || Enough(Hours, weeks(june, 12), when.Year(2019)) {
		t.Error("thirteen weeks of a period are enough to compare with, twelve are not")
	}
}
