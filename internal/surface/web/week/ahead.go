package week

import (
	"slices"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/day"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Ahead is what is planned on days to come, drawn as a week is, and in a sentence which
// of them are free. Both are empty where no calendar tells of them. The first of the
// days is the one that runs.
type Ahead struct {
	Picture frame.Picture
	Free    string
}

// AheadOf draws the days from the one that runs on, a column each.
func AheadOf(a *frame.Ask, days []reckon.Day) Ahead {
	ahead := days[min(1, len(days)):]
	if !slices.ContainsFunc(ahead, func(d reckon.Day) bool { return d.Planned || len(d.Stints) > 0 }) {
		return Ahead{}
	}
	zone, now := a.Question.Habits.Zone, a.Question.Instant
	return Ahead{
		Picture: frame.Drawn(svg.Week(days, zone, now, false, "ahead"), svg.Week(days, zone, now, true, "aheads")),
		Free:    day.FreeAhead(ahead, a.Question),
	}
}
