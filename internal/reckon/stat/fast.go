package stat

import "math"

// Most of a pass is powers of likelihoods. A relative error of 1e-8, far below
// that of the model, makes them two to three times as fast as math's.

// exp is e to the power x, for x of at most 0; what is below 1e-300 is 0.
func exp(x float64) float64 {
	if x < -690 {
		return 0
	}
	x *= math.Log2E
	whole := math.Floor(x)
	// Taylor's series about the middle of [0, 1), where it is shortest.
	y := (x - whole - 0.5) * math.Ln2
	series := 1 + y*(1+y*(1.0/2+y*(1.0/6+y*(1.0/24+y*(1.0/120+y*(1.0/720+y*(1.0/5040)))))))
	return series * math.Sqrt2 * math.Float64frombits(uint64(int64(whole)+1023)<<52)
}

// log is the natural logarithm of a positive, normal number.
func log(x float64) float64 {
	bits := math.Float64bits(x)
	exponent := int64(bits>>52) - 1023
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	if m > math.Sqrt2 {
		m, exponent = m/2, exponent+1
	}
	t := (m - 1) / (m + 1)
	s := t * t
	return float64(exponent)*math.Ln2 + 2*t*(1+s*(1.0/3+s*(1.0/5+s*(1.0/7+s*(1.0/9+s*(1.0/11))))))
}
