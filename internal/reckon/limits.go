package reckon

import (
	"fmt"

	"github.com/backsight/backsight/internal/logbook"
)

// limits says what the data cannot tell, only what holds for this data.
func (l *look) limits(r Report) []string {
	out := []string{}
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	git, calendar := l.has(logbook.Commits), l.has(logbook.Plans)
	add(git, "A repository is not a life: work that leaves no commit, or lies in repositories not read here, is absent, and its absence looks like not building.")
	add(git, "A hands-on day says that something was made, not how long it took or what it was worth.")
	add(git && !calendar && !l.knowsLeave(), "No calendar was read: leave and illness look like not building. `backsight event` tells of them.")
	add(git && calendar, "A calendar says what was planned, not what happened.")
	add(!git && calendar && !l.has(logbook.Hands), "Only a calendar was read: it says what was planned, and nothing of what was built.")
	add(l.has(logbook.Hands), "Hands-on minutes are signs of a person, none further than 5 minutes from the next. Before the first heartbeat and after the last one nothing was seen: a plugin that was switched off looks like that, not like idle hands.")
	add(l.told.marked > 0, "%d of %d own commits bear a coding assistant's mark. Marks can be switched off: it is a floor.", l.told.marked, l.told.commits)
	add(many(l.told.squash, l.told.commits, 5), "%d of %d own commits look like squash merges: the days of their branches are gone unless the branches are here.", l.told.squash, l.told.commits)
	add(many(l.told.utc, l.told.commits, 2), "%d of %d own commits were written at offset +0000: their local days may be a day off.", l.told.utc, l.told.commits)
	commits, heard := l.undated()
	add(commits > 0, "%s could not be placed in time: counted, never shown on a day.", plural(commits, "own commit"))
	add(heard > 0, "%s of editors, the desktop or assistants came with a time before 1990 or ahead of ours: kept, and on no day until that time comes.", plural(heard, "record"))
	for _, i := range l.told.squashed {
		add(true, "In %s there begins %s: a turn there would be one of the instrument.", Month(i.Start), i.ID)
	}
	for _, s := range r.Sources {
		add(s.Shallow, "%s is a shallow clone: what came before %s is not here.", s.Where, s.From)
		add(s.BadRows > 0, "%s in %s could not be read.", plural(s.BadRows, "row"), s.Where)
	}
	add(r.Reference == nil, "There is no reference yet: %s", noReference)
	return out
}

const noReference = "it takes a year with 40 weeks seen and 26 of them with a hands-on day. `backsight fix PERIOD` sets one by hand."

// many says whether part is at least one in n of the whole.
func many(part, whole, n int) bool { return whole > 0 && part*n >= whole }

// has says whether a class of evidence saw anything of the person.
func (l *look) has(class logbook.Class) bool {
	for _, c := range l.coverage {
		if l.q.Habits.Sources.See(c.Place.Source, class) && c.Yours > 0 {
			return true
		}
	}
	return false
}

// undated is how much could not be placed in time: commits, and what was heard of
// what hands do.
func (l *look) undated() (commits, heard int) {
	for _, c := range l.coverage {
		if l.q.Habits.Sources.See(c.Place.Source, logbook.Hands) {
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

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
