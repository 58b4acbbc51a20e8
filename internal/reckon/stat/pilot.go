package stat

import (
	"math/rand/v2"
	"slices"
)

// The pilot passes: on a quarter of the cells they choose the nuisances by
// evidence and measure how far the noise of neighbours goes together.
const (
	pilotCells  = 24
	pilotPaths  = 20
	pilotTemper = 1.5
)

// nuisance is a candidate of a model's two nuisances.
type nuisance struct{ a, b int }

// emit fills e with the tempered emissions of a sample: likelihoods to the
// power 1/temper.
func (s sample) emit(e *emissions, n nuisance, k int, temper float64) {
	e.cells, e.at, e.log = k, s.at, 0
	e.table = resize(e.table, len(s.pairs)*(k+1))
	pauses := s.model.pauses(n).begin > 0
	write := s.model.likelihood(n.a, n.b, k)
	logs := make([]float64, len(s.pairs))
	row := make([]float64, k)
	for i, p := range s.pairs {
		write(p, row)
		best := slices.Max(row)
		logs[i] = log(best) / temper
		to := e.table[i*(k+1) : (i+1)*(k+1)]
		raise(to[:k], row, best, 1/temper)
		if to[k] = 0; pauses {
			to[k] = float32(exp(min(0, log(s.model.nothing(n, p)/best)/temper)))
		}
	}
	for _, i := range s.at {
		if i >= 0 {
			e.log += logs[i]
		}
	}
}

// raise writes row over best to a power. Cells far from the observation all
// have the floor for a likelihood, and so one power.
func raise(to []float32, row []float64, best, power float64) {
	last, raised, top := best, float32(1), log(best)
	for c, f := range row {
		if f != last {
			last, raised = f, float32(exp(min(0, (log(f)-top)*power)))
		}
		to[c] = raised
	}
}

// choose finds the nuisances of greatest evidence by search along one
// coordinate at a time: the first, the second, and the neighbours of the first.
func (s sample) choose(w *workspace) nuisance {
	as, bs := s.model.choices()
	known := make(map[nuisance]float64)
	evidence := func(n nuisance) float64 {
		if v, ok := known[n]; ok {
			return v
		}
		s.emit(&w.emissions, n, pilotCells, pilotTemper)
		c := chain{grid: newGrid(pilotCells, false, s.model.pauses(n)), n: len(s.at), e: &w.emissions}
		known[n] = w.evidence(&c)
		return known[n]
	}
	best := nuisance{as / 2, bs / 3}
	try := func(n nuisance) {
		if n.a >= 0 && n.a < as && evidence(n) > evidence(best) {
			best = n
		}
	}
	for a := range as {
		try(nuisance{a, best.b})
	}
	for b := range bs {
		try(nuisance{best.a, b})
	}
	try(nuisance{best.a - 1, best.b})
	try(nuisance{best.a + 1, best.b})
	return best
}

// temper is the variance inflation of the series: by how much less the
// observations say than independent ones would. It is measured twice, the
// second time with slides and the first measure.
func (s sample) temper(w *workspace, n nuisance, random *rand.Rand) float64 {
	vif := pilotTemper
	for _, slides := range []bool{false, true} {
		s.emit(&w.emissions, n, pilotCells, min(vif, pilotTemper))
		c := chain{grid: newGrid(pilotCells, slides, s.model.pauses(n)), n: len(s.at), e: &w.emissions}
		w.lend(&c)
		c.forward()
		c.sample(pilotPaths, random, &w.track)
		w.keep(&c)
		at, values, segments := s.residuals(&w.track, n)
		vif = s.model.believe(inflation(at, values, segments), float64(len(at))/float64(s.seen))
	}
	return vif
}

// residuals are the observations less the mean height of the pilot paths, on
// the scale of even noise, with the places they have and how many segments a
// path has on average.
func (s sample) residuals(tr *track, n nuisance) (at []int, values []float64, segments float64) {
	levels := make([]float64, pilotCells)
	for c := range levels {
		levels[c] = s.model.level(float64(c), pilotCells)
	}
	for t, i := range s.at {
		if i < 0 || s.model.odd(n, s.pairs[i]) {
			continue
		}
		sum, paused := 0.0, 0
		for p := range pilotPaths {
			sum += levels[tr.cell[p*tr.n+t]]
			if tr.slope[p*tr.n+t] > tr.slopes {
				paused++
			}
		}
		if 2*paused > pilotPaths {
			continue
		}
		at = append(at, t)
		values = append(values, s.model.height(s.model.rate(s.pairs[i]))-s.model.height(sum/pilotPaths))
	}
	steps := 0
	for i, way := range tr.way {
		if i%tr.n > 0 && (way == stepped || way == began) {
			steps++
		}
	}
	return at, values, 1 + float64(steps)/pilotPaths
}

// inflation is 1 + 2 r1/(1-phi): the variance of a mean of values whose
// autocorrelation starts at r1 and decays with phi, over that of independent
// ones. The decay is taken from lags 2 and 3, since the noise of sampling
// lowers r1 but not the decay. What removing the segments' means took from the
// correlations is put back.
func inflation(at []int, values []float64, segments float64) float64 {
	n := float64(len(values))
	if n < 8 {
		return pilotTemper
	}
	limit := 2.5 * MAD(values)
	clipped := make([]float64, len(values))
	for i, v := range values {
		clipped[i] = clamp(v, -limit, limit)
	}
	var r [4]float64
	for lag := 1; lag <= 3; lag++ {
		raw := lagged(at, clipped, lag)
		r[lag] = raw + (1+3*max(0, raw))*segments/n
	}
	r1 := (r[1]*n + 0.2*26) / (n + 26)
	up := func(x float64) float64 { return max(0, x) }
	phi := clamp((up(r[2])+up(r[3])+0.06)/(up(r1)+up(r[2])+0.15), 0.3, 0.85)
	return clamp(1+2*r1/(1-phi), 1.2, 8)
}

// lagged is the autocorrelation over pairs exactly lag places apart.
func lagged(at []int, values []float64, lag int) float64 {
	square, product, pairs := 0.0, 0.0, 0
	j := 0
	for i, v := range values {
		square += v * v
		for at[j] < at[i]-lag {
			j++
		}
		if at[j] == at[i]-lag {
			product += v * values[j]
			pairs++
		}
	}
	if pairs == 0 || square == 0 {
		return 0
	}
	return product / float64(pairs) / (square / float64(len(values)))
}
