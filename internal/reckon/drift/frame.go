package drift

import (
	"fmt"
	"math"

	"github.com/backsight/backsight/internal/base/when"
)

// longest is how many calendar weeks a series may span.
const longest = 60_000

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
	at := func(i int) int { return int(s.Weeks[i].Monday-s.Weeks[first].Monday) / 7 }
	if s.Kind == Number {
		at = func(i int) int { return i - first }
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
		for f.place[i] < p {
			i++
		}
		f.entry[p] = i
	}
	return f, nil
}

// day is the Monday of a place.
func (f *frame) day(place int) when.Day {
	if f.first == when.NoDay {
		return when.NoDay
	}
	return f.first + when.Day(7*place)
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
