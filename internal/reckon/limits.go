package reckon

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
)

// limits says what the data cannot tell, only what holds for this data.
func (l *look) limits(r Report) []say.Text {
	out := []say.Text{}
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, say.F(format, args...))
		}
	}
	git, calendar := l.has("git"), l.has("calendar")
	add(git, "A repository is not a life: work that leaves no commit, or lies in repositories not read here, is absent, and its absence looks like not building.")
	add(git, "A hands-on day says that something was made, not how long it took or what it was worth.")
	add(git && !calendar && !l.knowsLeave(), "No calendar was read: leave and illness look like not building. `backsight event` tells of them.")
	add(git && calendar, "A calendar says what was planned, not what happened.")
	add(!git && calendar && !l.has(measure.ActivityName), "Only a calendar was read: it says what was planned, and nothing of what was built.")
	add(l.has(measure.ActivityName), "Hands-on minutes are signs of a person, none further than 5 minutes from the next. Before the first heartbeat and after the last one nothing was seen: a plugin that was switched off looks like that, not like idle hands.")
	add(l.survey.marked > 0, "%d of %d own commits bear a coding assistant's mark. Marks can be switched off: it is a floor.", l.survey.marked, l.survey.commits)
	add(many(l.survey.squash, l.survey.commits, 5), "%d of %d own commits look like squash merges: the days of their branches are gone unless the branches are here.", l.survey.squash, l.survey.commits)
	add(many(l.survey.utc, l.survey.commits, 2), "%d of %d own commits were written at offset +0000: their local days may be a day off.", l.survey.utc, l.survey.commits)
	commits, heard := l.undated()
	add(commits > 0, "%s could not be placed in time: counted, never shown on a day.", say.Counted(commits, "own commit", "own commits"))
	add(heard > 0, "%s of editors, the desktop or assistants came with a time before %s or ahead of ours: kept, and on no day until that time comes.", say.Counted(heard, "record", "records"), logbook.EarliestBeat.UTC().Format("2006"))
	for _, i := range l.survey.squashed {
		add(true, "In %s there begins %s: a turn there would be one of the instrument.", Month(i.Start), i.ID)
	}
	for _, s := range r.Sources {
		add(s.Shallow, "%s is a shallow clone: what came before %s is not here.", s.Where, s.From)
		add(s.BadRows > 0, "%s in %s could not be read.", say.Counted(s.BadRows, "row", "rows"), s.Where)
	}
	add(r.Reference == nil, "There is no reference yet: %s", noReference)
	return out
}

const noReference = "it takes a year with 40 weeks seen and 26 of them with a hands-on day. `backsight fix PERIOD` sets one by hand."

// many says whether part is at least one in n of the whole.
func many(part, whole, n int) bool { return whole > 0 && part*n >= whole }

func (l *look) has(source string) bool {
	for _, c := range l.coverage {
		if measure.Sees(c.Place.Source, source) && c.Yours > 0 {
			return true
		}
	}
	return false
}

// undated is how much could not be placed in time: commits, and what was heard of
// what hands do.
func (l *look) undated() (commits, heard int) {
	for _, c := range l.coverage {
		if measure.Sees(c.Place.Source, measure.ActivityName) {
			heard += c.Undated
			continue
		}
		commits += c.Undated
	}
	return commits, heard
}

func (l *look) knowsLeave() bool {
	for _, life := range l.q.Habits.Lives {
		if life.Away {
			return true
		}
	}
	return false
}
