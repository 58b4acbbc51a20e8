package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// observed says whether evidence tells what the person did in a stint. Where it
// says only that they sat there, that is seen too; where it may have been an
// agent, nothing of the person was seen.
func observed(s timeline.Stint) bool {
	return s.Work != timeline.Away && s.Rule != timeline.RuleNothing && s.Hands != timeline.CantTell && s.Hands != timeline.Delegated
}

// minutes adds up the stints of a day that are wanted, each by how sure the
// person's being there is.
func minutes(d timeline.Day, s timeline.Sphere, wanted func(timeline.Stint) bool) (total float64) {
	for _, st := range d.Stints {
		if inSphere(st.Sphere, s) && wanted(st) {
			total += st.Weight * inMinutes(st.Span.Len())
		}
	}
	return total
}

func inMinutes(t when.Instant) float64 { return float64(t) / float64(when.Minute) }

// ObservedMinutes and HandsOnMinutes serve the shares.
var (
	ObservedMinutes = Measure{
		Name: "observed_minutes", Noun: "observed minutes", Version: 1, Unit: "minutes/week", Kind: drift.Hours, Class: logbook.Hands, Hidden: true,
		Means: "person-minutes of which evidence says what you did, or that you were at the machine",
		Not:   "working time: what leaves no trace is not in it",
		Of:    func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 { return minutes(d, s, observed) },
	}
	HandsOnMinutes = Measure{
		Name: "hands_on_minutes", Noun: "hands-on minutes", Version: 1, Unit: "minutes/week", Kind: drift.Hours, Class: logbook.Hands, Hidden: true,
		Means: "minutes of making, by hand or with an assistant",
		Not:   "what agents did alone: it is on a clock of its own",
		Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
			return minutes(d, s, timeline.Stint.HandsOn)
		},
	}
)

// ObservedHours is how much of the person's time was seen at all.
var ObservedHours = Measure{
	Name: "observed_hours", Noun: "observed hours", Version: 1, Whole: true, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands, Feeds: []logbook.Class{logbook.Plans},
	Means: "hours with evidence of what you did or that you were at the machine: hands-on work, reviewing, and meetings weighted by how likely it is that you attended",
	Not:   "working hours: work that leaves no evidence in an editor, a desktop, an assistant or a calendar is not included",
	Of: func(d timeline.Day, h timeline.Habits, s timeline.Sphere) float64 {
		return ObservedMinutes.Of(d, h, s) / 60
	},
}
