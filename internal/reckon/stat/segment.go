package stat

import (
	"math"
	"math/rand/v2"
)

// Exact Bayesian segmentation of plain numbers (Fearnhead 2006) into levels and
// ramps with AR(1) noise that restarts at every boundary.
const (
	noiseFloor   = 0.25 // least noise, in standard deviations of the series
	rampChance   = 0.5
	rampLeast    = 4  // places a ramp has at least
	dropBelow    = 12 // nats below the best start, from where a start is given up
	segmentPaths = 200
	leastBound   = 0.5 // standard deviations: a lesser move is no episode
)

var (
	phis   = [...]float64{0, 0.25, 0.5, 0.75, 0.9}
	sigmas = [...]float64{0.6, 0.8, 1, 1.3, 1.7, 2.5}
)

// Segment reckons plain, finite numbers at equal distances. What it says does
// not depend on their scale or origin. A series of fewer than four numbers, or
// of one value, is a single level.
func Segment(values []float64, seed uint64) Fit {
	y, centre, scale := standardise(values)
	fit := Fit{
		N: len(y), Seed: seed, least: leastBound * scale,
		level: func(h float64) float64 { return centre + scale*h }, height: func(level float64) float64 { return level },
	}
	if len(y) == 0 {
		return fit
	}
	s := newSegmenter(y)
	s.climb()
	fit.Paths = s.sample(segmentPaths, rand.New(rand.NewPCG(seed, 0x5e9)))
	fit.Places = s.places
	return fit
}

// segmenter holds one series and what a pass over it needs.
type segmenter struct {
	y      []float64
	noise  float64
	least  int     // places a segment has at least
	goOn   float64 // log chance that a segment goes on
	end    float64 // less the log chance that it ends
	places []int   // that may be bounds: 0, ..., n
	sums   [len(phis)]*sums
	phi    int // the chosen noise
	sigma  int
	f      []float64   // log evidence of what lies before each place
	back   [][]weighed // for each place, the starts of the segment that ends there
}

// weighed is a start and the log weight of the segment from it.
type weighed struct {
	start  int // index in places
	weight float64
}

func newSegmenter(y []float64) *segmenter {
	mean := max(10, float64(len(y))/2) // length of a segment
	s := &segmenter{y: y, least: 2, goOn: math.Log1p(-1 / mean), end: math.Log(mean)}
	s.noise = max(NoiseScale(y), noiseFloor)
	if p := period(y); p > 0 {
		s.least = p
	}
	s.places = boundaries(y)
	return s
}

// climb finds the noise of greatest evidence, from four starts, one neighbour
// at a time; one start alone may stick.
func (s *segmenter) climb() {
	known := make(map[[2]int]float64)
	evidence := func(at [2]int) float64 {
		if at[0] < 0 || at[0] >= len(phis) || at[1] < 0 || at[1] >= len(sigmas) {
			return math.Inf(-1)
		}
		if v, ok := known[at]; ok {
			return v
		}
		known[at] = s.pass(at[0], at[1])
		return known[at]
	}
	best := [2]int{0, 2}
	for _, at := range [][2]int{{0, 2}, {1, 0}, {2, 3}, {4, 1}} {
		for better := true; better; {
			better = false
			from := at
			for d := range 9 {
				next := [2]int{from[0] + d/3 - 1, from[1] + d%3 - 1}
				if evidence(next) > evidence(at) {
					at, better = next, true
				}
			}
		}
		if evidence(at) > evidence(best) {
			best = at
		}
	}
	s.pass(best[0], best[1])
}

// pass is the forward pass under one noise; it returns the log evidence.
func (s *segmenter) pass(phi, sigma int) float64 {
	if s.sums[phi] == nil {
		s.sums[phi] = sum(s.y, phis[phi])
	}
	s.phi, s.sigma = phi, sigma
	m := len(s.places)
	s.f = resize(s.f, m)
	s.back = resize(s.back, m)
	fit := s.sums[phi].under(s.noise * sigmas[sigma] * math.Sqrt(1-phis[phi]*phis[phi]))
	alive := []int{0}
	s.f[0] = 0
	for e := 1; e < m; e++ {
		var starts []weighed
		best := math.Inf(-1)
		for _, b := range alive {
			w := s.segment(fit, s.places[b], s.places[e])
			if w == math.Inf(-1) {
				continue
			}
			starts = append(starts, weighed{b, s.f[b] + w})
			best = max(best, s.f[b]+w)
		}
		s.back[e] = starts
		s.f[e] = logSum(starts, best)
		alive = s.survivors(alive, starts, best, e)
		if s.f[e] > math.Inf(-1) {
			alive = append(alive, e)
		}
	}
	return s.f[m-1]
}

// survivors are the starts still worth a try, and those still too near to have
// been tried.
func (s *segmenter) survivors(alive []int, starts []weighed, best float64, e int) []int {
	kept := alive[:0]
	i := 0
	for _, b := range alive {
		if i < len(starts) && starts[i].start == b {
			if starts[i].weight >= best-dropBelow {
				kept = append(kept, b)
			}
			i++
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

// segment is the log weight of a segment [from, to): its likelihood and the
// chance of its length. A series shorter than the least length is one segment.
func (s *segmenter) segment(fit fitter, from, to int) float64 {
	n := len(s.y)
	if to-from < s.least && to-from < n {
		return math.Inf(-1)
	}
	w := float64(to-from-1) * s.goOn
	if to < n {
		w -= s.end
	}
	m := fit.moments(from, to)
	level := fit.level(m)
	if to-from < rampLeast {
		return w + level
	}
	return w + logMix(level, fit.ramp(m))
}

// logMix is the log of an even mix of two likelihoods.
func logMix(level, ramp float64) float64 {
	top := max(level, ramp)
	return top + log((1-rampChance)*exp(level-top)+rampChance*exp(ramp-top))
}

func logSum(all []weighed, best float64) float64 {
	if len(all) == 0 || math.IsInf(best, -1) {
		return math.Inf(-1)
	}
	sum := 0.0
	for _, w := range all {
		sum += exp(w.weight - best)
	}
	return best + log(sum)
}

// sample draws paths backward.
func (s *segmenter) sample(paths int, random *rand.Rand) []Path {
	fit := s.sums[s.phi].under(s.noise * sigmas[s.sigma] * math.Sqrt(1-phis[s.phi]*phis[s.phi]))
	all := make([]Path, paths)
	for i := range all {
		for e := len(s.places) - 1; e > 0; {
			b := pick(s.back[e], s.f[e], random)
			all[i] = append(all[i], fit.piece(s.places[b], s.places[e], random))
			e = b
		}
		for a, b := 0, len(all[i])-1; a < b; a, b = a+1, b-1 {
			all[i][a], all[i][b] = all[i][b], all[i][a]
		}
	}
	return all
}

func pick(all []weighed, total float64, random *rand.Rand) int {
	u := random.Float64()
	for _, w := range all {
		if u -= math.Exp(w.weight - total); u < 0 {
			return w.start
		}
	}
	return all[len(all)-1].start
}
