package drift_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/drift/sim"
)

// What the reference was is said by its own weeks: whatever comes before or after them,
// however much of it was read, then stays what it is.
func TestTheReferenceNeverMoves(t *testing.T) {
	all := sim.Scenarios()
	rapid.Check(t, func(t *rapid.T) {
		s := all[rapid.IntRange(0, len(all)-1).Draw(t, "scenario")]
		q := s.Make(rapid.Uint64().Draw(t, "life"), 0).Question
		from := rapid.IntRange(0, 20).Draw(t, "the first week of the reference")
		year := when.Days{From: q.Series.Weeks[from].Monday, To: q.Series.Weeks[from].Monday + 52*7}
		q.Reference = year
		whole := take(t, q)

		other := q
		cut := rapid.IntRange(from+52, len(q.Series.Weeks)).Draw(t, "weeks read")
		other.Series.Weeks = append([]drift.Week{}, q.Series.Weeks[rapid.IntRange(0, from).Draw(t, "not read"):cut]...)
		whole7 := rapid.Bool().Draw(t, "the other weeks are seen whole")
		for i, w := range other.Series.Weeks {
			if !year.Has(w.Monday) && whole7 && q.Series.Kind == drift.Days && w.Known {
				other.Series.Weeks[i].Of = 7
			}
			if !year.Has(w.Monday) && rapid.IntRange(0, 3).Draw(t, "another life") == 0 {
				other.Series.Weeks[i].Value = 0
			}
		}
		if d := cmp.Diff(whole.Then, take(t, other).Then); d != "" {
			t.Fatalf("%s: the reference moved: %s", s.Name, d)
		}
	})
}

// What a series is called decides nothing.
func TestEqualSeriesGiveEqualNumbers(t *testing.T) {
	for _, s := range sim.Scenarios() {
		q := s.Make(5, 0).Question
		other := q
		other.Series.ID = "another name"
		if d := cmp.Diff(take(t, q), take(t, other)); d != "" {
			t.Errorf("%s: %s", s.Name, d)
		}
	}
}

// lived are so many weeks of a kind, fully seen, each with a value by its number.
func lived(n int, of float64, value func(i int) float64) (out []drift.Week) {
	for i := range n {
		out = append(out, drift.Week{Monday: when.Date(2012, 1, 2) + when.Day(7*i), Value: value(i), Of: of, Seen: 1, Known: true})
	}
	return out
}

// Where nothing at all was done since a turn, or for a year, the level is nought and
// not a little more than that; how much it may be all the same stands in the interval.
func TestNothingIsNought(t *testing.T) {
	of := map[drift.Kind]float64{drift.Days: 7, drift.Share: 2400, drift.Count: 1, drift.Hours: 1}
	lives := map[string]func(i int) float64{
		"stops after two years": func(i int) float64 { return float64((2 + i%3) * max(0, min(1, 104-i))) },
		"does little, and then nothing for years": func(i int) float64 {
			if i < 150 && i%9 == 0 {
				return 1
			}
			return 0
		},
	}
	for kind, exposure := range of {
		for name, life := range lives {
			value := func(i int) float64 {
				if kind == drift.Share {
					return 200 * life(i)
				}
				return life(i)
			}
			ask := func(value func(int) float64) drift.Backsight {
				return take(t, drift.Question{Series: drift.Series{Kind: kind, Weeks: lived(520, exposure, value)}, Reference: when.Year(2012), Now: when.Date(2022, 1, 1)})
			}
			b := ask(value)
			if b.Now.Value != 0 || b.Now.Low != 0 || b.Now.High <= 0 || math.Abs(b.Moved.Value+b.Then.Value) > 1e-9 {
				t.Errorf("%s, %s: now is %+v, then %+v, moved %+v", kind, name, *b.Now, *b.Then, *b.Moved)
			}
			for _, turn := range b.Turns[max(0, len(b.Turns)-1):] {
				if turn.To != 0 {
					t.Errorf("%s, %s: the last turn is to %v", kind, name, turn.To)
				}
			}
			once := ask(func(i int) float64 {
				if i == 500 {
					return max(1, value(0)/2)
				}
				return value(i)
			})
			if once.Now.Value == 0 {
				t.Errorf("%s, %s: with one thing done in the last year now is nought", kind, name)
			}
		}
	}
}

// What nothing leaves open gets less with every year: three in as many weeks.
func TestNothingForLongLeavesLittleOpen(t *testing.T) {
	four := func(i int) float64 {
		if i == 27 || i == 29 || i == 66 || i == 68 {
			return 1
		}
		return 0
	}
	before := math.Inf(1)
	for _, n := range []int{200, 400, 900} {
		b := take(t, drift.Question{Series: drift.Series{Kind: drift.Count, Weeks: lived(n, 1, four)}, Reference: when.Year(2012), Now: when.Date(2040, 1, 1)})
		if b.Now.High > before || b.Now.High > 24/float64(n-69) {
			t.Errorf("after %d weeks without one now is %+v", n-69, *b.Now)
		}
		before = b.Now.High
	}
}

// Golden: a reference in which every week had three days of seven is three days a week;
// one of none is none.
func TestThenIsWhatTheWeeksWere(t *testing.T) {
	three := func(i int) float64 {
		if i < 52 {
			return 3
		}
		return float64(i % 2)
	}
	b := take(t, drift.Question{Series: drift.Series{Kind: drift.Days, Weeks: lived(300, 7, three)}, Reference: when.Year(2012), Now: when.Date(2018, 1, 1)})
	if b.Then.Value < 2.9 || b.Then.Value > 3.1 || b.Then.Low > 3 || b.Then.High < 3 {
		t.Errorf("then is %+v", *b.Then)
	}
	none := take(t, drift.Question{Series: drift.Series{Kind: drift.Days, Weeks: lived(300, 7, func(i int) float64 { return float64(i / 100) })}, Reference: when.Year(2012), Now: when.Date(2018, 1, 1)})
	if none.Then.Value != 0 || none.Then.Low != 0 || none.Then.High <= 0 || none.Turns[0].From != 0 {
		t.Errorf("then is %+v, and the first turn %+v", *none.Then, none.Turns[0])
	}
}
