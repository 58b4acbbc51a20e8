package stat

import (
	"hash/fnv"
	"math/rand/v2"
)

// Fit is a series reckoned: paths drawn in proportion to how well they fit, and
// what turns their heights into levels.
type Fit struct {
	N      int    // places
	Paths  []Path // pieces in heights
	Seed   uint64
	Temper float64 // variance inflation the likelihood was tempered with
	Jitter float64 // half the width of a cell, in heights
	Places []int   // where bounds were looked for; nil for everywhere
	level  func(height float64) float64
	height func(level float64) float64 // on the scale of even noise
	least  float64                     // moves of less are not told
}

// The full pass.
const (
	fullCells = 96
	fullPaths = 200
)

// Seed is the seed of a name: the same name gives the same answer.
func Seed(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()
}

// Options are what Filter may know besides the series.
type Options struct {
	Seed  uint64
	Known []int // places at which the instrument is known to have changed
}

// Filter reckons a series of a family with the grid filter: hidden (cell,
// slope), exact forward pass, 200 sampled paths. The likelihood is tempered by
// the variance inflation of neighbours. A series without an observation has a
// Fit without paths. Values must be finite, at least 0, and for Portion and
// Tally whole and at most Of.
func Filter(family Family, series []Obs, o Options) Fit {
	fit := Fit{N: len(series), Seed: o.Seed, Jitter: 0.5}
	s := gather(family, series)
	if s.seen == 0 {
		return fit
	}
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	random := rand.New(rand.NewPCG(o.Seed, uint64(family)))
	pilot := s
	if family == Portion {
		pilot = s.coarse()
	}
	chosen := pilot.choose(w)
	fit.Temper = pilot.temper(w, chosen, random)
	s.emit(&w.emissions, chosen, fullCells, fit.Temper)
	c := chain{grid: newGrid(fullCells, true, s.model.pauses(chosen)), n: len(series), e: &w.emissions, known: marks(o.Known, len(series))}
	w.lend(&c)
	c.forward()
	c.sample(fullPaths, random, &w.track)
	w.keep(&c)
	for p := range fullPaths {
		fit.Paths = append(fit.Paths, w.track.path(p, c.known))
	}
	fit.level, fit.height, fit.least = levels(s.model), s.model.height, s.model.least()
	return fit
}

// levels is the level of a height on the full grid, read from a table; heights
// outside the grid are at its ends.
func levels(m model) func(float64) float64 {
	table := make([]float64, 4*fullCells+1)
	for i := range table {
		table[i] = m.level(float64(i)/4-0.5, fullCells)
	}
	return func(height float64) float64 {
		x := clamp((height+0.5)*4, 0, float64(len(table)-1))
		i := min(int(x), len(table)-2)
		return table[i] + (x-float64(i))*(table[i+1]-table[i])
	}
}

// Level is the level of a height.
func (f *Fit) Level(height float64) float64 { return f.level(height) }

func marks(places []int, n int) []bool {
	if len(places) == 0 {
		return nil
	}
	known := make([]bool, n)
	for _, p := range places {
		if p > 0 && p < n {
			known[p] = true
		}
	}
	return known
}
