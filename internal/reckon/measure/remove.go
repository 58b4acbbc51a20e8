package measure

import (
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

const removeScale = "0 is hands on the thing, 1 reviewing, 2 mentoring and hiring, 3 coordinating and administering, unless your own table of levels says otherwise; work handed to an agent is one more than the work itself"

// RemoveLevel is how far from what compiles the time was spent.
var RemoveLevel = Measure{
	Name: "remove", Noun: "distance from the work", Version: 1, Whole: true, Unit: "levels", Kind: drift.Number, Class: logbook.Hands, Feeds: []logbook.Class{logbook.Plans}, Over: PlacedMinutes.Name,
	Means: "the distance from the work of all time with evidence; each minute has the level of its kind of work: " + removeScale,
	Not:   "a rank: further away is not worse, and the table of levels is yours to edit",
	Of: func(d timeline.Day, h timeline.Habits, s timeline.Sphere) float64 {
		return removed(d.Stints, h, s)
	},
}

// PotentialRemove is the same of what was planned.
var PotentialRemove = Measure{
	Name: "planned_remove", Noun: "planned distance from the work", Version: 1, Whole: true, Unit: "levels", Kind: drift.Number, Class: logbook.Plans, Over: PlannedMinutes.Name, Beside: logbook.Hands,
	Means: "the distance from the work of all planned time; each minute has the level of its kind: " + removeScale,
	Not:   "the level of the time between: that work is in no calendar",
	Of: func(d timeline.Day, h timeline.Habits, s timeline.Sphere) float64 {
		return removed(d.Planned, h, s)
	},
}

// PlacedMinutes and PlannedMinutes serve them: the minutes that have a level.
var (
	PlacedMinutes = Measure{
		Name: "placed_minutes", Noun: "minutes with a distance from the work", Version: 1, Whole: true, Unit: "minutes/week", Kind: drift.Hours, Class: logbook.Hands, Hidden: true,
		Means: "person-minutes that were seen and whose work has a distance",
		Not:   "all that was seen: work of an unknown kind has no distance",
		Of:    func(d timeline.Day, h timeline.Habits, s timeline.Sphere) float64 { return placed(d.Stints, h, s) },
	}
	PlannedMinutes = Measure{
		Name: "planned_minutes", Noun: "planned minutes with a distance from the work", Version: 1, Whole: true, Unit: "minutes/week", Kind: drift.Hours, Class: logbook.Plans, Hidden: true,
		Means: "minutes of the calendar whose kind has a distance from the work",
		Not:   "minutes that were spent so: a calendar says what was planned",
		Of:    func(d timeline.Day, h timeline.Habits, s timeline.Sphere) float64 { return placed(d.Planned, h, s) },
	}
)

// removed sums minutes times levels, and placed the minutes that have one.
func removed(stints []timeline.Stint, h timeline.Habits, s timeline.Sphere) (total float64) {
	levels := h.LevelTable()
	for _, st := range stints {
		if level, ok := levels.Of(st); ok && inSphere(st.Sphere, s) {
			total += float64(level) * st.Weight * inMinutes(st.Span.Len())
		}
	}
	return total
}

func placed(stints []timeline.Stint, h timeline.Habits, s timeline.Sphere) (total float64) {
	levels := h.LevelTable()
	for _, st := range stints {
		if _, ok := levels.Of(st); ok && inSphere(st.Sphere, s) {
			total += st.Weight * inMinutes(st.Span.Len())
		}
	}
	return total
}
