package stat

import (
	"math"
	"slices"
)

// Family says how an observation varies about its level.
type Family int

// The families.
const (
	Portion Family = iota // k of m trials, many of them: a part of the exposure
	Tally                 // k of m trials, a handful
	Count                 // whole numbers whose mean is proportional to the exposure
	Amount                // positive numbers whose mean is proportional to the exposure
)

// Obs is what one place of the series showed: Value of Of trials (Portion,
// Tally), or Value at exposure Of, 1 for a full one (Count, Amount). Where
// Known is false nothing was seen, which is not zero.
type Obs struct {
	Value, Of float64
	Known     bool
}

// contamination is the part of observations that mean nothing: one odd
// observation costs a path at most about the log of its inverse.
const contamination = 0.03

// manyTrials is how many make it no matter if a few are rounded off.
const manyTrials = 32

// negligible is the log of a likelihood that does not show beside the floor.
const negligible = -20

// The least moves that are told: on the scale of even noise, the arcsine of the
// root, for parts; in cells for what has a grid of its own.
const (
	leastPortion = 0.05
	leastTally   = 0.09
	leastCells   = 5
)

// The part of the inflation that is believed of a tally, and the most: on
// announced changes of role all of it finds too little, too late.
const (
	tallyTrust   = 0.6
	tallyCeiling = 4
)

// pauseBegin is the hazard of a pause: about two a year.
const pauseBegin = 1.0 / 26

// pair is an observation without its place: observations that are alike share
// a row of emissions.
type pair struct{ value, of float64 }

// sample is a series as a family sees it.
type sample struct {
	pairs []pair
	at    []int32 // the pair of each place, -1 where nothing was seen
	seen  int
	model model
}

// model is a family fitted to the scale of one series. A nuisance is chosen by
// evidence, (a, b) numbers its candidates.
type model interface {
	// cells are the levels of k cells, in ascending order, and more cells than
	// asked for are never needed: level(x) is the level at cell position x.
	level(x float64, k int) float64
	// choices are how many candidates the two nuisances have.
	choices() (a, b int)
	// likelihood prepares candidate (a, b) on k cells and returns what writes
	// the likelihood of a pair at each cell, up to a factor that is the same
	// for all candidates.
	likelihood(a, b, k int) func(p pair, dst []float64)
	// height puts an observation, or a level, on the scale where its noise is
	// about the same at every level.
	height(x float64) float64
	// least is how far, on that scale, a level must move to be told.
	least() float64
	// rate is the observation as an estimate of the level.
	rate(p pair) float64
	// believe is the inflation that is used, given the one that was measured on
	// the part of the observations that are not odd.
	believe(inflation, part float64) float64
	// odd says whether a candidate explains the observation apart from the
	// level, so that it says nothing about how neighbours go together.
	odd(n nuisance, p pair) bool
	// pauses are the pauses of a candidate; nothing is the likelihood of a pair
	// in one, on the scale of likelihood.
	pauses(n nuisance) pause
	nothing(n nuisance, p pair) float64
}

// noPause is a model that knows no pauses.
type noPause struct{}

func (noPause) pauses(nuisance) pause          { return pause{} }
func (noPause) nothing(nuisance, pair) float64 { return 0 }

// gather puts a series in the shape the passes need.
func gather(family Family, series []Obs) sample {
	s := sample{at: make([]int32, len(series))}
	index := make(map[pair]int32)
	for t, o := range series {
		s.at[t] = -1
		if !o.Known || o.Of <= 0 {
			continue
		}
		p := pair{o.Value, o.Of}
		i, ok := index[p]
		if !ok {
			i = int32(len(s.pairs))
			index[p] = i
			s.pairs = append(s.pairs, p)
		}
		s.at[t] = i
		s.seen++
	}
	s.model = modelOf(family, s)
	return s
}

func modelOf(family Family, s sample) model {
	switch family {
	case Portion:
		return &binomial{move: leastPortion, trust: 1, ceiling: 8, offset: 0.5, span: func(k int) float64 { return float64(k) * 100 / 96 }, sizes: []float64{7, 14, 28, 56}, zeros: []float64{0.01, 0.2, 0.3, 0.42, 0.55, 0.75}, most: s.most()}
	case Tally:
		return &binomial{move: leastTally, trust: tallyTrust, ceiling: tallyCeiling, offset: 0.5, span: func(k int) float64 { return float64(k) }, sizes: []float64{4, 8, 16, 60}, zeros: []float64{0.01, 0.3}, rests: []float64{3, 8}, most: s.most()}
	case Count:
		return countsOf(s)
	default:
		return amountsOf(s)
	}
}

// coarse is the sample for the pilot passes, whose cells are wide: trials in
// steps of eight where there are many, so that more observations are alike.
func (s sample) coarse() sample {
	index := make(map[pair]int32, len(s.pairs))
	to := make([]int32, len(s.pairs))
	rough := sample{at: make([]int32, len(s.at)), seen: s.seen, model: s.model}
	for i, p := range s.pairs {
		if p.of >= manyTrials {
			of := math.Floor(p.of/8) * 8
			p = pair{math.Round(p.value * of / p.of), of}
		}
		j, ok := index[p]
		if !ok {
			j = int32(len(rough.pairs))
			index[p] = j
			rough.pairs = append(rough.pairs, p)
		}
		to[i] = j
	}
	for t, i := range s.at {
		if rough.at[t] = -1; i >= 0 {
			rough.at[t] = to[i]
		}
	}
	return rough
}

// most is the greatest exposure, in whole trials.
func (s sample) most() int {
	m := 1.0
	for _, p := range s.pairs {
		m = max(m, p.of)
	}
	return int(m)
}

// rates are the observations in order, as estimates of the level.
func (s sample) rates() []float64 {
	var all []float64
	for _, i := range s.at {
		if i >= 0 {
			all = append(all, s.pairs[i].value/s.pairs[i].of)
		}
	}
	return all
}

// binomial is the zero-inflated beta-binomial of k in m trials: extra variation
// by size (the prior number of trials; small is wild), and an extra chance of
// none at all that falls off with the level.
type binomial struct {
	move           float64   // the least that is told
	trust, ceiling float64   // of the inflation: the part believed, and the most
	rests          []float64 // mean lengths of pauses, each a candidate after those of zeros
	offset         float64
	span           func(k int) float64 // what level 1 is in cells
	sizes          []float64
	zeros          []float64
	most           int
	rises          []float64 // reused tables
}

func (b *binomial) level(x float64, k int) float64 { return (x + b.offset) / b.span(k) }
func (b *binomial) choices() (int, int)            { return len(b.sizes), len(b.zeros) + len(b.rests) }
func (b *binomial) height(x float64) float64       { return math.Asin(math.Sqrt(clamp(x, 0, 1))) }
func (b *binomial) least() float64                 { return b.move }
func (b *binomial) rate(p pair) float64            { return p.value / p.of }

// believe dilutes the inflation by how many of the neighbours are both not odd.
func (b *binomial) believe(inflation, part float64) float64 {
	if b.trust < 1 {
		part = 1
	}
	return min(1+(inflation-1)*b.trust*part*part, b.ceiling)
}

func (b *binomial) odd(n nuisance, p pair) bool {
	return p.value == 0 && b.zero(n.b) > b.zeros[0]
}

// zero is the height of the extra chance of none of a candidate; those with
// pauses have the least.
func (b *binomial) zero(candidate int) float64 {
	if candidate < len(b.zeros) {
		return b.zeros[candidate]
	}
	return b.zeros[0]
}

func (b *binomial) pauses(n nuisance) pause {
	if n.b < len(b.zeros) {
		return pause{}
	}
	return pause{pauseBegin, 1 / b.rests[n.b-len(b.zeros)]}
}

func (b *binomial) nothing(n nuisance, p pair) float64 {
	floor := contamination / (p.of + 1)
	if p.value == 0 {
		return 1 - contamination + floor
	}
	return floor
}

// none is the extra chance of none at all at level p.
func none(z0, p float64) float64 {
	if z0 <= 0.01 {
		return z0
	}
	return z0 * math.Exp(-p/0.2)
}

func (b *binomial) likelihood(ai, zi, k int) func(pair, []float64) {
	size, z0, n := b.sizes[ai], b.zero(zi), b.most+1
	b.rises = resize(b.rises, (2*k+1)*n)
	hit, miss, all := b.rises[:k*n], b.rises[k*n:2*k*n], b.rises[2*k*n:]
	zero := make([]float64, k)
	for c := range k {
		p := b.level(float64(c), k)
		zero[c] = none(z0, p)
		q := min(0.985, p/(1-zero[c]))
		rise(hit[c*n:(c+1)*n], q*size)
		rise(miss[c*n:(c+1)*n], (1-q)*size)
	}
	rise(all, size)
	return func(o pair, dst []float64) {
		v, m := int(o.value), int(o.of)
		base := logChoose(m, v) - all[m]
		floor := contamination / float64(m+1)
		for c := range dst {
			f := 0.0
			if x := base + hit[c*n+v] + miss[c*n+m-v]; x > negligible {
				f = (1 - zero[c]) * exp(min(x, 0))
			}
			if v == 0 {
				f += zero[c]
			}
			dst[c] = (1-contamination)*f + floor
		}
	}
}

