package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// MeetingLoad is the time that meetings take, with the band that unanswered and
// tentative ones leave: from only the accepted to all that were not declined.
var MeetingLoad = Figure{
	Name: "meeting_load", Unit: "hours/week",
	Means: "hours planned in meetings, counting each minute once. Unanswered and tentative meetings count half, and so do meetings during which you committed. The band goes from accepted meetings only to all that were not declined",
	Not:   "hours that were spent: a calendar shows what was planned",
	Of: func(s Stretch) (Value, bool) {
		var v Value
		for _, d := range s.Days {
			v.Value += MeetingHours.Of(d, s.Habits, "all")
			var sure, all []when.Span
			for _, b := range d.Bookings {
				if !b.Topic.Meeting {
					continue
				}
				all = append(all, b.Span)
				if b.Of.Answer == logbook.Called || b.Of.Answer == logbook.Accepted {
					sure = append(sure, b.Span)
				}
			}
			v.Low += inHours(when.SpansOf(sure...).Len())
			v.High += inHours(when.SpansOf(all...).Len())
		}
		weeks := s.weeks()
		if weeks == 0 {
			return v, false
		}
		v = Value{v.Value / weeks, min(v.Low, v.Value) / weeks, v.High / weeks}
		return v, true
	},
}

// WindowShare is how much of the working window is booked.
var WindowShare = Figure{
	Name: "window_share", Unit: "share",
	Means: "the share of the working window (without absence) that is booked with meetings and other appointments",
	Not:   "how busy you are: work outside the window and unbooked work are not included",
	Of: func(s Stretch) (Value, bool) {
		return share(s.rooms(func(r Room) when.Instant { return r.Busy }), s.rooms(func(r Room) when.Instant { return r.Window }))
	},
}
