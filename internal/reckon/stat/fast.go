package stat

import "math"

// Most of a pass is powers of likelihoods. Tables with a relative error below
// 1e-10, far below that of the model, make them several times as fast as math's.

// parts is how finely the powers of two between 1 and 2 are tabled.
const parts = 1 << 11

var powers = func() (table [parts]float64) {
	for i := range table {
		table[i] = math.Exp2(float64(i) / parts)
	}
	return table
}()

// exp is e to the power x, for x of at most 0; what is below 1e-299 is 0.
func exp(x float64) float64 {
	if x < -690 {
		return 0
	}
	scaled := x * (math.Log2E * parts)
	whole := int64(scaled) // towards 0, so that the rest is at most 0
	rest := (scaled - float64(whole)) * (math.Ln2 / parts)
	power := math.Float64frombits(uint64(whole>>11+1023) << 52)
	return powers[whole&(parts-1)] * power * (1 + rest*(1+rest/2))
}

// logs are the inverse and the logarithm of the middles of the parts of 1 to 2.
var logs = func() (table [parts]struct{ inverse, log float64 }) {
	for i := range table {
		middle := 1 + (float64(i)+0.5)/parts
		table[i].inverse, table[i].log = 1/middle, math.Log(middle)
	}
	return table
}()

// log is the natural logarithm of a positive, normal number.
func log(x float64) float64 {
	bits := math.Float64bits(x)
	near := &logs[bits>>(52-11)&(parts-1)]
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	rest := m*near.inverse - 1
	return float64(int64(bits>>52)-1023)*math.Ln2 + near.log + rest*(1-rest*(0.5-rest/3))
}
