package drift

import (
	"math"

	"github.com/backsight/backsight/internal/reckon/stat"
)

// The unit in which minutes are trials, and how many of them a week must have.
const (
	halfHour    = 30
	leastHalves = 8
	mostHalves  = 336 // of a week
	leastSeen   = 0.1 // part of a week for counts and hours
	plausible   = 1e9 // a greater count or number of hours is counted as this
)

// observed says whether a week says anything: it has evidence, and enough of it.
func observed(kind Kind, w Week) bool {
	if !w.Known {
		return false
	}
	switch kind {
	case Share:
		return math.Round(w.Of/halfHour) >= leastHalves
	case Days:
		return math.Round(w.Of) >= 1
	case Count, Hours:
		return w.Seen >= leastSeen
	default:
		return true
	}
}

// obs is what a week says in the words of stat.
func obs(kind Kind, w Week) stat.Obs {
	if !observed(kind, w) {
		return stat.Obs{}
	}
	switch kind {
	case Share:
		of := min(math.Round(w.Of/halfHour), mostHalves)
		return stat.Obs{Value: math.Round(w.Value / w.Of * of), Of: of, Known: true}
	case Days:
		of := math.Round(w.Of)
		return stat.Obs{Value: min(math.Round(w.Value), of), Of: of, Known: true}
	case Count:
		return stat.Obs{Value: min(math.Round(w.Value), plausible), Of: min(w.Seen, 1), Known: true}
	default:
		return stat.Obs{Value: min(w.Value, plausible), Of: min(w.Seen, 1), Known: true}
	}
}

// family is the observation model of a kind.
func family(kind Kind) stat.Family {
	switch kind {
	case Share:
		return stat.Portion
	case Days:
		return stat.Tally
	case Count:
		return stat.Count
	default:
		return stat.Amount
	}
}

// series is the frame in the words of stat, a place an entry.
func (f *frame) series(kind Kind) []stat.Obs {
	out := make([]stat.Obs, f.n)
	for i, w := range f.weeks {
		if p := f.place[i]; p >= 0 && p < f.n {
			out[p] = obs(kind, w)
		}
	}
	return out
}

// sight is an observation as a level, and its place.
type sight struct {
	stat.Point
	place int
}

// levels are the observations as levels, in the answer's unit, with their
// places and weights: a week of which little was seen weighs less.
func (f *frame) levels(kind Kind) []sight {
	usual := f.usual(kind, f.weeks)
	var out []sight
	for i, w := range f.weeks {
		p := f.place[i]
		if p < 0 || p >= f.n || !f.seen[p] {
			continue
		}
		point := stat.Point{At: f.time(i), Value: w.Value, Weight: 1}
		switch kind {
		case Share, Days:
			point.Value = w.Value / w.Of * f.unit
			point.Weight = 1 / (0.7 + 0.3*usual/w.Of)
		case Count, Hours:
			point.Value = w.Value / min(w.Seen, 1)
			point.Weight = 1 / (0.7 + 0.3/min(w.Seen, 1))
		}
		out = append(out, sight{point, p})
	}
	return out
}

// numbers are the known values of a series of plain numbers.
func (f *frame) numbers() []float64 {
	var y []float64
	for _, w := range f.weeks {
		if w.Known {
			y = append(y, w.Value)
		}
	}
	return y
}

// usual is the exposure that some weeks usually have: the median where they have any.
func (f *frame) usual(kind Kind, weeks []Week) float64 {
	var of []float64
	for _, w := range weeks {
		if observed(kind, w) {
			of = append(of, w.Of)
		}
	}
	return stat.Median(of)
}
