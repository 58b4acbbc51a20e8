package stat

import (
	"math"
	"slices"
)

// Quantile is the p-quantile (0 to 1) of sorted values, interpolated between
// neighbours (Hyndman & Fan 1996, type 7); 0 for none.
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := p * float64(len(sorted)-1)
	i := min(max(int(at), 0), len(sorted)-1)
	if i == len(sorted)-1 {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// Median is the middle of the values, in any order; 0 for none.
func Median(values []float64) float64 {
	return Quantile(slices.Sorted(slices.Values(values)), 0.5)
}

// MAD is the median absolute deviation, scaled by 1.4826 so that it estimates
// the standard deviation of normal values (Hampel 1974); 0 for none.
func MAD(values []float64) float64 {
	middle := Median(values)
	away := make([]float64, len(values))
	for i, v := range values {
		away[i] = math.Abs(v - middle)
	}
	return 1.4826 * Median(away)
}

// NoiseScale is the MAD of the differences of neighbours over the root of two:
// the noise of a series whose level moves seldom.
func NoiseScale(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	steps := make([]float64, len(values)-1)
	for i := range steps {
		steps[i] = values[i+1] - values[i]
	}
	return MAD(steps) / math.Sqrt2
}

// Mean is the arithmetic mean; 0 for none.
func Mean(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }
