package mixed

import "math"

// Mixture is what is known of one number: normal distributions with their weights,
// which add up to 1.
type Mixture []Part

// Part is one normal distribution of a mixture.
type Part struct{ Weight, Mean, SD float64 }

// Of gives what is known of a sum of the coefficients: of each column times its
// factor.
func (f *Fitted) Of(factors []float64) Mixture {
	out := make(Mixture, 0, len(f.some))
	work := make([]float64, f.width)
	for _, d := range f.some {
		mean, variance := 0.0, 0.0
		copy(work, factors)
		for c, v := range work {
			mean += v * d.means[c]
		}
		forth(d.lower, work)
		for _, v := range work {
			variance += v * v
		}
		out = append(out, Part{d.weight, mean, math.Sqrt(variance)})
	}
	return out
}

// Mean is the expected value.
func (m Mixture) Mean() (mean float64) {
	for _, p := range m {
		mean += p.Weight * p.Mean
	}
	return mean
}

// Below is the chance that the number is less than x.
func (m Mixture) Below(x float64) (chance float64) {
	for _, p := range m {
		switch {
		case p.SD > 0:
			chance += p.Weight * 0.5 * math.Erfc((p.Mean-x)/(p.SD*math.Sqrt2))
		case p.Mean < x:
			chance += p.Weight
		}
	}
	return chance
}

// Quantile is the x that the number is below with the chance, found by halving.
func (m Mixture) Quantile(chance float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range m {
		low, high = min(low, p.Mean-9*p.SD), max(high, p.Mean+9*p.SD)
	}
	for range 60 {
		if mid := (low + high) / 2; m.Below(mid) < chance {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}
