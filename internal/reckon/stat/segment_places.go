package stat

import (
	"math"
	"slices"
)

// Where a bound may lie: everywhere in a short series, in a long one only near
// the strongest signs of a jump or a kink.
const (
	everywhere = 200 // places up to which every one is a candidate
	strongest  = 20  // signs of each sort in a series of up to a thousand
	mostSigns  = 80
	beside     = 2 // places on either side of a sign
)

var halfWidths = [...]int{4, 8, 16, 32, 64}

// standardise centres and scales numbers and draws in what stands more than 4
// MAD from the running median of nine: one odd number is no change. Rounding
// keeps scale and origin from showing in the last digits.
func standardise(values []float64) (y []float64, centre, scale float64) {
	if len(values) == 0 {
		return nil, 0, 1
	}
	top := 0.0
	for _, v := range values {
		top = max(top, math.Abs(v))
	}
	if top == 0 {
		return make([]float64, len(values)), 0, 0
	}
	// In units of the greatest, so that no square overflows.
	y = make([]float64, len(values))
	for i, v := range values {
		y[i] = v / top
	}
	centre = Mean(y)
	square := 0.0
	for _, v := range y {
		square += (v - centre) * (v - centre)
	}
	scale = math.Sqrt(square / float64(len(y)))
	if scale < 1e-12 {
		return make([]float64, len(values)), centre * top, 0
	}
	for i, v := range y {
		y[i] = math.Round((v-centre)/scale*1e9) / 1e9
	}
	return winsorise(y), centre * top, scale * top
}

func winsorise(y []float64) []float64 {
	middle := make([]float64, len(y))
	away := make([]float64, len(y))
	for i := range y {
		middle[i] = Median(y[max(0, i-4):min(len(y), i+5)])
		away[i] = y[i] - middle[i]
	}
	limit := 4 * MAD(away)
	if limit == 0 {
		return y
	}
	out := make([]float64, len(y))
	for i := range y {
		out[i] = middle[i] + clamp(away[i], -limit, limit)
	}
	return out
}

// boundaries are the candidate places, with 0 and n.
func boundaries(y []float64) []int {
	n := len(y)
	if n <= everywhere {
		all := make([]int, n+1)
		for i := range all {
			all[i] = i
		}
		return all
	}
	count := min(max(strongest, n/50), mostSigns)
	places := []int{0, n}
	for _, sign := range []func(*prefix, int, int) float64{(*prefix).jump, (*prefix).kink} {
		for _, at := range signs(y, count, sign) {
			for d := -beside; d <= beside; d++ {
				if at+d > 0 && at+d < n {
					places = append(places, at+d)
				}
			}
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// sign is how strongly a place looks like a bound.
type sign struct {
	at       int
	strength float64
}

// signs are the places of the strongest local maxima of a statistic over all
// half-widths.
func signs(y []float64, count int, statistic func(*prefix, int, int) float64) []int {
	p := newPrefix(y)
	var all []sign
	strength := make([]float64, len(y))
	for _, h := range halfWidths {
		clear(strength)
		for t := h; t+h <= len(y); t++ {
			strength[t] = math.Abs(statistic(p, t, h))
		}
		for t := 1; t+1 < len(y); t++ {
			if strength[t] > 0 && strength[t] >= strength[t-1] && strength[t] > strength[t+1] {
				all = append(all, sign{t, strength[t]})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b sign) int {
		switch {
		case a.strength > b.strength:
			return -1
		case a.strength < b.strength:
			return 1
		}
		return a.at - b.at
	})
	var places []int
	for _, s := range all {
		if len(places) == count {
			break
		}
		if !slices.ContainsFunc(places, func(p int) bool { return p-s.at <= beside && s.at-p <= beside }) {
			places = append(places, s.at)
		}
	}
	return places
}

// prefix are prefix sums of values and of values times place.
type prefix struct{ y, ty []float64 }

func newPrefix(y []float64) *prefix {
	p := &prefix{make([]float64, len(y)+1), make([]float64, len(y)+1)}
	for t, v := range y {
		p.y[t+1] = p.y[t] + v
		p.ty[t+1] = p.ty[t] + v*float64(t)
	}
	return p
}

// jump is the difference of the means of h places on either side of t, in
// units of its own noise.
func (p *prefix) jump(t, h int) float64 {
	n := float64(h)
	return ((p.y[t+h]-p.y[t])/n - (p.y[t]-p.y[t-h])/n) * math.Sqrt(n/2)
}

// kink is the same for the difference of slopes.
func (p *prefix) kink(t, h int) float64 {
	n := float64(h)
	return (p.slope(t, t+h) - p.slope(t-h, t)) * math.Sqrt(n*(n*n-1)/24)
}

func (p *prefix) slope(from, to int) float64 {
	n := float64(to - from)
	mid := float64(from) + (n-1)/2
	return (p.ty[to] - p.ty[from] - mid*(p.y[to]-p.y[from])) * 12 / (n * (n*n - 1))
}

// period is the length of a cycle that the differences of neighbours show: a
// peak of their autocorrelation, well above the trough before it, with an echo
// at twice the lag. 0 for none.
func period(y []float64) int {
	n := len(y)
	if n < 12 {
		return 0
	}
	steps := make([]float64, n-1)
	for i := range steps {
		steps[i] = y[i+1] - y[i]
	}
	r := correlations(steps, n/3)
	least := max(0.3, 4/math.Sqrt(float64(n)))
	best, trough := 0, 1.0
	for lag := 2; 2*lag+1 < len(r); lag++ {
		trough = min(trough, r[lag-1])
		peak := r[lag] >= r[lag-1] && r[lag] >= r[lag+1] && r[lag] >= least && r[lag]-trough >= 0.3
		echo := max(r[2*lag-1], r[2*lag], r[2*lag+1]) >= least/2
		if peak && echo && (best == 0 || r[lag] > r[best]+0.1) {
			best = lag
		}
	}
	return best
}

// correlations are the autocorrelations at lags 0 to most.
func correlations(x []float64, most int) []float64 {
	mean := Mean(x)
	r := make([]float64, min(most, len(x)-1)+1)
	for lag := range r {
		for i := lag; i < len(x); i++ {
			r[lag] += (x[i] - mean) * (x[i-lag] - mean)
		}
	}
	if r[0] == 0 {
		return r
	}
	for lag := len(r) - 1; lag >= 0; lag-- {
		r[lag] /= r[0]
	}
	return r
}
