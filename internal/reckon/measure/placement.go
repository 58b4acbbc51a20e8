package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Placement tells whether the meetings lie well, however many they are.
var Placement = Figure{
	Name: "placement", Unit: "share",
	Means: "the focus time there is, as a share of the focus time there would be if each day's meetings followed one another directly",
	Not:   "anyone's mistake; other people's days have to fit as well",
	Of: func(s Stretch) (Value, bool) {
		return share(s.focus(), s.rooms(Room.best))
	},
}

// best is the focus time if all that is booked lay together at one end.
func (r Room) best() when.Instant {
	if left := r.Window - r.Busy; left >= focusBlock {
		return left
	}
	return 0
}

// BestFocus is what Placement sets the focus time against, day by day.
var BestFocus = Measure{
	Name: "best_focus", Noun: "hours of focus with the meetings in a row", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Plans, Hidden: true, Whole: true,
	Means: "hours of potential focus if each day's meetings followed one another directly",
	Not:   "hours that anyone could have arranged",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 {
		return inHours(RoomOf(d, h).best())
	},
	Empty: PotentialFocus.Empty,
}

// Focus is the focus time of some days that could be seen: how many of them were
// working days, what focus time there was, and what there would have been with each
// day's meetings one after another, in hours.
type Focus struct {
	Days        int
	There, Best float64
}

// Focus is that of a stretch.
func (s Stretch) Focus() Focus {
	return Focus{s.WorkingDays(), inHours(s.focus()), inHours(s.rooms(Room.best))}
}

// FocusOf is the same of days whose numbers are remembered: the values of
// PotentialFocus and of BestFocus, of the days that were seen.
func FocusOf(days when.Days, there, best Row, seen func(when.Day) bool, h timeline.Habits) (f Focus) {
	for d := days.From; d < days.To; d++ {
		if !seen(d) || window(d, h).Len() == 0 {
			continue
		}
		f.Days++
		f.There += there.or(PotentialFocus, d, h)
		f.Best += best.or(BestFocus, d, h)
	}
	return f
}

// Shift is what became of the focus time between two stretches, in hours a week:
// Load is what more or fewer meetings did to it, Placed what their lying worse
// or better did. They add up to Now - Then.
type Shift struct{ Then, Now, Load, Placed float64 }

// ShiftOf compares two stretches; false where either has no working day. Where
// no focus time could have been had then, all of it is load.
func ShiftOf(then, now Focus, w timeline.Window) (Shift, bool) {
	if then.Days == 0 || now.Days == 0 {
		return Shift{}, false
	}
	a, b := workingWeeks(then.Days, w), workingWeeks(now.Days, w)
	best0, best1 := then.Best/a, now.Best/b
	s := Shift{Then: then.There / a, Now: now.There / b}
	placed0, placed1 := 1.0, 1.0
	if best0 > 0 {
		placed0 = s.Then / best0
	}
	if best1 > 0 {
		placed1 = s.Now / best1
	}
	s.Load = (best1 - best0) * placed0
	s.Placed = best1 * (placed1 - placed0)
	return s, true
}
