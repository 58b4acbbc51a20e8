package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// HandsOnShare is how much of the time that was seen the hands were on the work.
var HandsOnShare = Measure{
	Name: "hands_on_share", Noun: "hands-on share", Version: 1, Unit: "%", Kind: drift.Share, Class: logbook.Hands, Over: ObservedMinutes.Name,
	Means: "hands-on minutes, by hand or with an assistant, of the person-minutes that were seen; signs of a person further than 5 minutes apart are a hole",
	Not:   "a share of working hours: what nothing saw is in neither; reviewing stands beside it, and what agents did alone is no part of it",
	Of:    HandsOnMinutes.Of,
}

// AssistedShare is the mix: how much of the hands-on time an assistant was near.
var AssistedShare = Measure{
	Name: "assisted_share", Noun: "share of hands-on time with an assistant", Version: 1, Whole: true, Unit: "%", Kind: drift.Share, Class: logbook.Hands, Over: HandsOnMinutes.Name,
	Means: "hands-on minutes within 5 minutes of a turn of a coding assistant, of all hands-on minutes",
	Not:   "who wrote the lines: an agent running beside work by hand makes it look assisted, and a plugin that completes lines is not seen",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return minutes(d, s, doneBy(timeline.Assisted))
	},
}

// HandHours and AssistedHours are the two parts of hands-on time.
var (
	HandHours = Measure{
		Name: "hand_hours", Noun: "hours by hand", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
		Means: "hours of making by hand: signs of a person in an editor, no turn of an assistant within 5 minutes",
		Not:   "all making: thinking, paper and whiteboards leave no sign",
		Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
			return minutes(d, s, doneBy(timeline.ByHand)) / 60
		},
	}
	AssistedHours = Measure{
		Name: "assisted_hours", Noun: "hours with an assistant", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
		Means: "hours of making with an assistant: signs of a person, and a turn of an assistant within 5 minutes; waiting longer than that for an answer is a hole",
		Not:   "the time that agents ran: they have a clock of their own",
		Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
			return minutes(d, s, doneBy(timeline.Assisted)) / 60
		},
	}
)

// AgentHours is the other clock: wall-clock time in which any agent worked.
var AgentHours = Measure{
	Name: "agent_hours", Noun: "hours in which agents ran", Version: 1, Whole: true, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
	Means: "hours in which at least one coding agent worked, each moment once, on a clock of its own",
	Not:   "hours of yours: they are never added to a person's; several agents at once count once here",
	Of: func(d timeline.Day, _ timeline.Habits, _ timeline.Sphere) float64 {
		union, _ := timeline.AgentMinutes(d.Runs, d.Span)
		return inHours(union)
	},
}

func doneBy(h timeline.Hands) func(timeline.Stint) bool {
	return func(s timeline.Stint) bool { return s.Work == timeline.Making && s.Hands == h }
}

// FreeShare is the room that the calendar leaves for hands-on work: the potential
// beside the share that was realised.
var FreeShare = Measure{
	Name: "potential_share", Noun: "share of the working window left free", Version: 1, Whole: true, Unit: "%", Kind: drift.Share, Class: logbook.Plans, Over: WindowMinutes.Name, Beside: logbook.Hands,
	Means: "the part of the working window, less absence, in which nothing is booked: what hands-on work could have had",
	Not:   "time that was used for it: that is hands_on_share",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 {
		return inMinutes(RoomOf(d, h).Free())
	},
	Empty: windowMinutes,
}

// WindowMinutes serves FreeShare.
var WindowMinutes = Measure{
	Name: "window_minutes", Noun: "minutes of the working window", Version: 1, Whole: true, Unit: "minutes/week", Kind: drift.Hours, Class: logbook.Plans, Hidden: true,
	Means: "minutes of the working window, less absence",
	Not:   "working hours: it is the window that you set",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) float64 {
		return inMinutes(RoomOf(d, h).Window)
	},
	Empty: windowMinutes,
}

func windowMinutes(d when.Day, h timeline.Habits) float64 { return inMinutes(window(d, h).Len()) }
