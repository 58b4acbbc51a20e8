package week

import (
	"slices"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/day"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// Ahead is what is planned on days to come, drawn as a week is, and in a sentence which
// of them are free. Nothing is drawn where nothing is planned, and nothing is free where
// no calendar tells of it.
type Ahead struct {
	Picture frame.Picture
	Free    string
}

// AheadOf draws days, the first of which is the one that runs, a column each.
func AheadOf(a *frame.Ask, days []reckon.Day) Ahead {
	ahead := days[min(1, len(days)):]
	out := Ahead{Free: day.FreeAhead(ahead, a.Question)}
	if slices.ContainsFunc(ahead, func(d reckon.Day) bool { return len(d.Stints) > 0 }) {
		zone, now := a.Question.Habits.Zone, a.Question.Instant
		out.Picture = frame.Drawn(svg.Week(days, zone, now, false, "ahead"), svg.Week(days, zone, now, true, "aheads"))
	}
	return out
}
