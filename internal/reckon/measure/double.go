package measure

import (
	"github.com/backsight/backsight/internal/base/when"
)

// DoubleBooked is the time booked more than once.
var DoubleBooked = Figure{
	Name: "double_booked", Unit: "hours/week",
	Means: "meeting hours booked on top of another meeting: all hours booked less those that one could sit in",
	Not:   "hours lost: one of the two may never have been meant for you",
	Of: func(s Stretch) (Value, bool) {
		var once when.Instant
		for _, d := range s.Days {
			once += when.SpansOf(meetings(d)...).Len()
		}
		return s.aWeek(s.bookings(length) - once)
	},
}

// Conflicting is the whole length of the meetings that overlap another.
var Conflicting = Figure{
	Name: "conflicting", Unit: "hours/week",
	Means: "the whole length of every meeting that overlaps another, as Viva Insights counts conflicting meeting hours",
	Not:   "time in two meetings at once: two hours that share a minute count as two hours",
	Of: func(s Stretch) (Value, bool) {
		var total when.Instant
		for _, d := range s.Days {
			spans := meetings(d)
			for i := range spans {
				if overlapped(spans, i) {
					total += spans[i].Len()
				}
			}
		}
		return s.aWeek(total)
	},
}

func overlapped(spans []when.Span, i int) bool {
	for j := range spans {
		if _, shared := spans[i].Cut(spans[j]); shared && i != j {
			return true
		}
	}
	return false
}
