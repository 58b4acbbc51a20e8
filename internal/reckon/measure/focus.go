package measure

import "github.com/backsight/backsight/internal/base/when"

// FocusTime is potential_focus over a stretch.
var FocusTime = Figure{
	Name: "potential_focus", Unit: "hours/week", Means: PotentialFocus.Means, Not: PotentialFocus.Not,
	Of: func(s Stretch) (Value, bool) { return s.aWeek(s.focus()) },
}

// FocusShare is how much of the window lies in such gaps.
var FocusShare = Figure{
	Name: "focus_share", Unit: "share",
	Means: "the share of the working window (without absence) in gaps of at least two hours",
	Not:   "the share in which something was built",
	Of: func(s Stretch) (Value, bool) {
		return share(s.focus(), s.rooms(func(r Room) when.Instant { return r.Window }))
	},
}

func (s Stretch) focus() when.Instant {
	return s.rooms(func(r Room) when.Instant { return r.Focus(focusBlock) })
}
