package sim

import (
	"math"
	"slices"

	"github.com/backsight/backsight/internal/reckon/drift"
)

// Score is what the engine said about the lives of one scenario.
type Score struct {
	Scenario
	Lives                      int
	PerTenYears                float64 // false turns
	Within1, Within5, Missed   float64 // parts of the true changes
	Covered, Width             float64 // of the intervals of those found; the median width in weeks
	RightKind, Named, Unsure   float64 // of those found: the kind; as an instrument turn; as step or slide
	NowCovered                 float64 // of the lives
	ThenCovered, MovedCovered  float64 // of the lives that have one
	Moved, Told                float64 // parts of the lives: that have a distance, and one that is not nought by its interval
	RateCovered, RateError     float64 // of those with a rate, where there is one; median relative error
	Rated                      float64 // part of the lives given a rate
	RightState, WrongState     float64
	Alarms                     float64 // part of the lives whose alarm rings at the end
	widths, errors             []float64
	thens                      int
	changes, found, rates, bad int
}

// near is how far from every change a report must be to be false, reach how far
// from a change it may be to find it; weeks.
const (
	near  = 13
	reach = 26
)

// Run scores lives of a scenario under a seed.
func Run(s Scenario, lives int, seed uint64) (Score, error) {
	score := Score{Scenario: s, Lives: lives}
	for i := range lives {
		life := s.Make(seed, i)
		b, err := drift.Take(life.Question)
		if err != nil {
			return Score{}, err
		}
		score.add(life.Truth, b)
	}
	score.finish()
	return score, nil
}

func (s *Score) add(truth Truth, b drift.Backsight) {
	for _, t := range b.Turns {
		if s.isFalse(t, truth) {
			s.bad++
		}
	}
	for _, c := range truth.Changes {
		s.change(c, truth, b.Turns)
	}
	if now := truth.Level[len(truth.Level)-1]; b.Now != nil && b.Now.Low <= now && now <= b.Now.High {
		s.NowCovered++
	}
	s.compare(truth, b)
	if b.Rate != nil && truth.Rate != 0 {
		s.rates++
		if b.Rate.Low <= truth.Rate && truth.Rate <= b.Rate.High {
			s.RateCovered++
		}
		s.errors = append(s.errors, math.Abs(b.Rate.Value/truth.Rate-1))
	}
	switch {
	case b.State == s.State:
		s.RightState++
	case b.State != drift.CannotTell && s.State != "":
		s.WrongState++
	}
	if b.Alarm.Ringing {
		s.Alarms++
	}
}

// compare scores then, and how far now is from it, against the mean level of the
// year that is the reference.
func (s *Score) compare(truth Truth, b drift.Backsight) {
	if b.Then == nil {
		return
	}
	s.thens++
	then := 0.0
	for _, level := range truth.Level[:referenceWeeks] {
		then += level / referenceWeeks
	}
	if b.Then.Low <= then && then <= b.Then.High {
		s.ThenCovered++
	}
	if b.Moved == nil {
		return
	}
	s.Moved++
	moved := truth.Level[len(truth.Level)-1] - then
	if b.Moved.Low <= moved && moved <= b.Moved.High {
		s.MovedCovered++
	}
	if b.Moved.Low > 0 || b.Moved.High < 0 {
		s.Told++
	}
}

// isFalse says whether a report is far from every change. Where a source
// starts and nothing changes any report is false but one named so at it.
func (s *Score) isFalse(t drift.Turn, truth Truth) bool {
	for _, c := range truth.Changes {
		if t.Index >= c.At-near && t.Index <= c.End+near {
			return false
		}
	}
	return true
}

// change scores the report nearest to a change.
func (s *Score) change(c Change, truth Truth, turns []drift.Turn) {
	s.changes++
	best := -1
	for i, t := range turns {
		if t.Index < c.At-reach || t.Index > c.End+reach {
			continue
		}
		if best < 0 || off(t, c) < off(turns[best], c) {
			best = i
		}
	}
	if best < 0 {
		s.Missed++
		return
	}
	t, d := turns[best], off(turns[best], c)
	s.found++
	if d <= 1 {
		s.Within1++
	}
	if d <= 5 {
		s.Within5++
	}
	if t.LowIndex <= c.At && c.At <= t.HighIndex {
		s.Covered++
	}
	s.widths = append(s.widths, float64(t.HighIndex-t.LowIndex))
	s.kind(t, c, truth)
}

func (s *Score) kind(t drift.Turn, c Change, truth Truth) {
	switch {
	case t.Kind == drift.InstrumentOn:
		s.Named++
	case t.Kind == drift.StepOrSlide:
		s.Unsure++
	}
	want := drift.Step
	if c.Slide {
		want = drift.Slide
	}
	if truth.Instrument == c.At {
		want = drift.InstrumentOn
	}
	if t.Kind == want {
		s.RightKind++
	}
}

func off(t drift.Turn, c Change) int { return max(t.Index-c.At, c.At-t.Index) }

func (s *Score) finish() {
	s.PerTenYears = float64(s.bad) / float64(s.Lives*s.Years) * 10
	for _, part := range []*float64{&s.Within1, &s.Within5, &s.Missed} {
		*part /= float64(max(1, s.changes))
	}
	for _, part := range []*float64{&s.Covered, &s.RightKind, &s.Named, &s.Unsure} {
		*part /= float64(max(1, s.found))
	}
	s.Rated = float64(s.rates) / float64(s.Lives)
	s.RateCovered /= float64(max(1, s.rates))
	s.ThenCovered /= float64(max(1, s.thens))
	s.MovedCovered, s.Told = s.MovedCovered/max(1, s.Moved), s.Told/max(1, s.Moved)
	for _, part := range []*float64{&s.NowCovered, &s.RightState, &s.WrongState, &s.Alarms, &s.Moved} {
		*part /= float64(s.Lives)
	}
	s.Width, s.RateError = middle(s.widths), middle(s.errors)
}

func middle(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	return values[len(values)/2]
}
