package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

const (
	afterMeans = "hours planned in meetings outside the working window, including weekends, counting each minute once"
	afterNot   = "overtime: unbooked work is not in a calendar"
)

// AfterHours is the time of meetings outside the window.
var AfterHours = Measure{
	Name: "after_hours", Noun: "meeting hours after work", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Plans, Means: afterMeans, Not: afterNot,
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 { return inHours(after(d, h)) },
}

// AfterTime is the same over a stretch.
var AfterTime = Figure{
	Name: "after_hours", Unit: "hours/week", Means: afterMeans, Not: afterNot,
	Of: func(s Stretch) (Value, bool) {
		var total when.Instant
		for _, d := range s.Days {
			total += after(d, s.Habits)
		}
		return s.aWeek(total)
	},
}

// LateTime is what lies between ten at night and six in the morning.
var LateTime = Figure{
	Name: "late_hours", Unit: "hours/week",
	Means: "hours planned in meetings between 22:00 and 6:00 in the home time zone, counting each minute once",
	Not:   "where you were: when you travel, night at home may be day for you",
	Of: func(s Stretch) (Value, bool) {
		var total when.Instant
		for _, d := range s.Days {
			total += late(d, s.Habits)
		}
		return s.aWeek(total)
	},
}

// after counts what the person probably sat in.
func after(d timeline.Day, h timeline.Habits) when.Instant {
	all := when.SpansOf(attended(d)...)
	return all.Len() - all.And(when.Spans{window(d.Day, h)}).Len()
}

func late(d timeline.Day, h timeline.Habits) when.Instant {
	zone, all := h.Zone(d.Day), when.SpansOf(attended(d)...)
	early := when.Span{From: d.Span.From, To: d.Day.At(zone, 6*60)}
	night := when.Span{From: d.Day.At(zone, 22*60), To: d.Span.To}
	return all.And(when.Spans{early}).Len() + all.And(when.Spans{night}).Len()
}

// attended are the stints of meetings in which the person probably sat.
func attended(d timeline.Day) (out []when.Span) {
	for _, st := range d.Planned {
		if st.Meeting && busy(st) {
			out = append(out, st.Span)
		}
	}
	return out
}
