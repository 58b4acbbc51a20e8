package stat

import (
	"math"
	"slices"
)

// Gaps is a habit: how long it usually is from one time to the next, as a
// mixture of two geometric distributions, one for the usual gap and one for the
// long ones.
type Gaps struct {
	Share       float64 // of the short kind
	Short, Long float64 // chance per step that the gap ends
}

// FitGaps fits the habit to gaps of at least one step by 60 rounds of
// expectation and maximisation, from .8, .6 and .15, smoothed so that few gaps
// claim little.
func FitGaps(gaps []int) Gaps {
	g := Gaps{0.8, 0.6, 0.15}
	for range 60 {
		var short, shortTime, long, longTime float64
		for _, gap := range gaps {
			d := float64(gap)
			a := g.Share * g.Short * math.Pow(1-g.Short, d-1)
			b := (1 - g.Share) * g.Long * math.Pow(1-g.Long, d-1)
			part := 1.0
			if a+b > 0 {
				part = a / (a + b)
			}
			short, shortTime = short+part, shortTime+part*d
			long, longTime = long+1-part, longTime+(1-part)*d
		}
		g.Share = (short + 1) / (short + long + 2)
		g.Short = (short + 1) / (shortTime + 2)
		g.Long = (long + 1) / (longTime + 2)
	}
	return g
}

// Outlast is the chance that a gap is longer than d steps.
func (g Gaps) Outlast(d int) float64 {
	return g.Share*math.Pow(1-g.Short, float64(d)) + (1-g.Share)*math.Pow(1-g.Long, float64(d))
}

// Rare is the least d that a gap outlasts with at most this chance; never more
// than 10,000.
func (g Gaps) Rare(chance float64) int {
	for d := 1; d < 10_000; d++ {
		if g.Outlast(d) <= chance {
			return d
		}
	}
	return 10_000
}

// Threshold is how many steps without the thing are out of habit: where the
// mixture expects one false alarm in ten years of so many gaps a year, but not
// before the longest gap of the reference times 1.5, or 2 when the reference
// is shorter than two years. It needs 8 gaps; else ok is false.
func Threshold(gaps []int, years float64) (d int, ok bool) {
	if len(gaps) < 8 || years <= 0 {
		return 0, false
	}
	perYear := float64(len(gaps)) / years
	kappa := 1.5
	if years < 2 {
		kappa = 2
	}
	longest := int(math.Ceil(kappa * float64(slices.Max(gaps))))
	return max(FitGaps(gaps).Rare(0.1/perYear), longest), true
}
