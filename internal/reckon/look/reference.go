package look

import (
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// ChooseReference takes the reference that was given for this reading, else the
// one the person fixed, else proposes one and says so.
func (l *Look) ChooseReference() {
	if given := l.Q.Reference; given.Len() > 0 {
		l.Reference = &report.RefRange{From: given.From, To: given.Last(), Chosen: "given", Why: "asked for in this reading"}
		return
	}
	if l.Said.Reference != nil {
		l.Reference = l.Said.Reference
		return
	}
	if r := drift.Propose(l.headline()); r.Period.Len() > 0 {
		l.Reference = &report.RefRange{From: r.Period.From, To: r.Period.Last(), Chosen: "proposed", Why: r.Why}
	}
}

// headline is the series on which a reference is chosen: hands-on days, or what
// the calendar leaves where there is no git.
func (l *Look) headline() []drift.Week {
	if weeks := l.weekly(measure.HandsOnDays, timeline.SphereAll); len(weeks) > 0 {
		return weeks
	}
	return l.weekly(measure.MeetingHours, timeline.SphereAll)
}

// others takes the headline against every year that could have been the
// reference, so that anyone can see how much hangs on the choice.
func (l *Look) others() (out []report.Sensitivity) {
	m, s := measure.HandsOnDays, timeline.SphereAll
	weeks := l.weekly(m, s)
	for _, c := range drift.Candidates(weeks) {
		b, err := l.backs.Take(l.question(m, s, weeks, c.Period))
		if err != nil {
			continue
		}
		one := report.Sensitivity{From: c.Period.From, To: c.Period.Last(), Then: report.Ranged(b.Then), Moved: report.Ranged(b.Moved)}
		if OfItself(asReading(m, weeks, b), &report.RefRange{From: one.From, To: one.To}) {
			one.Moved = nil
		}
		out = append(out, one)
	}
	return out
}
