package measure

import (
	"github.com/backsight/backsight/internal/base/when"
)

// DoubleBooked is the time booked more than once.
var DoubleBooked = Figure{
	Name: "double_booked", Unit: "hours/week",
	Means: "meeting hours booked at the same time as another meeting: all booked hours minus those that one person can attend",
	Not:   "hours lost: one of the two meetings may not have been meant for you",
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
	Not:   "time in two meetings at once: two one-hour meetings that share one minute count as two hours",
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
