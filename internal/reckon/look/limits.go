package look

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// limits says what the data cannot tell, only what holds for this data.
func (l *Look) limits(r report.Report) []say.Text {
	out := []say.Text{}
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, say.F(format, args...))
		}
	}
	git, calendar := l.has(logbook.Commits), l.has(logbook.Plans)
	add(git, "Only commits in the repositories that were read are counted. Work without a commit, or in other repositories, is missing here and looks like not building.")
	add(git, "A hands-on day shows that something was made, not how long it took or what it was worth.")
	add(git && !calendar && !l.knowsLeave(), "No calendar was read, so leave and illness look like not building. `backsight event` records them.")
	add(git && calendar, "A calendar shows what was planned, not what happened.")
	add(!git && calendar && !l.has(logbook.Hands), "Only a calendar was read. It shows what was planned, not what was built.")
	add(l.has(logbook.Hands), "Hands-on minutes are counted from signs of a person that are at most 5 minutes apart. Before the first heartbeat and after the last one there is no evidence: a plugin that is switched off does not look like idle time.")
	add(l.survey.Marked > 0, "%d of %d of your commits name a coding assistant. Assistants can be set to leave their name out, so the true number may be higher.", l.survey.Marked, l.survey.Commits)
	add(many(l.survey.Squash, l.survey.Commits, 5), "%d of %d of your commits look like squash merges. The days of work on their branches are lost unless the branches are here.", l.survey.Squash, l.survey.Commits)
	add(many(l.survey.Utc, l.survey.Commits, 2), "%d of %d of your commits have the offset +0000, so their local day may be wrong by one.", l.survey.Utc, l.survey.Commits)
	routine := int(l.days.Sum(session.SeriesKey{Measure: measure.RoutineCommits.Name, Sphere: timeline.SphereAll}, when.Days{From: l.Q.Since, To: l.Q.Now}))
	add(routine > 0, "%s look like a program's and make no hands-on day: %s. `backsight say byhand` with the subject counts them.", say.Counted(routine, "commit", "commits"), say.List(timeline.RoutineWords(l.Q.Habits.Routines)))
	commits, heard := l.undated()
	add(commits > 0, "%s had no usable date: counted, but not shown on any day.", say.Counted(commits, "own commit", "own commits"))
	add(heard > 0, "%s from editors, the desktop or assistants had a time before %s or in the future: kept, but not counted until that time comes.", say.Counted(heard, "record", "records"), logbook.EarliestBeat.UTC().Format("2006"))
	for _, i := range l.survey.Squashed {
		add(true, "In %s a source changed (%s): a turn there would come from the source, not from you.", tell.Month(i.Start), i.ID)
	}
	for _, s := range r.Sources {
		add(s.Shallow, "%s is a shallow clone: commits before %s are missing.", s.Where, s.From)
		add(s.BadRows > 0, "%s in %s could not be read.", say.Counted(s.BadRows, "row", "rows"), s.Where)
	}
	add(r.Reference == nil, "There is no reference yet: %s", noReference)
	return out
}

const noReference = "a year needs 40 weeks with evidence, 26 of them with a hands-on day. `backsight fix PERIOD` sets one."

// many says whether part is at least one in n of the whole.
func many(part, whole, n int) bool { return whole > 0 && part*n >= whole }

// has says whether a class of evidence saw anything of the person.
func (l *Look) has(class logbook.Class) bool {
	for _, c := range l.coverage {
		if l.Q.Habits.Sources.See(c.Place.Source, class) && c.Yours > 0 {
			return true
		}
	}
	return false
}

// undated is how much could not be placed in time: commits, and what was heard of
// what hands do.
func (l *Look) undated() (commits, heard int) {
	for _, c := range l.coverage {
		if l.Q.Habits.Sources.See(c.Place.Source, logbook.Hands) {
			heard += c.Undated
			continue
		}
		commits += c.Undated
	}
	return commits, heard
}

func (l *Look) knowsLeave() bool {
	for _, life := range l.Q.Habits.Lives {
		if life.Away {
			return true
		}
	}
	return false
}
