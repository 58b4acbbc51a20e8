// Package mixed fits a linear mixed model to answers that one person gave now and
// then, several on some days:
//
//	y = fixed·a + pool₁·b₁ + pool₂·b₂ + … + day + drifting(t) + noise
//
//	a         free, with a prior so wide that it only keeps columns apart
//	b of one  N(0, τ²): what differs little is pulled to nothing (partial pooling)
//	day       N(0, σd²), one value a day
//	drifting  within a day a covariance σo²·exp(-|Δt|/ℓ): an Ornstein-Uhlenbeck
//	          process, which is an AR(1) for answers at any distance
//	noise     N(0, σe²)
//
// The coefficients are integrated exactly. Of the rest the restricted likelihood
// (Patterson and Thompson 1971) with weak priors is climbed by Nelder and Mead; then
// [draws] of it are taken around the top by importance sampling, so that what is not
// known of τ, the σ and ℓ is in every interval. An Ornstein-Uhlenbeck process is
// Markov: a day of m answers costs m steps of a filter with two states, not m³.
//
// Like package stat it is pure, knows nothing of work, and gives the same answer to
// the same numbers.
package mixed

import (
	"errors"
	"math"
	"slices"
)

// Data is answers, each a row of columns: the fixed ones first, then the pools'.
// Rows of one day stand together, the earlier first.
type Data struct {
	Y     []float64
	At    []float64 // hours from any beginning
	Day   []int     // a number a day
	X     []float64 // row after row, each of Width columns
	Fixed int
	Pools []int // columns of each pool
}

// Width is how many columns a row has.
func (d *Data) Width() int {
	w := d.Fixed
	for _, p := range d.Pools {
		w += p
	}
	return w
}

// ErrShape is data whose parts do not fit one another, or that hold what is no
// finite number.
var ErrShape = errors.New("the columns do not fit the answers")

func (d *Data) check() error {
	n := len(d.Y)
	if n < 2 || len(d.At) != n || len(d.Day) != n || len(d.X) != n*d.Width() {
		return ErrShape
	}
	for _, some := range [][]float64{d.Y, d.At, d.X} {
		for _, v := range some {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return ErrShape
			}
		}
	}
	return nil
}

// Fitted is what the answers say of the coefficients: a mixture of normal
// distributions, one a draw.
type Fitted struct {
	width int
	some  []drawn
}

// drawn is one draw of τ, the σ and ℓ, and the coefficients given it.
type drawn struct {
	weight float64
	means  []float64
	lower  []float64 // Cholesky factor of their precision, row after row
}

// Fit fits the model. The error is ErrShape.
func Fit(d Data) (*Fitted, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	m := newModel(&d)
	top := m.climb()
	f := &Fitted{width: d.Width()}
	for _, at := range m.around(top) {
		m.evaluate(at.theta)
		f.some = append(f.some, drawn{weight: at.weight, means: slices.Clone(m.means), lower: slices.Clone(m.lower)})
	}
	return f, nil
}
