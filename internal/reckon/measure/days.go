package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// half is a maker's unit: half a working day (Graham 2009).
const half = 4 * when.Hour

const (
	makerMeans   = "working days with a gap of at least four hours inside the working window"
	makerNot     = "days on which anything was made"
	managerMeans = "working days on which at least three fifths of the working window (without absence) are booked"
	managerNot   = "days without making: work between meetings is not in a calendar"
)

// MakerDays are the days with half a day in one piece.
var MakerDays = Measure{
	Name: "maker_days", Noun: "maker days", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Plans, Means: makerMeans, Not: makerNot,
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 { return are(makers(RoomOf(d, h))) },
	Empty: func(d when.Day, h timeline.Habits) float64 {
		return are(window(d, h).Len() >= half)
	},
}

// ManagerDays are the days that are mostly booked.
var ManagerDays = Measure{
	Name: "manager_days", Noun: "manager days", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Plans, Means: managerMeans, Not: managerNot,
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 { return are(managers(RoomOf(d, h))) },
}

// MakerShare and ManagerShare are the same over a stretch.
var (
	MakerShare = Figure{
		Name: "maker_days", Unit: "days/week", Means: makerMeans, Not: makerNot,
		Of: func(s Stretch) (Value, bool) { return s.days(makers) },
	}
	ManagerShare = Figure{
		Name: "manager_days", Unit: "days/week", Means: managerMeans, Not: managerNot,
		Of: func(s Stretch) (Value, bool) { return s.days(managers) },
	}
)

func (s Stretch) days(are func(Room) bool) (Value, bool) {
	n := 0.0
	for _, d := range s.Days {
		if are(RoomOf(d, s.Habits)) {
			n++
		}
	}
	return s.each(n)
}

func makers(r Room) bool {
	for _, g := range r.Gaps {
		if g.Len() >= half {
			return true
		}
	}
	return false
}

func managers(r Room) bool { return r.Window > 0 && 5*r.Busy >= 3*r.Window }

func are(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
