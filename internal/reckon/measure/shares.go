package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// HandsOnShare is how much of the time that was seen the hands were on the work.
var HandsOnShare = Measure{
	Name: "hands_on_share", Noun: "hands-on share", Version: 1, Unit: "%", Kind: drift.Share, Class: logbook.Hands, Feeds: []logbook.Class{logbook.Plans}, Over: ObservedMinutes.Name,
	Means: "hands-on minutes, by hand or with an assistant, as a share of all minutes with evidence of you; gaps of more than 5 minutes between signs of a person are not counted",
	Not:   "a share of working hours: time without evidence is in neither part. Reviewing is not hands-on, and agents' own work is not included",
	Of:    HandsOnMinutes.Of,
}

// AssistedShare is the mix: how much of the hands-on time an assistant was near.
var AssistedShare = Measure{
	Name: "assisted_share", Noun: "share of hands-on time with an assistant", Version: 1, Whole: true, Unit: "%", Kind: drift.Share, Class: logbook.Hands, Over: HandsOnMinutes.Name,
	Means: "hands-on minutes within 5 minutes of work by a coding assistant, as a share of all hands-on minutes",
	Not:   "who wrote the lines: an agent that runs during work by hand makes it look assisted, and line completion in an editor leaves no evidence",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return minutes(d, s, doneBy(timeline.Assisted))
	},
}

// HandHours and AssistedHours are the two parts of hands-on time.
var (
	HandHours = Measure{
		Name: "hand_hours", Noun: "hours by hand", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
		Means: "hours of making by hand: signs of a person in an editor, and no assistant at work within 5 minutes",
		Not:   "all making: thinking, paper and whiteboards leave no evidence",
		Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
			return minutes(d, s, doneBy(timeline.ByHand)) / 60
		},
	}
	AssistedHours = Measure{
		Name: "assisted_hours", Noun: "hours with an assistant", Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
		Means: "hours of making with an assistant: signs of a person, and an assistant at work within 5 minutes; a longer wait for an answer is not counted",
		Not:   "the time that agents ran: that is counted separately",
		Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
			return minutes(d, s, doneBy(timeline.Assisted)) / 60
		},
	}
)

// AgentHours is the other clock: wall-clock time in which any agent worked.
var AgentHours = Measure{
	Name: "agent_hours", Noun: "hours in which agents ran", Version: 1, Whole: true, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
	Means: "hours in which at least one coding agent worked, counting each moment once, separate from your own time",
	Not:   "your hours: they are never added to a person's time; several agents at once count once",
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
	Means: "the share of the working window (without absence) in which nothing is booked: the time available for hands-on work",
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
