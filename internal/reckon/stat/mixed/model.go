package mixed

import "math"

// The priors, with s the standard deviation of the answers. One on τ that lets it be
// nothing makes intervals too short (docs/method.md), so its logarithm has a place.
const (
	poolShare   = 0.4 // log τ ~ N(log(poolShare·s), poolWide²)
	poolWide    = 0.5
	nearHours   = 2.0 // log ℓ ~ N(log nearHours, nearWide²)
	nearWide    = 0.6
	fixedWide   = 10.0 // of a fixed column but the first, in s
	leastSpread = 0.3  // where all answers are alike there is a spread all the same
)

// model is data with room to evaluate it in. Of theta the first are log τ, one a
// pool, then log σd, log σo, log σe, log ℓ.
type model struct {
	*Data
	width  int
	spread float64
	prior  []float64 // precision a column; NaN for a pool's, which theta gives
	pool   []int     // of a column, -1 for a fixed one

	sum   []float64 // X'V⁻¹X and the prior, then its Cholesky factor
	lower []float64
	right []float64 // X'V⁻¹y
	means []float64
	day   [2][]float64 // what the filter expects of each column, and of y at the end
	row   []float64
}

func newModel(d *Data) *model {
	w := d.Width()
	m := &model{
		Data: d, width: w, spread: spreadOf(d.Y), prior: make([]float64, w), pool: make([]int, w),
		sum: make([]float64, w*w), lower: make([]float64, w*w), right: make([]float64, w), means: make([]float64, w),
		day: [2][]float64{make([]float64, w+1), make([]float64, w+1)}, row: make([]float64, w+1),
	}
	for c := range w {
		m.pool[c] = -1
		if c > 0 {
			m.prior[c] = 1 / sq(fixedWide*m.spread)
		}
	}
	from := d.Fixed
	for p, columns := range d.Pools {
		for c := from; c < from+columns; c++ {
			m.pool[c] = p
		}
		from += columns
	}
	return m
}

func spreadOf(y []float64) float64 {
	mean, sum := 0.0, 0.0
	for _, v := range y {
		mean += v / float64(len(y))
	}
	for _, v := range y {
		sum += sq(v - mean)
	}
	return max(math.Sqrt(sum/float64(len(y)-1)), leastSpread)
}

func sq(v float64) float64 { return v * v }

// start is where the climb begins.
func (m *model) start() []float64 {
	var at []float64
	for range m.Pools {
		at = append(at, math.Log(poolShare*m.spread))
	}
	s := m.spread
	return append(at, math.Log(0.5*s), math.Log(0.4*s), math.Log(0.6*s), math.Log(nearHours))
}

// evaluate gives minus the logarithm of the posterior of theta, up to a constant,
// and leaves the coefficients' means and the factor of their precision.
func (m *model) evaluate(theta []float64) float64 {
	for _, v := range theta {
		if math.IsNaN(v) || math.Abs(v) > 12 { // e¹² is beyond any answer
			return math.Inf(1)
		}
	}
	logs, squares := m.whiten(theta)
	for c := range m.width {
		precision := m.prior[c]
		if p := m.pool[c]; p >= 0 {
			precision = math.Exp(-2 * theta[p])
			logs += 2 * theta[p]
		}
		m.sum[c*m.width+c] += precision
	}
	det, ok := m.solve()
	if !ok {
		return math.Inf(1)
	}
	for c, v := range m.right {
		squares -= v * m.means[c]
	}
	return 0.5*(logs+det+squares) - m.logPrior(theta)
}

// logPrior is that of theta; a half-normal σ is told by its logarithm, whence the
// theta added.
func (m *model) logPrior(theta []float64) (sum float64) {
	pools := len(m.Pools)
	for _, t := range theta[:pools] {
		sum -= 0.5 * sq((t-math.Log(poolShare*m.spread))/poolWide)
	}
	for _, t := range theta[pools : pools+3] {
		sum += t - 0.5*sq(math.Exp(t)/m.spread)
	}
	return sum - 0.5*sq((theta[pools+3]-math.Log(nearHours))/nearWide)
}
