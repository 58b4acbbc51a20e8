package stat

// grid is the hidden level as a Markov chain on cells: in every step of time it
// rests, steps to any cell, or slides with one of a few slopes. After Fearnhead
// (2006) for the sampling of change points, on a grid so that any likelihood
// serves.
type grid struct {
	cells             int
	slopes            []slope
	step, start, stop float64 // hazards: of a step, of a slide's start, of its end
	pause
}

// pause is a stretch of nothing at all after which the level is what it was:
// the hazards of its beginning and of its end, 0 and 0 where there are none.
type pause struct{ begin, end float64 }

// slope moves off cells in a step of time, and one more with chance part.
type slope struct {
	off  int
	part float32
}

// The hazards of a life: a step in about three years, a slide in about six that
// lasts a year and a half.
const (
	hazardStep  = 1.0 / 170
	hazardSlide = 1.0 / 400
	hazardStop  = 1.0 / 80
	hazardKnown = 0.5 // of a step where the instrument is known to have changed
)

// newGrid is the chain on so many cells; the slopes are those of 96 cells,
// scaled. Without slopes it only steps.
func newGrid(cells int, slides bool, pauses pause) grid {
	g := grid{cells: cells, step: hazardStep, pause: pauses}
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

// width is the number of states: each cell at rest, then each cell in each
// slope, then, where there are pauses, each cell in a pause.
func (g grid) width() int { return g.moving() + g.pausing() }

func (g grid) moving() int { return g.cells * (1 + len(g.slopes)) }

func (g grid) pausing() int {
	if g.pause.begin == 0 {
		return 0
	}
	return g.cells
}

// first fills the state before the first observation: any cell, sliding as
// often as the hazards make it in the long run.
func (g grid) first(dst []float32) {
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
	for i := g.cells; i < g.moving(); i++ {
		dst[i] = move
	}
	for i := g.moving(); i < g.width(); i++ {
		dst[i] = rest * float32(g.pause.begin)
	}
}

// advance writes into next what was believed in prev one step of time later,
// before it is observed, times scale. total is the sum of prev; hazard is the
// chance of a step.
func (g grid) advance(next, prev []float32, total, scale, hazard float64) {
	k := g.cells
	still := float32(scale * (1 - hazard - g.start - g.pause.begin))
	anywhere := float32(scale * total * hazard / float64(k))
	rest, was := next[:k], prev[:k]
	for c, p := range was {
		rest[c] = p*still + anywhere
	}
	if g.pausing() > 0 {
		g.rest(next, prev, scale, hazard)
	}
	stop := float32(scale * g.stop)
	on := float32(scale * g.sliding(hazard))
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

// sliding is the chance that a slide goes on.
func (g grid) sliding(hazard float64) float64 { return max(0, 1-hazard-g.stop-g.pause.begin) }

// rest moves what begins and ends a pause.
func (g grid) rest(next, prev []float32, scale, hazard float64) {
	k, m := g.cells, g.moving()
	stay, end, begin := float32(scale*max(0, 1-hazard-g.end)), float32(scale*g.end), float32(scale*g.pause.begin)
	was, is := prev[m:m+k], next[m:m+k]
	for c, p := range was {
		is[c] = p * stay
		next[c] += p * end
	}
	for j := 0; j < m; j += k {
		for c, p := range prev[j : j+k] {
			is[c] += p * begin
		}
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
