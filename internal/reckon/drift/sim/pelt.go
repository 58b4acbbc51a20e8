package sim

import "math"

// Pelt is the least-squares segmentation of Killick, Fearnhead & Eckley (2012)
// with a penalty of 2.5 logs of the length for a change: what the engine is
// measured against. It returns the first index of every segment but the first.
func Pelt(y []float64) []int {
	n := len(y)
	penalty := 2.5 * math.Log(float64(max(2, n))) * max(variance(y), 1e-12)
	sums, squares := make([]float64, n+1), make([]float64, n+1)
	for t, v := range y {
		sums[t+1], squares[t+1] = sums[t]+v, squares[t]+v*v
	}
	cost := func(from, to int) float64 {
		s := sums[to] - sums[from]
		return squares[to] - squares[from] - s*s/float64(to-from)
	}
	best, last := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	alive := []int{0}
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
		for _, s := range alive {
			if f := best[s] + cost(s, t) + penalty; f < best[t] {
				best[t], last[t] = f, s
			}
		}
		kept := alive[:0]
		for _, s := range alive {
			if best[s]+cost(s, t) <= best[t] {
				kept = append(kept, s)
			}
		}
		alive = append(kept, t)
	}
	var starts []int
	for t := last[n]; t > 0; t = last[t] {
		starts = append([]int{t}, starts...)
	}
	return starts
}

// variance is that of the noise: half the mean square of the differences of
// neighbours. Most weeks of some people are empty, so a median would be 0.
func variance(y []float64) float64 {
	sum := 0.0
	for t := 1; t < len(y); t++ {
		sum += (y[t] - y[t-1]) * (y[t] - y[t-1]) / 2
	}
	return sum / float64(max(1, len(y)-1))
}
