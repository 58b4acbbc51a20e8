package stat

import (
	"math"
	"slices"
)

// Turn is a change of level that most of the paths agree on. Index is the first
// place of the new stretch, or the first of a slide; it lies in [Low, High]
// nine times of ten. End is the place a slide ended at, N where it is still
// going on, and Index for a step. From and To are levels.
type Turn struct {
	Index, Low, High, End int
	P, PSlide             float64 // the part of the paths that have it; of those, that slide
	Slide, Known          bool    // most of them slide; most have it at a known change of instrument
	From, To              float64
}

// The rules of telling, measured on simulated series.
const (
	matchGap    = 10   // an episode that lies this near another is the same one
	tellLeast   = 0.55 // of the paths must have it
	slideLeave  = 0.48 // of those must slide for it to be called a slide
	leastBefore = 13   // places seen before a turn
	leastAfter  = 6    // and after it
	leastWay    = 0.8  // of the least move must be left between the levels meant
	crowdReach  = 12   // places on either side within which draws are together
	around      = 26   // places on either side over which a level is meant
)

// Turns are the turns that the paths of a fit agree on, in order. seen says
// which places were observed: an interval is widened over those beside it that
// were not, where it may as well have happened.
func (f *Fit) Turns(seen []bool) []Turn {
	all := f.episodes()
	bounds := make([][]int, len(all))
	for i, es := range all {
		bounds[i] = episodeBounds(es, f.N)
	}
	if len(all) == 0 {
		return nil
	}
	told := all[headline(bounds, f.N, headlineMargin)]
	matches := make([][]int, len(all))
	for i, es := range all {
		matches[i] = match(told, es)
	}
	var turns []Turn
	for i, e := range told {
		t := f.turn(i, e, all, matches)
		if t.P < tellLeast || !f.telling(t, seen) {
			continue
		}
		t.widen(seen)
		turns = append(turns, t)
	}
	return turns
}

// telling says whether enough was seen on both sides of a turn to say from
// what to what it went, and whether that is a way worth telling.
func (f *Fit) telling(t Turn, seen []bool) bool {
	return count(seen[:t.Index]) >= leastBefore && count(seen[t.Index:]) >= leastAfter &&
		f.far(t.From, t.To) >= leastWay*f.least
}

// far is how far two levels are apart on the scale of even noise.
func (f *Fit) far(a, b float64) float64 { return abs(f.height(b) - f.height(a)) }

// worth says whether a move between two heights is worth telling.
func (f *Fit) worth(from, to float64) bool { return f.far(f.level(from), f.level(to)) >= f.least }

func count(seen []bool) int {
	n := 0
	for _, s := range seen {
		if s {
			n++
		}
	}
	return n
}

// episodes are those of every path.
func (f *Fit) episodes() [][]Episode {
	all := make([][]Episode, len(f.Paths))
	for i, p := range f.Paths {
		all[i] = p.Episodes(f.worth)
	}
	return all
}

// episodeBounds are the places at which episodes begin, and slides end.
func episodeBounds(es []Episode, n int) []int {
	var at []int
	for _, e := range es {
		at = append(at, e.Index)
		if e.Slide && e.End < n {
			at = append(at, e.End)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// match gives every episode of the headline the index of the same one in
// another path, -1 where there is none: of its direction, overlapping it, a few
// places apart at most. An episode of the path stands for the nearest one only,
// so that two of the headline cannot both live on it.
func match(told, es []Episode) []int {
	out := make([]int, len(told))
	for i := range out {
		out[i] = -1
	}
	for j, o := range es {
		best := -1
		for i, e := range told {
			if e.same(o) && (best < 0 || e.from(o) < told[best].from(o)) {
				best = i
			}
		}
		if best >= 0 && (out[best] < 0 || told[best].from(o) < told[best].from(es[out[best]])) {
			out[best] = j
		}
	}
	return out
}

func (e Episode) same(o Episode) bool {
	return o.Up() == e.Up() && o.Start-matchGap <= e.End && o.End+matchGap >= e.Start
}

func (e Episode) from(o Episode) int { return max(o.Index-e.Index, e.Index-o.Index) }

// turn is what all paths say about episode i of the headline.
func (f *Fit) turn(i int, e Episode, all [][]Episode, matches [][]int) Turn {
	var starts, stepStarts, slideStarts, ends []float64
	slides, known, from, to := 0, 0, 0.0, 0.0
	for path, es := range all {
		at := matches[path][i]
		if at < 0 {
			continue
		}
		m := es[at]
		starts = append(starts, float64(m.Index))
		if m.Slide {
			slides++
			slideStarts = append(slideStarts, float64(m.Start))
			ends = append(ends, float64(m.End))
		} else {
			stepStarts = append(stepStarts, float64(m.Index))
		}
		if m.Known {
			known++
		}
		before, after := f.sides(f.Paths[path], es, at)
		from, to = from+before, to+after
	}
	n := float64(max(1, len(starts)))
	t := Turn{P: n / float64(len(all)), PSlide: float64(slides) / n, Known: known*2 > len(starts), From: from / n, To: to / n}
	slices.Sort(starts)
	t.Low, t.High = round(Quantile(starts, 0.05)), round(Quantile(starts, 0.95))
	t.Index = crowd(stepStarts)
	t.End = t.Index
	if t.Slide = t.PSlide > slideLeave && !t.Known; t.Slide {
		t.Index, t.End = crowd(slideStarts), round(Median(ends))
	}
	return t
}

// crowd is the middle of the draws where they stand closest: most of them lie
// within a few places of it, which the median of two crowds would not give.
func crowd(draws []float64) int {
	slices.Sort(draws)
	first, most := 0, 0
	for i, j := 0, 0; i < len(draws); i++ {
		for j < len(draws) && draws[j] <= draws[i]+2*crowdReach {
			j++
		}
		if j-i > most {
			first, most = i, j-i
		}
	}
	return round(Quantile(draws[first:first+most], 0.5))
}

// sides are the mean levels of a path over up to 26 places before and after an
// episode, not beyond its neighbours.
func (f *Fit) sides(p Path, es []Episode, at int) (before, after float64) {
	e := es[at]
	first, last := max(0, e.Start-around), min(f.N, e.End+around)
	if at > 0 {
		first = max(first, min(es[at-1].End, e.Start-1))
	}
	if at+1 < len(es) {
		last = min(last, max(es[at+1].Start, e.End+1))
	}
	before = f.mean(p, first, e.Start)
	if e.End >= f.N {
		return before, f.Level(e.To)
	}
	return before, f.mean(p, e.End, last)
}

// mean is the mean level of a path over [from, to).
func (f *Fit) mean(p Path, from, to int) float64 {
	sum, n := 0.0, 0
	for _, piece := range p {
		a, b := max(from, piece.Start), min(to, piece.End)
		if a >= b {
			continue
		}
		// A level is one height; of a slide the middle of what is in view.
		height := piece.From
		if piece.Slide {
			height += (piece.To - piece.From) * (float64(a+b-1)/2 - float64(piece.Start)) / float64(piece.End-piece.Start)
		}
		sum += f.Level(height) * float64(b-a)
		n += b - a
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// widen makes the interval hold the index and the unseen places beside it.
func (t *Turn) widen(seen []bool) {
	t.Low, t.High = min(t.Low, t.Index), max(t.High, t.Index)
	for t.Low > 1 && !seen[t.Low-1] {
		t.Low--
	}
	for t.High+1 < len(seen) && !seen[t.High] {
		t.High++
	}
}

func round(x float64) int { return int(math.Round(x)) }
