package stat

import (
	"math"
	"math/rand/v2"
)

// Places kept in memory at once; longer series are reckoned block by block,
// each block a second time on the way back, with the same answer.
const blockLength = 1024

// emissions is what the observations say: row[i] of table is the tempered
// likelihood per cell, scaled so that its best cell has 1, and after the cells
// that of a pause; at[t] is the row of
// place t, -1 where nothing was seen. log is the sum of what scaling took.
type emissions struct {
	cells int
	table []float32
	at    []int32
	log   float64
}

func (e *emissions) row(t int) []float32 {
	if e.at[t] < 0 {
		return nil
	}
	i := int(e.at[t]) * (e.cells + 1)
	return e.table[i : i+e.cells+1]
}

// chain is a grid set on a series: the forward pass and its memory.
type chain struct {
	grid
	n       int
	e       *emissions
	known   []bool    // places where the instrument is known to have changed; nil for none
	total   []float64 // the sum of what is believed at each place
	block   []float32 // beliefs of the block in memory, width() a place
	from    int       // its first place
	corners []float32 // the belief before each block
	log     float64   // log evidence
}

// hazard is the chance of a step into place t.
func (c *chain) hazard(t int) float64 {
	if c.known != nil && c.known[t] {
		return hazardKnown
	}
	return c.step
}

// forward is the exact forward pass: total, log, the corner of every block, and
// the last block in memory.
func (c *chain) forward() {
	w := c.width()
	blocks := (c.n + blockLength - 1) / blockLength
	c.total = resize(c.total, c.n)
	c.block = resize(c.block, min(c.n, blockLength)*w)
	c.corners = resize(c.corners, blocks*w)
	c.first(c.corners[:w])
	c.log = c.e.log
	for b := range blocks {
		c.fill(b)
		c.log += logProduct(c.total[c.from:min(c.from+blockLength, c.n)])
		if b+1 < blocks {
			copy(c.corners[(b+1)*w:], c.belief(c.from+blockLength-1))
		}
	}
}

// logProduct is the log of the product of positive factors.
func logProduct(factors []float64) float64 {
	sum, product := 0.0, 1.0
	for _, f := range factors {
		if product *= f; product < 1e-200 || product > 1e200 {
			sum, product = sum+math.Log(product), 1
		}
	}
	return sum + math.Log(product)
}

// fill reckons the beliefs of block b into memory. Each is scaled so that the
// one before it summed to one.
func (c *chain) fill(b int) {
	w := c.width()
	c.from = b * blockLength
	prev := c.corners[b*w : (b+1)*w]
	for t := c.from; t < min(c.from+blockLength, c.n); t++ {
		next := c.belief(t)
		if t > 0 {
			sum := c.total[t-1]
			c.advance(next, prev, sum, 1/sum, c.hazard(t))
		} else {
			copy(next, prev)
		}
		c.total[t] = c.observe(next, c.e.row(t))
		prev = next
	}
}

// belief is the filtered belief of a place in the block in memory.
func (c *chain) belief(t int) []float32 {
	w := c.width()
	i := (t - c.from) * w
	return c.block[i : i+w]
}

// observe multiplies a belief by a row of emissions and returns its sum.
func (c *chain) observe(belief, row []float32) float64 {
	total, k := 0.0, c.cells
	if row == nil {
		for j := 0; j < len(belief); j += k {
			total += weigh(belief[j:j+k], nil)
		}
		return total
	}
	for j := 0; j < c.moving(); j += k {
		total += weigh(belief[j:j+k], row[:k])
	}
	sum := float32(0)
	for i := c.moving(); i < len(belief); i++ {
		belief[i] *= row[k]
		sum += belief[i]
	}
	return total + float64(sum)
}

// weigh multiplies part by weights, where there are any, and returns its sum.
func weigh(part, weights []float32) float64 {
	sum := float32(0)
	if weights == nil {
		for _, p := range part {
			sum += p
		}
		return float64(sum)
	}
	for i, e := range weights[:len(part)] {
		p := part[i] * e
		part[i] = p
		sum += p
	}
	return float64(sum)
}

// How a path came to where it is.
const (
	stayed = iota
	stepped
	stopped
	began
	moved
)

// track is the cells, the slopes (0 at rest) and the ways of all paths, one
// path after the other.
type track struct {
	n         int
	cell, way []uint8
	slope     []uint8
	slopes    uint8 // how many there are; one more means a pause
}

// sample draws paths backward from the forward pass (Scott 2002), all at once,
// block by block.
func (c *chain) sample(paths int, random *rand.Rand, tr *track) {
	tr.n, tr.slopes = c.n, uint8(len(c.slopes))
	tr.cell = resize(tr.cell, paths*c.n)
	tr.slope = resize(tr.slope, paths*c.n)
	tr.way = resize(tr.way, paths*c.n)
	last := c.belief(c.n - 1)
	for p := range paths {
		tr.put(p, c.n-1, c.cells, draw(last, random.Float64()*c.total[c.n-1]))
	}
	d := drawer{chain: c, random: random, leave: make([]float64, c.cells)}
	for t := c.n - 2; t >= 0; t-- {
		if t < c.from {
			c.fill(t / blockLength)
		}
		d.at(t)
		for p := range paths {
			i := p*c.n + t
			state, way := d.before(int(tr.cell[i+1]), int(tr.slope[i+1]))
			tr.way[i+1] = way
			tr.put(p, t, c.cells, state)
		}
	}
}

func (tr *track) put(path, t, cells, state int) {
	i := path*tr.n + t
	tr.cell[i], tr.slope[i] = uint8(state%cells), uint8(state/cells)
}

