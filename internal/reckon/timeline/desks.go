package timeline

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// desks are when somebody sat at which machine, as keyboard and mouse say, and
// when nobody did. A machine nobody watches has neither.
type desks struct {
	present, gone map[string]when.Spans // by machine
	here          when.Spans            // at any machine
}

func desksOf(all []mark) desks {
	d := desks{present: map[string]when.Spans{}, gone: map[string]when.Spans{}}
	var points []mark
	for _, m := range all {
		switch m.of {
		case logbook.OfHere:
			points = append(points, m)
			d.present[m.machine] = d.present[m.machine].Add(m.span)
		case logbook.OfGone:
			d.gone[m.machine] = d.gone[m.machine].Add(m.span)
		}
	}
	for machine, gone := range d.gone { // of two that contradict each other, presence holds
		d.gone[machine] = gone.Minus(d.present[machine])
	}
	for _, s := range paint(points) {
		d.here = d.here.Add(s.span)
	}
	return d
}

// fronts are the marks of windows, as far as somebody sat before them.
func (d desks) fronts(all []mark) (out []mark) {
	for _, m := range all {
		if m.of != logbook.OfWindow {
			continue
		}
		for _, span := range m.span.Minus(d.gone[m.machine]) {
			m.span = span
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, byStart)
	return out
}
