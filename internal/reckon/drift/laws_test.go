package drift_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/drift/sim"
)

// steps draws plain numbers that step a few times, clearly.
func steps(t *rapid.T) []float64 {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	var y []float64
	level := 0.0
	for range rapid.IntRange(2, 4).Draw(t, "stretches") {
		level += float64(8 - 16*r.IntN(2))
		for range rapid.IntRange(25, 50).Draw(t, "length") {
			y = append(y, level+0.5*r.NormFloat64())
		}
	}
	return y
}

func numbers(y []float64) drift.Question {
	q := drift.Question{Series: drift.Series{ID: "law", Kind: drift.Number}}
	for _, v := range y {
		q.Series.Weeks = append(q.Series.Weeks, drift.Week{Monday: when.NoDay, Value: v, Known: true})
	}
	return q
}

func take(t interface{ Fatal(...any) }, q drift.Question) drift.Backsight {
	b, err := drift.Take(q)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// indices are those of the turns that nearly all the weight agrees on. One at
// the edge of being told may be told of a series and not of its mirror: the
// paths are sampled.
func indices(b drift.Backsight) []int {
	var at []int
	for _, t := range b.Turns {
		if t.P >= 0.9 {
			at = append(at, t.Index)
		}
	}
	return at
}

func TestScaleAndOriginDoNotShow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := steps(t)
		scale, origin := math.Exp(rapid.Float64Range(-12, 12).Draw(t, "scale")), rapid.Float64Range(-1e3, 1e3).Draw(t, "origin")
		other := make([]float64, len(y))
		for i, v := range y {
			other[i] = (v + origin) * scale
		}
		if a, b := indices(take(t, numbers(y))), indices(take(t, numbers(other))); !slices.Equal(a, b) {
			t.Fatalf("%v becomes %v", a, b)
		}
	})
}

func TestStepsMirror(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := steps(t)
		forward := indices(take(t, numbers(y)))
		slices.Reverse(y)
		back := indices(take(t, numbers(y)))
		slices.Reverse(back)
		if len(forward) != len(back) {
			t.Fatalf("%v becomes %v of %d", forward, back, len(y))
		}
		for i, at := range forward {
			if d := at - (len(y) - back[i]); d < -1 || d > 1 {
				t.Fatalf("%v becomes %v of %d", forward, back, len(y))
			}
		}
	})
}

// life is a simulated life with its question.
func life(t *rapid.T) drift.Question {
	s := rapid.SampledFrom(sim.Scenarios()).Draw(t, "scenario")
	return s.Make(rapid.Uint64Range(0, 1<<40).Draw(t, "seed"), 0).Question
}

func TestUnseenWeeksAtTheEndsChangeOnlyTheIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := life(t)
		before, after := rapid.IntRange(0, 60).Draw(t, "before"), rapid.IntRange(0, 60).Draw(t, "after")
		padded := q
		padded.Series.Weeks = nil
		first, n := q.Series.Weeks[0].Monday, len(q.Series.Weeks)
		for i := -before; i < n+after; i++ {
			w := drift.Week{Monday: first + when.Day(7*i)}
			if i >= 0 && i < n {
				w = q.Series.Weeks[i]
			}
			padded.Series.Weeks = append(padded.Series.Weeks, w)
		}
		a, b := take(t, q), take(t, padded)
		b.Levels = b.Levels[before : before+n]
		for i := range b.Turns {
			b.Turns[i].Index -= before
			b.Turns[i].LowIndex -= before
			b.Turns[i].HighIndex -= before
			if b.Turns[i].EndIndex >= 0 {
				b.Turns[i].EndIndex -= before
			}
		}
		if d := cmp.Diff(a, b); d != "" {
			t.Fatal(d)
		}
	})
}

// A week seen without anything done is not a week that was not seen.
func TestNothingSeenIsNotNothingDone(t *testing.T) {
	q := sim.Scenarios()[0].Make(3, 0).Question
	empty := q
	empty.Series.Weeks = slices.Clone(q.Series.Weeks)
	for i := 260; i < 320; i++ {
		q.Series.Weeks[i].Known = false
		empty.Series.Weeks[i] = drift.Week{Monday: q.Series.Weeks[i].Monday, Of: 2400, Seen: 1, Known: true}
	}
	absent, idle := take(t, q), take(t, empty)
	if len(absent.Turns) != 0 || absent.Levels[290].Known {
		t.Errorf("a hole of 60 weeks has turns %v, level known %v", indices(absent), absent.Levels[290].Known)
	}
	if len(idle.Turns) != 2 || !idle.Levels[290].Known || idle.Levels[290].Value > 0.05 {
		t.Errorf("60 idle weeks have turns %v and the level %+v", indices(idle), idle.Levels[290])
	}
}

// Twice the exposure with twice the minutes is more evidence, never less: over
// some lives, since the paths of one are a sample; their mean is known to some three
// parts in a hundred.
func TestMoreEvidenceNeverWidens(t *testing.T) {
	once, twice := 0.0, 0.0
	for i := range 60 {
		q := sim.Scenarios()[0].Make(9, i).Question
		double := q
		double.Series.Weeks = slices.Clone(q.Series.Weeks)
		for i := range double.Series.Weeks {
			double.Series.Weeks[i].Value *= 2
			double.Series.Weeks[i].Of *= 2
		}
		a, b := take(t, q).Now, take(t, double).Now
		once, twice = once+a.High-a.Low, twice+b.High-b.Low
	}
	if twice > 1.03*once {
		t.Errorf("the mean interval widens from %.4f to %.4f", once/60, twice/60)
	}
}

func TestSameQuestionSameAnswer(t *testing.T) {
	for _, s := range sim.Scenarios() {
		q := s.Make(2, 0).Question
		if d := cmp.Diff(take(t, q), take(t, q)); d != "" {
			t.Errorf("%s: %s", s.Name, d)
		}
	}
}

// A turn is told only when most of the paths have it, inside its interval.
func TestTurnsAreSure(t *testing.T) {
	for _, s := range sim.Scenarios() {
		for i := range 6 {
			for _, turn := range take(t, s.Make(2, i).Question).Turns {
				if turn.P < 0.55 || turn.Index < turn.LowIndex || turn.Index > turn.HighIndex {
					t.Errorf("%s tells %+v", s.Name, turn)
				}
			}
		}
	}
}

// A level seen by one instrument is never subtracted from one seen by another.
func TestInstrumentsAreNotSubtracted(t *testing.T) {
	for _, s := range sim.Scenarios() {
		if s.Name != "source-step" {
			continue
		}
		b := take(t, s.Make(1, 0).Question)
		if len(b.Turns) != 1 || b.Turns[0].Kind != drift.InstrumentOn {
			t.Fatalf("the turns are %+v", b.Turns)
		}
		if b.Moved != nil || b.Alarm.Ringing || b.Then == nil || b.Now == nil {
			t.Errorf("moved %v, alarm %v, then %v, now %v", b.Moved, b.Alarm, b.Then, b.Now)
		}
	}
}
