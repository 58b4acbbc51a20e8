package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Agency is how much of the meetings the person called.
var Agency = Figure{
	Name: "agency", Unit: "share",
	Means: "the share of meeting hours that you organised, among those with a named organiser",
	Not:   "what you decided: the sender of an invitation is not always the one who wanted the meeting",
	Of: func(s Stretch) (Value, bool) {
		named := s.bookings(func(b *timeline.Booking) when.Instant { return only(b, b.Of.Caller != "") })
		return share(s.bookings(func(b *timeline.Booking) when.Instant { return only(b, b.Of.Mine) }), named)
	},
}

// Notice is how many of the meetings came at short notice.
var Notice = Figure{
	Name: "short_notice", Unit: "share",
	Means: "the share of meetings that were created less than 24 hours before they began, among those whose creation is recorded",
	Not:   "rudeness: incidents give no notice. For a series, its first creation counts",
	Of: func(s Stretch) (Value, bool) {
		known := s.bookings(func(b *timeline.Booking) when.Instant { return once(b, b.Of.Created > 0) })
		return share(s.bookings(func(b *timeline.Booking) when.Instant {
			return once(b, b.Of.Created > 0 && b.Of.Span.From-b.Of.Created < 24*when.Hour)
		}), known)
	},
}

// StandingShare is what comes again and again without an end.
var StandingShare = Figure{
	Name: "standing_share", Unit: "share",
	Means: "the share of meeting hours in series without an end date",
	Not:   "waste: some series should go on. It shows how much goes on without anyone deciding about it again",
	Of: func(s Stretch) (Value, bool) {
		return share(s.bookings(func(b *timeline.Booking) when.Instant { return only(b, b.Of.Endless) }), s.bookings(length))
	},
}

// Debt is StandingShare by its first name, which stays in the JSON.
var Debt = Figure{Name: "debt", Unit: StandingShare.Unit, Means: StandingShare.Means, Not: StandingShare.Not, Of: StandingShare.Of}

// only is a booking's length where something holds.
func only(b *timeline.Booking, holds bool) when.Instant {
	if holds {
		return b.Span.Len()
	}
	return 0
}

// once is 1 for a booking of which something holds, on the day it begins.
func once(b *timeline.Booking, holds bool) when.Instant {
	if holds && b.Span.From == b.Of.Span.From {
		return 1
	}
	return 0
}
