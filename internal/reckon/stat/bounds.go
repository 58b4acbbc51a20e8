package stat

import "slices"

const segmentMargin = 5 // within which two bounds of plain numbers are one

// Bounds are the turns of plain numbers: every bound of the headline path is
// one, a slide where a ramp begins. Its interval and weight are those of the
// bounds of the other paths near it.
func (f *Fit) Bounds() []Turn {
	bounds := make([][]int, len(f.Paths))
	for i, p := range f.Paths {
		bounds[i] = p.Bounds()
	}
	if len(bounds) == 0 {
		return nil
	}
	best := f.Paths[headline(bounds, f.N, segmentMargin)]
	var turns []Turn
	for i := range best[1:] {
		if b := f.bound(best, i+1); b.P >= tellLeast {
			turns = append(turns, b)
		}
	}
	return turns
}

// bound is what all paths say about bound i of a path.
func (f *Fit) bound(best Path, i int) Turn {
	at := best[i].Start
	low, high := (best[i-1].Start+at)/2, (at+best[i].End+1)/2
	var starts, ends []float64
	from, to, ramps := 0.0, 0.0, 0
	for _, p := range f.Paths {
		j := nearest(p, at)
		if j < 0 || p[j].Start < low || p[j].Start >= high {
			continue
		}
		starts = append(starts, float64(p[j].Start))
		ends = append(ends, float64(p[j].End))
		if p.slidesInto(j) {
			ramps++
		}
		from += f.mean(p, max(p[j-1].Start, p[j].Start-around), p[j].Start)
		if p[j].Slide {
			to += f.Level(p[j].To)
		} else {
			to += f.Level(p[j].From)
		}
	}
	n := float64(max(1, len(starts)))
	slices.Sort(starts)
	t := Turn{
		Index: at, Low: min(at, round(Quantile(starts, 0.05))), High: max(at, round(Quantile(starts, 0.95))), End: at,
		P: float64(len(starts)) / float64(len(f.Paths)), PSlide: float64(ramps) / n, From: from / n, To: to / n,
	}
	if t.Slide = t.PSlide > slideLeave; t.Slide {
		t.End = max(at+1, round(Median(ends)))
	}
	return t
}

// slidesInto says whether piece j moves further by sliding than by the jump it
// begins with.
func (p Path) slidesInto(j int) bool {
	return p[j].Slide && abs(p[j].To-p[j].From) > abs(p[j].From-p[j-1].To)
}

// nearest is the piece, not the first, that starts nearest to a place; -1 for
// none.
func nearest(p Path, at int) int {
	best := -1
	for j := 1; j < len(p); j++ {
		if best < 0 || max(p[j].Start-at, at-p[j].Start) < max(p[best].Start-at, at-p[best].Start) {
			best = j
		}
	}
	return best
}
