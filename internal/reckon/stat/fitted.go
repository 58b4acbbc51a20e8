package stat

import (
	"math/rand/v2"
	"slices"
)

// Range is an estimate and the interval that holds it nine times of ten.
type Range struct{ Value, Low, High float64 }

// over is the range of one draw a path: their mean, but where a few far ones
// carry it out of the interval.
func over(draws []float64) Range {
	slices.Sort(draws)
	low, high := Quantile(draws, 0.05), Quantile(draws, 0.95)
	return Range{clamp(Mean(draws), low, high), low, high}
}

// jitter is where in its cell the height of each path lies: without it narrow
// intervals would hold too little.
func (f *Fit) jitter() []float64 {
	random := rand.New(rand.NewPCG(f.Seed, 0x6a17))
	j := make([]float64, len(f.Paths))
	for i := range j {
		j[i] = f.Jitter * (2*random.Float64() - 1)
	}
	return j
}

// Bands are the level at every place: the mean of the paths and the interval
// that holds nine of ten.
func (f *Fit) Bands() []Range {
	out := make([]Range, f.N)
	heights := make([][]float64, len(f.Paths))
	for i, p := range f.Paths {
		heights[i] = make([]float64, f.N)
		p.Heights(heights[i])
	}
	draws := make([]float64, len(f.Paths))
	for t := range out {
		sum := 0.0
		for i := range draws {
			draws[i] = heights[i][t]
			sum += f.Level(draws[i])
		}
		slices.Sort(draws)
		low, high := f.Level(Quantile(draws, 0.05)-f.Jitter), f.Level(Quantile(draws, 0.95)+f.Jitter)
		out[t] = Range{clamp(sum/float64(len(draws)), low, high), low, high}
	}
	return out
}

// Now is the level at the last place.
func (f *Fit) Now() Range {
	now := make([]float64, len(f.Paths))
	for i, j := range f.jitter() {
		p := f.Paths[i]
		now[i] = f.Level(p[len(p)-1].last() + j)
	}
	return over(now)
}

// last is a piece's height at its last place.
func (p Piece) last() float64 {
	if !p.Slide {
		return p.From
	}
	return p.From + (p.To-p.From)*float64(p.End-p.Start-1)/float64(p.End-p.Start)
}

// Since compares the level at the last place with the mean level over some
// places, path by path: then, and how far it has moved.
func (f *Fit) Since(places []int) (then, moved Range) {
	heights := make([]float64, f.N)
	before, by := make([]float64, len(f.Paths)), make([]float64, len(f.Paths))
	for i, j := range f.jitter() {
		f.Paths[i].Heights(heights)
		sum := 0.0
		for _, t := range places {
			sum += f.Level(heights[t] - j)
		}
		before[i] = sum / float64(len(places))
		by[i] = f.Level(heights[f.N-1]+j) - before[i]
	}
	return over(before), over(by)
}

// Ending says what the paths end in: the part of them whose last slide goes
// down, or up, and ended less than recent places ago or not at all; that have a
// step in the last window places; and that have any episode ending in them.
// Start is the middle of the starts of those last slides, of the commoner
// direction.
type Ending struct {
	Down, Up, Stepped, Any float64
	Start                  int
}

// Ending reads the ends of all paths.
func (f *Fit) Ending(recent, window int) Ending {
	var e Ending
	one := 1 / float64(max(1, len(f.Paths)))
	var downs, ups []float64
	for _, es := range f.episodes() {
		if len(es) == 0 {
			continue
		}
		last := es[len(es)-1]
		if last.Slide && last.End > f.N-recent && last.Up() {
			e.Up += one
			ups = append(ups, float64(last.Start))
		} else if last.Slide && last.End > f.N-recent {
			e.Down += one
			downs = append(downs, float64(last.Start))
		}
		if last.End > f.N-window {
			e.Any += one
		}
		if slices.ContainsFunc(es, func(x Episode) bool { return !x.Slide && x.Index > f.N-window }) {
			e.Stepped += one
		}
	}
	if e.Start = round(Median(downs)); e.Up > e.Down {
		e.Start = round(Median(ups))
	}
	return e
}
