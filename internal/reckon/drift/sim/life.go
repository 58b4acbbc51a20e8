// Package sim makes synthetic series whose turns are known and scores what the
// engine says about them. It judges the engine and is no part of it: nothing
// that ships imports it. The same seed makes the same series.
package sim

import (
	"math"
	"math/rand/v2"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// Truth is what really happened in a series.
type Truth struct {
	Level      []float64 // by week, in the answer's unit
	Changes    []Change
	Rate       float64 // per year at the end, 0 where nothing slides
	Instrument int     // the week a source started, -1 for none
}

// Change is a step at week At, or a slide from At to End.
type Change struct {
	At, End int
	Slide   bool
}

// Life is a series with its truth.
type Life struct {
	Question drift.Question
	Truth    Truth
}

// world is how noisy a series is.
type world struct {
	phi, sd  float64 // of the AR(1) noise on the logit
	season   float64 // height of a yearly wave on the logit
	quarter  float64 // depth of the dips at quarter ends
	leave    [2]int  // weeks away, from and to; 0, 0 for none
	partTime int     // the week from which 60 % of the hours are worked, 0 for never
	sick     [2]int  // weeks at 40 % of the hours
}

var usual = world{phi: 0.3, sd: 0.35, season: 0.15, quarter: 0.3}

// ordinary is the level of an ordinary week: the mean of the observations
// without the odd weeks and the seasons, in the answer's unit.
func (w world) ordinary(kind drift.Kind, level float64) float64 {
	switch kind {
	case drift.Share:
		return smeared(level, w.sd) * (1 - none(level))
	case drift.Days:
		return 5 * smeared(level/5, 0.5)
	case drift.Count:
		return level * math.Exp(0.25*0.25/2)
	default:
		return level
	}
}

// smeared is the mean of a share whose logit varies normally.
func smeared(p, sd float64) float64 {
	sum, weight := 0.0, 0.0
	for z := -4.0; z <= 4; z += 0.125 {
		w := math.Exp(-z * z / 2)
		sum += w * logistic(logit(p)+sd*z)
		weight += w
	}
	return sum / weight
}

// none is the chance of a week without any.
func none(p float64) float64 { return 0.02 + 0.35*max(0, 1-p/0.46) }

var firstWeek = when.Date(2012, 1, 2)

// referenceWeeks is how long the reference is, from the first week on.
const referenceWeeks = 52

// draw makes the observations of a kind whose level is given by week: a share
// of the hours, days a week of five, a count or hours per full week.
func (w world) draw(kind drift.Kind, level []float64, r *rand.Rand) []drift.Week {
	seen := w.exposure(len(level), r)
	e := noise(len(level), w.phi, r)
	phase := 2 * math.Pi * r.Float64()
	weeks := make([]drift.Week, len(level))
	for t := range weeks {
		weeks[t] = drift.Week{Monday: firstWeek + when.Day(7*t)}
		if seen[t] < 240 {
			continue
		}
		wave := w.season*math.Sin(2*math.Pi*float64(t)/52+phase) + w.dip(t)
		weeks[t].Known = true
		weeks[t].Seen = min(1, seen[t]/2400)
		switch kind {
		case drift.Share:
			w.share(&weeks[t], seen[t], level[t], w.sd*e[t]+wave, r)
		case drift.Days:
			weeks[t].Of = clamp(math.Round(seen[t]/480), 1, 5)
			weeks[t].Value = binomial(int(weeks[t].Of), logistic(logit(level[t]/5)+0.5*e[t]), r)
		case drift.Count:
			mean := level[t] * math.Exp(0.25*e[t]) * weeks[t].Seen
			weeks[t].Value = poisson(mean*gamma(1.5, r)/1.5, r)
		case drift.Hours:
			root := math.Sqrt(level[t]) + 0.55*e[t]*math.Sqrt(0.7+0.3/weeks[t].Seen)
			if r.Float64() < 0.03 {
				root += 2 * float64(1-2*r.IntN(2))
			}
			root = max(0, root)
			weeks[t].Value = root * root * weeks[t].Seen
		}
	}
	return weeks
}

// share is a week of hands-on half-hours among those seen.
func (w world) share(week *drift.Week, seen, p, shift float64, r *rand.Rand) {
	week.Of = seen
	q := logistic(logit(p) + shift)
	if r.Float64() < 0.04 {
		if r.IntN(2) == 0 {
			q = min(0.95, q+0.35)
		} else {
			q *= 0.1
		}
	}
	if r.Float64() < none(p) {
		q = 0
	}
	week.Value = min(seen, 30*binomial(int(seen/30), q, r))
}

// dip is the last two weeks of a quarter, and what the others gain.
func (w world) dip(t int) float64 {
	if t%13 < 2 {
		return -w.quarter
	}
	return w.quarter * 2 / 11
}

// exposure is the minutes seen in every week.
func (w world) exposure(n int, r *rand.Rand) []float64 {
	seen := make([]float64, n)
	for t := range seen {
		seen[t] = 2400 * math.Exp(0.12*r.NormFloat64())
		if r.Float64() < 0.19 {
			seen[t] *= 0.8
		}
		if r.Float64() < 0.015 {
			seen[t] *= float64(5-1-r.IntN(5)) / 5
		}
		if r.Float64() < 0.02 {
			seen[t] = 0
		}
		if w.partTime > 0 && t >= w.partTime {
			seen[t] *= 0.6
		}
		if t >= w.sick[0] && t < w.sick[1] {
			seen[t] *= 0.4
		}
		if t >= w.leave[0] && t < w.leave[1] {
			seen[t] = 0
		}
	}
	for year := 0; year < n; year += 52 {
		summer, other := year+26+r.IntN(8), year+r.IntN(52)
		for _, t := range []int{year, year + 51, summer, summer + 1, other} {
			if t < n {
				seen[t] = 0
			}
		}
	}
	for from := 0; from < n; from += 156 {
		at, long := from+r.IntN(150), 3+r.IntN(4)
		for t := at; t < min(at+long, n); t++ {
			seen[t] = 0
		}
	}
	return seen
}

// noise is AR(1) of variance one.
func noise(n int, phi float64, r *rand.Rand) []float64 {
	e := make([]float64, n)
	last := r.NormFloat64()
	for t := range e {
		last = phi*last + math.Sqrt(1-phi*phi)*r.NormFloat64()
		e[t] = last
	}
	return e
}

func logit(p float64) float64 {
	p = clamp(p, 1e-4, 1-1e-4)
	return math.Log(p / (1 - p))
}
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }

func binomial(n int, p float64, r *rand.Rand) float64 {
	k := 0
	for range n {
		if r.Float64() < p {
			k++
		}
	}
	return float64(k)
}

// gamma is a gamma variate of the shape, scale 1 (Marsaglia & Tsang 2000).
func gamma(shape float64, r *rand.Rand) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// poisson counts arrivals; means here are small.
func poisson(mean float64, r *rand.Rand) float64 {
	k, left := 0, mean
	for {
		left -= r.ExpFloat64()
		if left < 0 {
			return float64(k)
		}
		k++
	}
}
