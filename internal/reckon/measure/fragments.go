package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

const (
	fragmentsMean = "hours in gaps of less than two hours between meetings, inside the working window"
	fragmentsNot  = "hours lost: much can be done in an hour, but little that needs a long start"
)

// FragmentedHours is the free time that lies in pieces.
var FragmentedHours = Measure{
	Name: "fragmented_hours", Noun: "fragmented hours", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Plans, Means: fragmentsMean, Not: fragmentsNot,
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 {
		return inHours(fragments(RoomOf(d, h)))
	},
	Empty: func(d when.Day, h timeline.Habits) float64 {
		if w := window(d, h).Len(); w < focusBlock {
			return inHours(w)
		}
		return 0
	},
}

// FragmentedTime is the same over a stretch.
var FragmentedTime = Figure{
	Name: "fragmented_hours", Unit: "hours/week", Means: fragmentsMean, Not: fragmentsNot,
	Of: func(s Stretch) (Value, bool) { return s.aWeek(s.rooms(fragments)) },
}

func fragments(r Room) when.Instant { return r.Free() - r.Focus(focusBlock) }
