package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// PersonHours is what the meetings cost everybody asked to them.
var PersonHours = Figure{
	Name: "person_hours", Unit: "person-hours/week",
	Means: "meeting hours times the people invited, including you. Where no people are named, only you count",
	Not:   "waste: results are in no calendar. People who declined or did not come are counted; people who came without an invitation are not",
	Of:    func(s Stretch) (Value, bool) { return s.aWeek(s.bookings(PersonTime)) },
}

// PersonTime is a meeting's length times the people asked.
func PersonTime(b *timeline.Booking) when.Instant {
	return b.Span.Len() * when.Instant(max(1, b.Of.People))
}
