package measure

import (
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// ReviewedDays are the days on which a commit was integrated that names the
// person as reviewer.
var ReviewedDays = Measure{
	Name: "reviewed_days", Noun: "reviewing days", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Commits,
	Means: "days on which a commit was made whose Reviewed-, Acked- or Tested-by line names you",
	Not:   "all reviewing: most projects record reviews elsewhere; the review was at or before that day",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return one(acts(d, s, inRole(logbook.Reviewed)))
	},
}

// IntegratedCommits are others' commits that the person committed.
var IntegratedCommits = Measure{
	Name: "integrated_commits", Noun: "integrated commits", Version: 1, Unit: "commits/week", Kind: drift.Count, Class: logbook.Commits,
	Means: "commits that somebody else wrote and you committed: patches you applied, rebased or cherry-picked",
	Not:   "making, and not all integrating: a merge by button is recorded under the platform's name",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return acts(d, s, inRole(logbook.Integrated))
	},
}

// MergedCommits are the person's own merges.
var MergedCommits = Measure{
	Name: "merge_commits", Noun: "merges", Version: 1, Unit: "merges/week", Kind: drift.Count, Class: logbook.Commits,
	Means: "merge commits you made",
	Not:   "making: a merge only combines what exists already",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return acts(d, s, func(a timeline.Act) bool { return a.Rule == timeline.RuleMerge })
	},
}
