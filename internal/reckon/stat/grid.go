package stat

// grid is the hidden level as a Markov chain on cells: in every step of time it
// rests, steps to any cell, or slides with one of a few slopes. After Fearnhead
// (2006) for the sampling of change points, on a grid so that any likelihood
// serves.
type grid struct {
	cells             int
	slopes            []slope
	step, start, stop float64 // hazards: of a step, of a slide's start, of its end
}

// slope moves off cells in a step of time, and one more with chance part.
type slope struct {
	off  int
	part float32
}

// The hazards of a life: a step in about three years, a slide in about six that
// lasts a year and a half.
const (
	hazardStep  = 1.0 / 170
	hazardSlide = 1.0 / 300
	hazardStop  = 1.0 / 80
	hazardKnown = 0.5 // of a step where the instrument is known to have changed
)

// newGrid is the chain on so many cells; the slopes are those of 96 cells,
// scaled. Without slopes it only steps.
func newGrid(cells int, slides bool) grid {
	g := grid{cells: cells, step: hazardStep}
	if !slides {
		return g
	}
	g.start, g.stop = hazardSlide, hazardStop
	for _, s := range []float64{0.1, 0.2, 0.35, 0.6, 1, 2} {
		s *= float64(cells) / 96
		g.slopes = append(g.slopes, makeSlope(s), makeSlope(-s))
	}
	return g
}

func makeSlope(s float64) slope {
	off := int(s)
	if s < 0 && float64(off) != s {
		off--
	}
	return slope{off, float32(s - float64(off))}
}

// width is the number of states: each cell at rest, then each cell in each slope.
func (g grid) width() int { return g.cells * (1 + len(g.slopes)) }

// begin fills the state before the first observation: any cell, sliding as
// often as the hazards make it in the long run.
func (g grid) begin(dst []float32) {
	sliding := 0.0
	if len(g.slopes) > 0 {
		sliding = g.start / (g.start + g.stop)
	}
	rest := float32((1 - sliding) / float64(g.cells))
	move := float32(0)
	if len(g.slopes) > 0 {
		move = float32(sliding / float64(g.cells*len(g.slopes)))
	}
	for i := range dst[:g.cells] {
		dst[i] = rest
	}
	for i := g.cells; i < g.width(); i++ {
		dst[i] = move
	}
}

// advance writes into next what was believed in prev one step of time later,
// before it is observed, times scale. total is the sum of prev; hazard is the
// chance of a step.
func (g grid) advance(next, prev []float32, total, scale, hazard float64) {
	k := g.cells
	still := float32(scale * (1 - hazard - g.start))
	anywhere := float32(scale * total * hazard / float64(k))
	rest, was := next[:k], prev[:k]
	for c, p := range was {
		rest[c] = p*still + anywhere
	}
	if len(g.slopes) == 0 {
		return
	}
	stop := float32(scale * g.stop)
	on := float32(scale * max(0, 1-hazard-g.stop))
	begin := float32(scale * g.start / float64(len(g.slopes)))
	for j, s := range g.slopes {
		from := prev[(j+1)*k : (j+2)*k]
		to := next[(j+1)*k : (j+2)*k]
		for c, p := range from {
			rest[c] += p * stop
			to[c] = was[c] * begin
		}
		low, high := s.slide(to, from, on)
		rest[0] += low
		rest[k-1] += high
	}
}

// slide adds to to what from becomes when it moves; what would pass a wall is
// returned instead: it comes to rest there.
func (s slope) slide(to, from []float32, on float32) (low, high float32) {
	k := len(from)
	a, b := on*(1-s.part), on*s.part
	first, last := max(0, -s.off), min(k, k-1-s.off)
	for c := range first {
		low += from[c] * (a + b)
	}
	// The wall cuts the two halves of a move apart.
	if s.off < 0 && first <= k && first > 0 {
		to[0] += from[first-1] * b
		low -= from[first-1] * b
	}
	if first < last {
		src := from[first:last]
		dst := to[first+s.off : last+s.off+1]
		carry := float32(0)
		for i, p := range src {
			dst[i] += p*a + carry
			carry = p * b
		}
		dst[len(src)] += carry
	}
	for c := max(last, first); c < k; c++ {
		if c+s.off < k {
			to[c+s.off] += from[c] * a
			high += from[c] * b
			continue
		}
		high += from[c] * (a + b)
	}
	return low, high
}
