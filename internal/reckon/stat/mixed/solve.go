package mixed

import "math"

// solve factors sum into lower·lower', and puts sum⁻¹·right into means. It gives
// log|sum|; ok is false where sum is not positive definite. (Twenty columns, a
// thousand times a fit: without a library's allocations it is twice as fast.)
func (m *model) solve() (logDet float64, ok bool) {
	w, l := m.width, m.lower
	for i := range w {
		for j := range i + 1 {
			left := m.sum[i*w+j]
			for k, v := range l[i*w : i*w+j] {
				left -= v * l[j*w+k]
			}
			switch {
			case i != j:
				l[i*w+j] = left / l[j*w+j]
			case !(left > 0):
				return 0, false
			default:
				l[i*w+i] = math.Sqrt(left)
				logDet += math.Log(left)
			}
		}
	}
	copy(m.means, m.right)
	forth(l, m.means)
	back(l, m.means)
	return logDet, true
}

// forth solves lower·x = b in place.
func forth(lower, b []float64) {
	w := len(b)
	for i := range w {
		for k, v := range lower[i*w : i*w+i] {
			b[i] -= v * b[k]
		}
		b[i] /= lower[i*w+i]
	}
}

// back solves lower'·x = b in place.
func back(lower, b []float64) {
	w := len(b)
	for i := w - 1; i >= 0; i-- {
		b[i] /= lower[i*w+i]
		for k, v := range lower[i*w : i*w+i] {
			b[k] -= v * b[i]
		}
	}
}
