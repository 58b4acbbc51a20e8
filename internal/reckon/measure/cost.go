package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// PersonHours is what the meetings cost everybody asked to them.
var PersonHours = Figure{
	Name: "person_hours", Unit: "person-hours/week",
	Means: "meeting hours times the people asked, you among them; where nobody is named it counts you alone",
	Not:   "a waste: what came of them is in no calendar; who declined or stayed away is counted, who came without being asked is not",
	Of:    func(s Stretch) (Value, bool) { return s.aWeek(s.bookings(PersonTime)) },
}

// PersonTime is a meeting's length times the people asked.
func PersonTime(b *timeline.Booking) when.Instant {
	return b.Span.Len() * when.Instant(max(1, b.Of.People))
}
