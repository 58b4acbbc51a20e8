package stat

import (
	"math"
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
	n := len(f.Paths)
	order, height, piece := make([]int, n), make([]float64, n), make([]int, n)
	for i := range order {
		order[i] = i
	}
	level := f.memo()
	for t := range out {
		for i, p := range f.Paths {
			for p[piece[i]].End <= t {
				piece[i]++
			}
			height[i] = p[piece[i]].at(t)
		}
		settle(order, height)
		sum := 0.0
		for _, i := range order {
			sum += level(height[i])
		}
		at := func(p float64) float64 { return height[order[int(p*float64(n-1)+0.5)]] }
		low, high := f.Level(at(0.05)-f.Jitter), f.Level(at(0.95)+f.Jitter)
		out[t] = Range{clamp(sum/float64(n), low, high), low, high}
	}
	return out
}

// settle sorts paths by their height; since they mostly keep their order from
// one place to the next, by insertion.
func settle(order []int, height []float64) {
	for i := 1; i < len(order); i++ {
		p := order[i]
		j := i
		for ; j > 0 && height[order[j-1]] > height[p]; j-- {
			order[j] = order[j-1]
		}
		order[j] = p
	}
}

// memo is Level for heights that come again and again, one after the other.
func (f *Fit) memo() func(float64) float64 {
	last, level := math.NaN(), 0.0
	return func(h float64) float64 {
		if h != last {
			last, level = h, f.Level(h)
		}
		return level
	}
}

// Now is the level at the last place.
func (f *Fit) Now() Range {
	now := make([]float64, len(f.Paths))
	for i, j := range f.jitter() {
		p := f.Paths[i]
		now[i] = f.Level(p[len(p)-1].at(f.N-1) + j)
	}
	return over(now)
}

// Since compares the level at the last place with the mean level over some places of
// another fit, that of the past alone: then, and how far it has moved. The two know
// nothing of one another.
func (f *Fit) Since(past *Fit, places []int) (then, moved Range) {
	before, by := past.means(places), make([]float64, len(f.Paths))
	for i, j := range f.jitter() {
		p := f.Paths[i]
		by[i] = f.Level(p[len(p)-1].at(f.N-1)+j) - before[i%len(before)]
	}
	return over(before), over(by)
}

// means are the mean level over some places, a path an entry.
func (f *Fit) means(places []int) []float64 {
	heights, out := make([]float64, f.N), make([]float64, len(f.Paths))
	for i, j := range f.jitter() {
		f.Paths[i].heights(heights)
		for _, t := range places {
			out[i] += f.Level(heights[t]+j) / float64(len(places))
		}
	}
	return out
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
