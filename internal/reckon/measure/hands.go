package measure

import (
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// HandsOnDays is the headline: the days on which something was made.
var HandsOnDays = Measure{
	Name: "hands_on_days", Noun: "hands-on days", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Commits,
	Means: "local dates with at least one own commit that is not a merge, not an import and not written by an assistant alone; the same change counts once over all repositories",
	Not:   "how long or how well: one line and eight hours are both one day; work without a commit is not included",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return one(acts(d, s, made))
	},
}

// AuthoredCommits counts the same commits, one by one.
var AuthoredCommits = Measure{
	Name: "authored_commits", Noun: "own commits", Version: 1, Unit: "commits/week", Kind: drift.Count, Class: logbook.Commits,
	Means: "own commits that are not merges and not imports; the same change counts once",
	Not:   "an amount of work: a habit of small commits doubles it, a squash merge turns a branch into one",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return acts(d, s, made)
	},
}

// DirectedDays are the days on which a coding assistant committed as author.
var DirectedDays = Measure{
	Name: "directed_days", Noun: "assistant-authored days", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Commits,
	Means: "days with a commit whose author is a coding assistant working for you",
	Not:   "all work of assistants: they can be set to leave their name out, so it is a lower bound",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return one(acts(d, s, func(a timeline.Act) bool { return a.Rule == timeline.RuleDirected }))
	},
}

// SharedDays are the days on which somebody else's commit names the person as
// co-author.
var SharedDays = Measure{
	Name: "shared_days", Noun: "shared days", Version: 1, Unit: "days/week", Kind: drift.Days, Class: logbook.Commits,
	Means: "days with a commit by somebody else that names you as co-author",
	Not:   "hands-on days: who held the keyboard is not recorded",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		return one(acts(d, s, inRole(logbook.Shared)))
	},
}

// CommitDays serves the commit clock: any own commit, merges and imports too.
var CommitDays = Measure{
	Name: "commit_days", Noun: "days with a commit", Version: 2, Unit: "days/week", Kind: drift.Days, Class: logbook.Commits, Hidden: true,
	Means: "days with any own commit, merges and imports too, but none that a program makes every day",
	Not:   "hands-on days: a merge or an import makes nothing by itself",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		for _, a := range d.Acts {
			if a.Role == logbook.Authored && inSphere(a.Sphere, s) && a.Rule != timeline.RuleDirected && a.Rule != timeline.RuleBot && a.Rule != timeline.RuleRoutine {
				return 1
			}
		}
		return 0
	},
}

// RoutineCommits serves the line that tells of them: what is set apart is what is told.
var RoutineCommits = Measure{
	Name: "routine_commits", Noun: "commits of a program", Version: 1, Unit: "commits/week", Kind: drift.Count, Class: logbook.Commits, Hidden: true,
	Means: "own commits that a program seems to make: the same subject and files at the same minute on 14 days or more",
	Not:   "all that programs commit: what comes at other minutes looks like anybody's",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) (n float64) {
		for _, a := range d.Acts {
			if a.Rule == timeline.RuleRoutine && inSphere(a.Sphere, s) {
				n++
			}
		}
		return n
	},
}

func made(a timeline.Act) bool {
	return a.Role == logbook.Authored && a.Work == timeline.Making
}

func inRole(r logbook.Role) func(timeline.Act) bool {
	return func(a timeline.Act) bool { return a.Role == r }
}
