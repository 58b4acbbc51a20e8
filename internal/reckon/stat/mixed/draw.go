package mixed

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

const (
	draws     = 150
	tails     = 5    // degrees of freedom of the t that draws are taken from
	stride    = 0.15 // of the second differences at the top
	leastBend = 0.5  // curvature that is taken where there is less: draws stay near
)

// climb finds theta at the top of the posterior.
func (m *model) climb() []float64 {
	start := m.start()
	settings := &optimize.Settings{
		FuncEvaluations: 1000,
		Converger:       &optimize.FunctionConverge{Absolute: 1e-3, Iterations: 40},
	}
	found, err := optimize.Minimize(optimize.Problem{Func: m.evaluate}, start, settings, &optimize.NelderMead{SimplexSize: 0.4})
	if found == nil || err != nil && math.IsInf(found.F, 0) {
		return start // the prior's own place is a sound one
	}
	return found.X
}

// weighed is a draw of theta and its share of the mixture.
type weighed struct {
	theta  []float64
	weight float64
}

// around draws from a t around the top and weighs each draw by the posterior
// (importance sampling: Kloek and van Dijk 1978).
func (m *model) around(top []float64) []weighed {
	axes := m.axes(top)
	random := rand.New(rand.NewPCG(uint64(len(m.Y)), uint64(len(top))))
	out := make([]weighed, 0, draws)
	best := math.Inf(-1)
	for range draws {
		theta, logDensity := step(random, top, axes)
		w := weighed{theta, -m.evaluate(theta) - logDensity}
		best = max(best, w.weight)
		out = append(out, w)
	}
	if math.IsInf(best, -1) {
		return []weighed{{top, 1}}
	}
	kept, sum := out[:0], 0.0
	for _, w := range out {
		if w.weight = math.Exp(w.weight - best); w.weight > 1e-6 {
			kept, sum = append(kept, w), sum+w.weight
		}
	}
	for i := range kept {
		kept[i].weight /= sum
	}
	return kept
}

// axes are the directions of the bend at the top, a row each, as long as one
// standard deviation.
func (m *model) axes(top []float64) [][]float64 {
	n := len(top)
	bend := mat.NewSymDense(n, nil)
	height := m.evaluate(top)
	at := func(i, j int, a, b float64) float64 {
		theta := slices.Clone(top)
		theta[i] += a
		theta[j] += b
		return m.evaluate(theta)
	}
	for i := range n {
		bend.SetSym(i, i, (at(i, i, stride, 0)-2*height+at(i, i, -stride, 0))/sq(stride))
		for j := range i {
			bend.SetSym(i, j, (at(i, j, stride, stride)-at(i, j, stride, -stride)-at(i, j, -stride, stride)+at(i, j, -stride, -stride))/(4*sq(stride)))
		}
	}
	var parts mat.EigenSym
	out := make([][]float64, n)
	sound := parts.Factorize(bend, true)
	var vectors mat.Dense
	if sound {
		parts.VectorsTo(&vectors)
	}
	for i := range n {
		out[i] = make([]float64, n)
		if !sound {
			out[i][i] = poolWide
			continue
		}
		long := 1 / math.Sqrt(max(parts.Values(nil)[i], leastBend))
		for j := range n {
			out[i][j] = long * vectors.At(j, i)
		}
	}
	return out
}

// step draws one theta, with the logarithm of the density there, up to a constant.
func step(random *rand.Rand, top []float64, axes [][]float64) (theta []float64, logDensity float64) {
	squares := 0.0
	for range tails {
		squares += sq(random.NormFloat64())
	}
	wide := math.Sqrt(tails / squares)
	theta = slices.Clone(top)
	length := 0.0
	for _, axis := range axes {
		z := random.NormFloat64() * wide
		length += z * z
		for j, v := range axis {
			theta[j] += z * v
		}
	}
	return theta, -0.5 * float64(tails+len(top)) * math.Log1p(length/tails)
}
