package measure

import "github.com/backsight/backsight/internal/base/when"

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

// Shift is what became of the focus time between two stretches, in hours a week:
// Load is what more or fewer meetings did to it, Placed what their lying worse
// or better did. They add up to Now - Then.
type Shift struct{ Then, Now, Load, Placed float64 }

// ShiftOf compares two stretches; false where either has no working day. Where
// no focus time could have been had then, all of it is load.
func ShiftOf(then, now Stretch) (Shift, bool) {
	a, b := then.weeks(), now.weeks()
	if a == 0 || b == 0 {
		return Shift{}, false
	}
	best0, best1 := inHours(then.rooms(Room.best))/a, inHours(now.rooms(Room.best))/b
	s := Shift{Then: inHours(then.focus()) / a, Now: inHours(now.focus()) / b}
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
