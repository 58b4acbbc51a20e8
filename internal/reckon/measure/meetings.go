package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// MeetingHours is the time that meetings take.
var MeetingHours = Measure{
	Name: "meeting_hours", Noun: "meeting hours", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Plans,
	Means: "hours planned in meetings, counting each minute once; unanswered and tentative meetings count half",
	Not:   "hours that were spent: a calendar shows what was planned",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		var minutes float64
		for _, st := range d.Planned {
			if st.Meeting && inSphere(st.Sphere, s) {
				minutes += st.Weight * float64(st.Span.Len()) / float64(when.Minute)
			}
		}
		return minutes / 60
	},
}

// PotentialFocus is the room that the calendar leaves.
var PotentialFocus = Measure{
	Name: "potential_focus", Noun: "hours of potential focus", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Plans,
	Means: "hours in gaps of at least two hours between meetings, inside the working window",
	Not:   "hours of building: a gap in a calendar is only potential until evidence shows what was done in it",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 {
		return inHours(RoomOf(d, h).Focus(focusBlock))
	},
	Empty: func(d when.Day, h timeline.Habits) float64 {
		w := window(d, h)
		if w.Len() < focusBlock {
			return 0
		}
		return inHours(w.Len())
	},
}

// FreeHalfDays serves the clock of the last half day without a meeting.
var FreeHalfDays = Measure{
	Name: "free_half_days", Noun: "half days without a meeting", Version: 1, Unit: "half days/week", Kind: drift.Count, Class: logbook.Plans, Hidden: true,
	Means: "half working windows in which the calendar holds nothing that takes time",
	Not:   "hours of building: what was done in them is in no calendar",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) (n float64) {
		w := window(d.Day, h)
		if w.Len() == 0 {
			return 0
		}
		middle := (w.From + w.To) / 2
		for _, half := range []when.Span{{From: w.From, To: middle}, {From: middle, To: w.To}} {
			if !busyIn(d, half) {
				n++
			}
		}
		return n
	},
	Empty: func(d when.Day, h timeline.Habits) float64 {
		if window(d, h).Len() == 0 {
			return 0
		}
		return 2
	},
}

// AwayDays serves exposure: a day away for half of its window or more is absent.
var AwayDays = Measure{
	Name: "away_days", Noun: "days away", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Plans, Hidden: true,
	Means: "days away for half of the working window or more, as the calendar or you say",
	Not:   "days without evidence: those are unseen",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 {
		w := hours(d.Day, h)
		if w.Len() == 0 { // the clock leaves the whole window out
			w = d.Span
		}
		var away when.Instant
		for _, st := range d.Planned {
			if cut, some := st.Span.Cut(w); some && st.Work == timeline.Away {
				away += cut.Len()
			}
		}
		if 2*away >= w.Len() {
			return 1
		}
		return 0
	},
}

// hours is the window's time of day on any day, working day or not, by the
// clock on the wall: a day of 23 hours moves neither edge.
func hours(d when.Day, h timeline.Habits) when.Span {
	zone := h.Zone(d)
	return when.Span{From: d.At(zone, h.Window.From), To: d.At(zone, h.Window.To)}
}

// window is the working window of a day, empty where it is no working day.
func window(d when.Day, h timeline.Habits) when.Span {
	if !h.Window.Weekdays[d.Weekday()] {
		return when.Span{}
	}
	return hours(d, h)
}

// busy says whether a stint takes the time away from making: an absence, or what
// the person probably sat in. A block kept for making takes none.
func busy(s timeline.Stint) bool {
	return s.Work == timeline.Away || s.Weight >= 0.5 && !timeline.LeavesFree(s.Work, s.Meeting)
}

func busyIn(d timeline.Day, span when.Span) bool {
	for _, st := range d.Planned {
		if _, some := st.Span.Cut(span); some && busy(st) {
			return true
		}
	}
	return false
}