// draw is the first index at which the running sum of weights passes u.
func draw(weights []float32, u float64) int {
	last := 0
	for i, w := range weights {
		if w > 0 {
			u -= float64(w)
			last = i
			if u < 0 {
				return i
			}
		}
	}
	return last
}

// drawer draws the state at t given the one at t+1.
type drawer struct {
	*chain
	random *rand.Rand
	belief []float32
	total  float64
	hazard float64
	leave  []float64 // per cell, the weight of slides that stopped there; -1 for not yet known
}

func (d *drawer) at(t int) {
	d.belief, d.total, d.hazard = d.chain.belief(t), d.chain.total[t], d.chain.hazard(t+1)
	for i := range d.leave {
		d.leave[i] = -1
	}
}

func (d *drawer) before(cell, slope int) (state int, way uint8) {
	switch {
	case slope > len(d.slopes):
		return d.beforePause(cell)
	case slope > 0:
		return d.beforeSlide(cell, slope)
	}
	rest := float64(d.belief[cell]) * (1 - d.hazard - d.start - d.pause.begin)
	step := d.total * d.hazard / float64(d.cells)
	if d.leave[cell] < 0 {
		d.leave[cell] = d.leaving(cell, nil)
	}
	u := d.random.Float64() * (rest + step + d.leave[cell])
	switch {
	case u < rest:
		return cell, stayed
	case u < rest+step:
		return draw(d.belief, d.random.Float64()*d.total), stepped
	}
	u -= rest + step
	d.leaving(cell, func(s int, w float64) bool {
		state, u = s, u-w
		return u < 0
	})
	if state >= d.moving() {
		return state, stayed
	}
	return state, stopped
}

// beforePause draws what was before a week of a pause at a cell.
func (d *drawer) beforePause(cell int) (state int, way uint8) {
	paused := d.moving() + cell
	stay := float64(d.belief[paused]) * max(0, 1-d.hazard-d.end)
	sum := stay
	for j := cell; j < d.moving(); j += d.cells {
		sum += float64(d.belief[j]) * d.pause.begin
	}
	u := d.random.Float64()*sum - stay
	for j := cell; u >= 0 && j < d.moving(); j += d.cells {
		if u -= float64(d.belief[j]) * d.pause.begin; u < 0 && j >= d.cells {
			return j, stopped
		} else if u < 0 {
			return j, stayed
		}
	}
	return paused, stayed
}

// leaving sums the weights of the sliding and pausing states that come to rest
// in a cell, at a stop, at the wall or at the end of a pause; pick, where given, sees each and may end the walk.
func (d *drawer) leaving(cell int, pick func(state int, weight float64) bool) float64 {
	sum, k := 0.0, d.cells
	add := func(state int, w float64) bool {
		sum += w
		return w > 0 && pick != nil && pick(state, w)
	}
	if d.pausing() > 0 && add(d.moving()+cell, float64(d.belief[d.moving()+cell])*d.end) {
		return sum
	}
	on := d.sliding(d.hazard)
	for j, s := range d.slopes {
		row := (j + 1) * k
		if add(row+cell, float64(d.belief[row+cell])*d.stop) {
			return sum
		}
		if cell != 0 && cell != k-1 {
			continue
		}
		for c := range k {
			w := s.past(c, cell, k)
			if w > 0 && add(row+c, float64(d.belief[row+c])*on*w) {
				return sum
			}
		}
	}
	return sum
}

// past is the chance that a slide in cell c would pass the wall at cell.
func (s slope) past(c, wall, k int) float64 {
	out := func(to int) bool { return wall == 0 && to < 0 || wall == k-1 && to > k-1 }
	w := 0.0
	if out(c + s.off) {
		w += 1 - float64(s.part)
	}
	if out(c + s.off + 1) {
		w += float64(s.part)
	}
	return w
}

func (d *drawer) beforeSlide(cell, j int) (state int, way uint8) {
	s, row := d.slopes[j-1], j*d.cells
	on := d.sliding(d.hazard)
	begin := float64(d.belief[cell]) * d.start / float64(len(d.slopes))
	at := func(c int, part float64) float64 {
		if c < 0 || c >= d.cells {
			return 0
		}
		return float64(d.belief[row+c]) * on * part
	}
	near := at(cell-s.off, 1-float64(s.part))
	far := at(cell-s.off-1, float64(s.part))
	u := d.random.Float64() * (begin + near + far)
	switch {
	case u < near:
		return row + cell - s.off, moved
	case u < near+far:
		return row + cell - s.off - 1, moved
	}
	return cell, began
}

// path turns one track into pieces.
func (tr *track) path(p int, known []bool) Path {
	from := p * tr.n
	cell, slope, way := tr.cell[from:from+tr.n], tr.slope[from:from+tr.n], tr.way[from:from+tr.n]
	slides := func(t int) bool { return slope[t] > 0 && slope[t] <= tr.slopes }
	var path Path
	start := 0
	for t := 1; t <= tr.n; t++ {
		if t < tr.n && (way[t] == stayed || way[t] == moved || way[t] == stepped && cell[t] == cell[t-1] && !slides(t-1)) {
			continue
		}
		piece := Piece{Start: start, End: t, From: float64(cell[start]), To: float64(cell[t-1]), Slide: slides(start)}
		if t < tr.n && piece.Slide && way[t] == stopped {
			piece.To = float64(cell[t])
		}
		piece.Known = start > 0 && known != nil && known[start] && way[start] == stepped
		path = append(path, piece)
		start = t
	}
	return path
}

// resize is a slice of n values, in the same memory where it fits; its content
// is anything.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}
