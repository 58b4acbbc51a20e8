package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Figure is something told of a whole stretch of days, where a week's value
// would be the wrong shape or its days do not add up.
type Figure struct {
	Name  string
	Unit  string
	Means string
	Not   string
	// Of is the figure, false where there is nothing to tell it of.
	Of func(Stretch) (Value, bool)
}

// Value is a figure's value. Low and High are a band that the definition leaves
// open, not chance; they are equal to the value where there is none.
type Value struct{ Value, Low, High float64 }

// Stretch is the days that were seen of a period: covered by the calendar, the
// person not away.
type Stretch struct {
	Days   []timeline.Day
	Habits timeline.Habits
	Hands  func(when.Day) bool // whether what was made on a day would have been seen; nil: never
}

// handy are the days on which making would have been seen.
func (s Stretch) handy() Stretch {
	out := Stretch{Habits: s.Habits, Hands: s.Hands}
	for _, d := range s.Days {
		if s.Hands != nil && s.Hands(d.Day) {
			out.Days = append(out.Days, d)
		}
	}
	return out
}

// Figures are all there are, in the order in which they are shown. To add one,
// write its file and put it here.
func Figures() []Figure {
	return []Figure{
		MeetingLoad, WindowShare, DoubleBooked, Conflicting,
		FocusTime, FocusShare, FragmentedTime, BlockLength, MakerTime, Placement,
		MakerShare, ManagerShare, AfterTime, LateTime,
		OneOnOneCount, Agency, Notice, Debt, StandingShare, PersonHours,
		RealisedFocus, TouchedBlocks,
	}
}

// WorkingDays is how many of the days have a window.
func (s Stretch) WorkingDays() (n int) {
	for _, d := range s.Days {
		if window(d.Day, s.Habits).Len() > 0 {
			n++
		}
	}
	return n
}

// weeks is how many working weeks the days make up.
func (s Stretch) weeks() float64 { return workingWeeks(s.WorkingDays(), s.Habits.Window) }

// workingWeeks is how many working weeks some working days make up.
func workingWeeks(days int, w timeline.Window) float64 {
	a := 0
	for _, works := range w.Weekdays {
		if works {
			a++
		}
	}
	return float64(days) / float64(max(1, a))
}

// aWeek is a time per working week; false where no working day was seen.
func (s Stretch) aWeek(t when.Instant) (Value, bool) { return s.each(inHours(t)) }

func (s Stretch) each(total float64) (Value, bool) {
	weeks := s.weeks()
	if weeks == 0 {
		return Value{}, false
	}
	return exactly(total / weeks), true
}

func exactly(v float64) Value { return Value{v, v, v} }

// share is a part of a whole; false where there is no whole.
func share(part, whole when.Instant) (Value, bool) {
	if whole <= 0 {
		return Value{}, false
	}
	return exactly(float64(part) / float64(whole)), true
}

// rooms adds up something of each working day's room.
func (s Stretch) rooms(of func(Room) when.Instant) (total when.Instant) {
	for _, d := range s.Days {
		total += of(RoomOf(d, s.Habits))
	}
	return total
}

// bookings adds up something of each meeting.
func (s Stretch) bookings(of func(*timeline.Booking) when.Instant) (total when.Instant) {
	for i := range s.Days {
		for j := range s.Days[i].Bookings {
			if b := &s.Days[i].Bookings[j]; b.Topic.Meeting {
				total += of(b)
			}
		}
	}
	return total
}

func length(b *timeline.Booking) when.Instant { return b.Span.Len() }

// meetings are the spans of a day's meetings, in order.
func meetings(d timeline.Day) (out []when.Span) {
	for i := range d.Bookings {
		if d.Bookings[i].Topic.Meeting {
			out = append(out, d.Bookings[i].Span)
		}
	}
	return out
}
