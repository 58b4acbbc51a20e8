package timeline

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// desks are when somebody sat at which machine, as keyboard and mouse say, and
// when nobody did. A machine nobody watches has neither.
type desks struct {
	present, gone map[string][]when.Span
	here          []when.Span // at any machine: in order, apart
}

func desksOf(all []mark) desks {
	d := desks{present: map[string][]when.Span{}, gone: map[string][]when.Span{}}
	var points []mark
	for _, m := range all {
		switch m.of {
		case logbook.OfHere:
			points = append(points, m)
			if m.span.Len() > 0 {
				d.present[m.machine] = with(d.present[m.machine], m.span)
			}
		case logbook.OfGone:
			d.gone[m.machine] = with(d.gone[m.machine], m.span)
		}
	}
	for machine, gone := range d.gone { // of two that contradict each other, presence holds
		d.gone[machine] = nil
		for _, s := range gone {
			d.gone[machine] = append(d.gone[machine], outsideOf(s, d.present[machine])...)
		}
	}
	for _, s := range paint(points) {
		d.here = with(d.here, s.span)
	}
	return d
}

// with adds a span that begins no earlier than those before it.
func with(spans []when.Span, s when.Span) []when.Span {
	if n := len(spans); n > 0 && s.From <= spans[n-1].To {
		spans[n-1].To = max(spans[n-1].To, s.To)
		return spans
	}
	return append(spans, s)
}

// fronts are the marks of windows, as far as somebody sat before them.
func (d desks) fronts(all []mark) (out []mark) {
	for _, m := range all {
		if m.of != logbook.OfWindow {
			continue
		}
		for _, span := range outsideOf(m.span, d.gone[m.machine]) {
			m.span = span
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, byStart)
	return out
}

// split parts a span by others, which are in order and apart.
func split(s when.Span, by []when.Span) (inside, outside []when.Span) {
	i, _ := slices.BinarySearchFunc(by, s.From, func(o when.Span, at when.Instant) int {
		if o.To <= at {
			return -1
		}
		return 1
	})
	at := s.From
	for ; i < len(by) && by[i].From < s.To; i++ {
		cut, some := by[i].Cut(s)
		if !some {
			continue
		}
		if at < cut.From {
			outside = append(outside, when.Span{From: at, To: cut.From})
		}
		inside, at = append(inside, cut), cut.To
	}
	if at < s.To {
		outside = append(outside, when.Span{From: at, To: s.To})
	}
	return inside, outside
}

// outsideOf is what is left of a span or a point.
func outsideOf(s when.Span, holes []when.Span) []when.Span {
	if s.Len() > 0 {
		_, outside := split(s, holes)
		return outside
	}
	if covers(holes, s) {
		return nil
	}
	return []when.Span{s}
}

// covers says whether a span begins in one of others, which are in order and
// apart.
func covers(spans []when.Span, s when.Span) bool {
	i, _ := slices.BinarySearchFunc(spans, s.From, func(o when.Span, at when.Instant) int {
		if o.To <= at {
			return -1
		}
		return 1
	})
	return i < len(spans) && spans[i].From <= s.From
}
