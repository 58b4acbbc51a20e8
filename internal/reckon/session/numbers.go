package session

import (
	"fmt"
	"math"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// SeriesKey names a measure in a sphere.
type SeriesKey struct {
	Measure string
	Sphere  timeline.Sphere
}

// Numbers are the day rows as of one state: for each series a number a day, NaN
// where a day does not differ from an empty one, and the surveys of the days.
// They never change.
type Numbers struct {
	state   logbook.Derived
	First   when.Day
	series  map[SeriesKey][]float64
	surveys []*logbook.Survey // by day from first; nil for none
	changed []int64           // by day from first: a generation since which it has not changed
}

// Of is one series.
func (n *Numbers) Of(key SeriesKey) measure.Row {
	return measure.Row{First: n.First, Values: n.series[key]}
}

// By is one series by day, without the days that do not differ from an empty one.
func (n *Numbers) By(key SeriesKey) map[when.Day]float64 {
	out := map[when.Day]float64{}
	for i, v := range n.series[key] {
		if !math.IsNaN(v) {
			out[n.First+when.Day(i)] = v
		}
	}
	return out
}

// Sum is what a series comes to on some days.
func (n *Numbers) Sum(key SeriesKey, days when.Days) (sum float64) {
	for d, v := range n.By(key) {
		if days.Has(d) {
			sum += v
		}
	}
	return sum
}

// Numbers are the day rows as they are now: those that are kept, with the ones
// that changed since.
func (s *Session) Numbers() (*Numbers, error) {
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	was := s.kept.numbers
	if was == nil {
		was = &Numbers{}
	}
	rows, state, err := s.dayRows(was.state.Generation)
	if err == nil && state.Generation < was.state.Generation {
		was, s.kept.sorters, s.kept.accounts = &Numbers{}, nil, nil // a generation names another state now
		rows, state, err = s.dayRows(0)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was remembered: %w", err)
	}
	if state == was.state && s.kept.numbers != nil {
		return was, nil
	}
	if state.Epoch > was.state.Generation {
		was = &Numbers{}
	}
	s.kept.numbers = was.with(rows, state)
	return s.kept.numbers, nil
}

// dayRows are those that changed after a generation, and the state they are of. A
// store that lies before it, since it was put back from a copy, gives none.
func (s *Session) dayRows(after int64) (rows []logbook.DayRow, state logbook.Derived, err error) {
	state, err = s.Memory.Changed(s.Ctx, s.Grant, after, func(row *logbook.DayRow) error {
		rows = append(rows, *row)
		return nil
	})
	return rows, state, err
}

// with is another state: the same numbers but for some days.
func (n *Numbers) with(rows []logbook.DayRow, state logbook.Derived) *Numbers {
	out := n.reaching(rows)
	out.state = state
	for i := range rows {
		row := &rows[i]
		at := int(row.Day - out.First)
		out.changed[at] = state.Generation
		for _, values := range out.series {
			values[at] = math.NaN()
		}
		for _, t := range row.Tallies {
			out.set(SeriesKey{t.Measure, timeline.Sphere(t.Sphere)}, at, t.Value)
		}
		out.surveys[at] = nil
		if s := row.Survey; !s.None() {
			out.surveys[at] = &s
		}
	}
	return out
}

// reaching is a copy that has room for some days.
func (n *Numbers) reaching(rows []logbook.DayRow) *Numbers {
	out := &Numbers{First: n.First, series: map[SeriesKey][]float64{}}
	last := n.First + when.Day(len(n.surveys))
	if len(rows) > 0 {
		if len(n.surveys) == 0 {
			out.First, last = rows[0].Day, rows[0].Day
		}
		out.First, last = min(out.First, rows[0].Day), max(last, rows[len(rows)-1].Day+1)
	}
	before := int(n.First - out.First)
	out.surveys, out.changed = make([]*logbook.Survey, last-out.First), make([]int64, last-out.First)
	if len(n.surveys) > 0 {
		copy(out.surveys[before:], n.surveys)
		copy(out.changed[before:], n.changed)
	}
	for key, values := range n.series {
		out.series[key] = out.empty()
		copy(out.series[key][before:], values)
	}
	return out
}

// empty is a series without anything.
func (n *Numbers) empty() []float64 {
	out := make([]float64, len(n.surveys))
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

// Works hands over, day by day in order, how many works of the person's own a place
// has.
func (n *Numbers) Works(each func(d when.Day, p logbook.Place, works int)) {
	for i, day := range n.surveys {
		if day == nil {
			continue
		}
		for _, p := range day.Places {
			if p.Works > 0 {
				each(n.First+when.Day(i), p.Place, p.Works)
			}
		}
	}
}

// Surveys hands over, day by day in order, what the evidence says of itself; days of
// which it says nothing are left out.
func (n *Numbers) Surveys(each func(d when.Day, of *logbook.Survey)) {
	for i, day := range n.surveys {
		if day != nil {
			each(n.First+when.Day(i), day)
		}
	}
}

func (n *Numbers) set(key SeriesKey, at int, v float64) {
	if n.series[key] == nil {
		n.series[key] = n.empty()
	}
	n.series[key][at] = v
}

// Away are the days on which the person was away.
func (n *Numbers) Away() map[when.Day]bool {
	out := map[when.Day]bool{}
	for i, v := range n.series[SeriesKey{measure.AwayDays.Name, timeline.SphereAll}] {
		if v > 0 {
			out[n.First+when.Day(i)] = true
		}
	}
	return out
}
