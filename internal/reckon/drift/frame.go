package drift

import (
	"fmt"
	"math"

	"github.com/backsight/backsight/internal/base/when"
)

// longest is how many calendar weeks a series may span.
const longest = 60_000

// largest is the largest number that is reckoned with; squares of it must not
// overflow.
const largest = 1e100

// frame lays the weeks given on a calendar without gaps, from the first week
// with evidence to the last: places are counted on it, indices on what was
// given.
type frame struct {
	weeks []Week
	first when.Day
	place []int // of each week given; outside [0, n) before the first and after the last evidence
	entry []int // of each place, the week given at it or next after it
	n     int
	seen  []bool // by place
	count int    // weeks with evidence
	unit  float64
	dense bool // places have no holes: plain numbers
}

// lay checks the series and lays it out. Weeks must be in order, each once.
func lay(s Series) (*frame, error) {
	if err := check(s); err != nil {
		return nil, err
	}
	f := &frame{weeks: s.Weeks, place: make([]int, len(s.Weeks)), unit: 1}
	first, last := -1, -1
	for i, w := range s.Weeks {
		if observed(s.Kind, w) {
			if first < 0 {
				first = i
			}
			last = i
			f.count++
		}
	}
	if first < 0 {
		return f, nil
	}
	at := f.calendar(first)
	if s.Kind == Number {
		at = f.known(first)
	}
	if f.n = at(last) + 1; f.n > longest {
		return nil, fmt.Errorf("the series spans %d weeks, more than %d", f.n, longest)
	}
	f.first = s.Weeks[first].Monday
	f.seen, f.entry = make([]bool, f.n), make([]int, f.n)
	for i, w := range s.Weeks {
		f.place[i] = at(i)
		if p := f.place[i]; p >= 0 && p < f.n {
			f.seen[p] = observed(s.Kind, w)
		}
	}
	for p, i := 0, first; p < f.n; p++ {
		for f.place[i] < p { // also over what has no place
			i++
		}
		f.entry[p] = i
	}
	return f, nil
}

// calendar places a week by its date: weeks that were not given are places too.
func (f *frame) calendar(first int) func(int) int {
	return func(i int) int { return int(f.weeks[i].Monday-f.weeks[first].Monday) / 7 }
}

// known places plain numbers one after the other: what is missing takes none.
func (f *frame) known(first int) func(int) int {
	places := make([]int, len(f.weeks))
	next := 0
	for i, w := range f.weeks {
		places[i] = -1
		if w.Known {
			places[i] = next
			next++
		}
	}
	f.dense = true
	return func(i int) int { return places[i] }
}

// day is the Monday of a place, NoDay where the series has no dates.
func (f *frame) day(place int) when.Day {
	switch {
	case f.first == when.NoDay:
		return when.NoDay
	case f.dense:
		return f.weeks[f.entry[place]].Monday
	}
	return f.first + when.Day(7*place)
}

// time is where a week given lies in time, in weeks, or in entries where the
// series has no dates.
func (f *frame) time(i int) float64 {
	if f.first == when.NoDay {
		return float64(i)
	}
	return float64(f.weeks[i].Monday-f.first) / 7
}

// check refuses what cannot be a series of the kind, naming the week.
func check(s Series) error {
	switch s.Kind {
	case Share, Days, Count, Hours, Number:
	default:
		return fmt.Errorf("kind %q is none of share, days, count, hours, number", s.Kind)
	}
	for i, w := range s.Weeks {
		if err := checkWeek(s.Kind, w); err != nil {
			return fmt.Errorf("%s: %w", name(w, i), err)
		}
		if i == 0 || s.Kind == Number && w.Monday == when.NoDay {
			continue
		}
		if before := s.Weeks[i-1].Monday; w.Monday == before {
			return fmt.Errorf("%s is given twice", name(w, i))
		} else if w.Monday < before {
			return fmt.Errorf("%s comes after %s: weeks must be in order", name(w, i), name(s.Weeks[i-1], i-1))
		} else if s.Kind != Number && (w.Monday-before)%7 != 0 {
			return fmt.Errorf("%s is not a whole number of weeks after %s", name(w, i), name(s.Weeks[i-1], i-1))
		}
	}
	return nil
}

func checkWeek(kind Kind, w Week) error {
	if !w.Known {
		return nil
	}
	for _, x := range []float64{w.Value, w.Of, w.Seen} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("a value is not a finite number")
		}
		if math.Abs(x) > largest {
			return fmt.Errorf("%g is too large", x)
		}
	}
	switch {
	case kind == Number:
		return nil
	case w.Value < 0 || w.Of < 0 || w.Seen < 0:
		return fmt.Errorf("a value is negative")
	case kind == Days && w.Of > 7:
		return fmt.Errorf("%v days of a week were seen", w.Of)
	case (kind == Share || kind == Days) && w.Of > 0 && w.Value > w.Of*(1+1e-9):
		return fmt.Errorf("value %v is more than the %v seen", w.Value, w.Of)
	}
	return nil
}

// name is how an error calls a week.
func name(w Week, i int) string {
	if w.Monday == when.NoDay {
		return fmt.Sprintf("entry %d", i)
	}
	return "week " + w.Monday.String()
}