// rise fills dst[k] with the sum of log(a+i) over i < k: the log of the rising
// factorial, by which the beta-binomial needs no gamma function.
func rise(dst []float64, a float64) {
	sum := 0.0
	for k := range dst {
		dst[k] = sum
		sum += log(a + float64(k))
	}
}

func logChoose(m, k int) float64 {
	if k == 0 || k == m {
		return 0
	}
	a, _ := math.Lgamma(float64(m + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(m - k + 1))
	return a - b - c
}

// counts is the negative binomial on a grid even in the root of the mean.
type counts struct {
	noPause
	low, high float64 // roots of the lowest and the highest mean
	sizes     []float64
	most      float64
}

func countsOf(s sample) *counts {
	rates := s.rates()
	slices.Sort(rates)
	c := &counts{low: 0.05, high: max(1, 1.05*math.Sqrt(Quantile(rates, 0.995))), sizes: []float64{0.5, 1, 2, 4, 10, 40}}
	for _, p := range s.pairs {
		c.most = max(c.most, p.value)
	}
	return c
}

func (m *counts) level(x float64, k int) float64 {
	root := m.low + (x+0.5)/float64(k)*(m.high-m.low)
	return root * root
}
func (m *counts) choices() (int, int)          { return len(m.sizes), 1 }
func (m *counts) height(x float64) float64     { return math.Sqrt(max(0, x)) }
func (m *counts) believe(v, _ float64) float64 { return v }
func (m *counts) least() float64               { return leastCells * (m.high - m.low) / fullCells }
func (m *counts) rate(p pair) float64          { return p.value / p.of }
func (m *counts) odd(nuisance, pair) bool      { return false }

func (m *counts) likelihood(a, _, k int) func(pair, []float64) {
	r, floor := m.sizes[a], contamination/(m.most+1)
	means := make([]float64, k)
	for c := range means {
		means[c] = m.level(float64(c), k)
	}
	return func(o pair, dst []float64) {
		base := logNegativeBase(r, o.value)
		for c, mean := range means[:len(dst)] {
			dst[c] = floor
			if x := base + logNegativeRest(r, o.value, mean*o.of); x > negligible+log(floor) {
				dst[c] += (1 - contamination) * exp(min(x, 0))
			}
		}
	}
}

// The negative binomial of size r and mean mu in two parts, of which only the
// second depends on the mean.
func logNegativeBase(r, k float64) float64 {
	a, _ := math.Lgamma(r + k)
	b, _ := math.Lgamma(r)
	c, _ := math.Lgamma(k + 1)
	return a - b - c
}

func logNegativeRest(r, k, mu float64) float64 {
	return -r*math.Log1p(mu/r) - k*math.Log1p(r/mu)
}

// amounts is the normal on the root of value over exposure.
type amounts struct {
	noPause
	low, high, noise float64
	widths           []float64
}

func amountsOf(s sample) *amounts {
	roots := s.rates()
	for i, r := range roots {
		roots[i] = math.Sqrt(r)
	}
	noise := NoiseScale(roots)
	slices.Sort(roots)
	low, high := Quantile(roots, 0.005), Quantile(roots, 0.995)
	room := max(0.05*(high-low), 0.02*high, 1e-6)
	low, high = low-room, high+room
	return &amounts{low: low, high: high, noise: max(noise, (high-low)/96), widths: []float64{0.7, 1, 1.4, 2, 2.8}}
}

func (m *amounts) level(x float64, k int) float64 {
	root := max(0, m.low+(x+0.5)/float64(k)*(m.high-m.low))
	return root * root
}
func (m *amounts) choices() (int, int)          { return len(m.widths), 1 }
func (m *amounts) height(x float64) float64     { return math.Sqrt(max(0, x)) }
func (m *amounts) believe(v, _ float64) float64 { return v }
func (m *amounts) least() float64               { return leastCells * (m.high - m.low) / fullCells }
func (m *amounts) rate(p pair) float64          { return p.value / p.of }
func (m *amounts) odd(nuisance, pair) bool      { return false }

func (m *amounts) likelihood(a, _, k int) func(pair, []float64) {
	floor := contamination / (m.high - m.low)
	roots := make([]float64, k)
	for c := range roots {
		roots[c] = m.low + (float64(c)+0.5)/float64(k)*(m.high-m.low)
	}
	return func(o pair, dst []float64) {
		sd := m.noise * m.widths[a] * math.Sqrt(0.7+0.3/o.of)
		root := math.Sqrt(o.value / o.of)
		scale := (1 - contamination) / (sd * math.Sqrt(2*math.Pi))
		for c, at := range roots[:len(dst)] {
			z := (root - at) / sd
			if dst[c] = floor; z > -9 && z < 9 {
				dst[c] += scale * exp(-z*z/2)
			}
		}
	}
}
