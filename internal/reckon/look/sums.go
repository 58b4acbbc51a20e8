package look

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

const (
	mostMonths = 6
	leastDays  = 4 // seen days of a month, to tell of it
)

// summed says what a measure came to month by month, while too few weeks were seen
// for a level: sums need no model. Hours by hand and with an assistant are one sum.
//
//	"By hand and with an assistant: Sep 10.6 h a week, Oct 15.9, Nov 25.3 (to the 26th);
//	13 weeks seen; how sure the rise is can be told from 26 on."
func (l *Look) summed(r report.Reading, all []report.Reading) (report.Claim, bool) {
	m, _ := measure.Named(r.Name)
	label, unit, parts := sumOf(r.Name, all)
	weeks := seenWeeks(r)
	if r.Sphere != string(timeline.SphereAll) || parts == nil || weeks == 0 || weeks >= drift.Least(m.Kind) {
		return report.Claim{}, false
	}
	months := l.months(l.seen(m, timeline.SphereAll), parts)
	if len(months) == 0 {
		return report.Claim{}, false
	}
	text := say.F("%s: %s", label, report.Months(months, unit))
	text = say.F("%s; %s seen; how sure %s is can be told from %d on.", text, say.Counted(weeks, "week", "weeks"), report.Goes(months), drift.Least(m.Kind))
	v := months[len(months)-1].Value
	return report.Claim{
		Text: text, Value: &v, Low: &v, High: &v, Unit: r.Unit, Seen: tell.SeenPart(r.Series), Facts: l.survey.Of(r.Name),
		Method: "sums over the days of the month with evidence, as of a week of seven such days", Limits: []string{"Not " + r.Not},
		About: r.Name, Kind: report.Summed, Sphere: r.Sphere, Months: months,
	}, true
}

// sums are those of all measures that have one.
func (l *Look) sums(r report.Report) []report.Claim {
	out := []report.Claim{}
	for _, reading := range r.Measures {
		if sum, some := l.summed(reading, r.Measures); some {
			out = append(out, sum)
		}
	}
	return out
}

// sumOf are what a sum is called, its unit in a sentence and the measures that are
// added up; none where the measure is told in no sum of its own.
func sumOf(name string, all []report.Reading) (label, unit string, parts []measure.Measure) {
	has := func(m measure.Measure) bool {
		for _, r := range all {
			if r.Name == m.Name {
				return true
			}
		}
		return false
	}
	switch {
	case name == measure.HandHours.Name && has(measure.AssistedHours):
		return "By hand and with an assistant", "h", []measure.Measure{measure.HandHours, measure.AssistedHours}
	case name == measure.HandHours.Name:
		return "By hand", "h", []measure.Measure{measure.HandHours}
	case name == measure.AssistedHours.Name && !has(measure.HandHours):
		return "With an assistant", "h", []measure.Measure{measure.AssistedHours}
	case name == measure.MeetingHours.Name:
		return "Meetings", "h", []measure.Measure{measure.MeetingHours}
	case name == measure.HandsOnDays.Name:
		return "Hands-on", "days", []measure.Measure{measure.HandsOnDays}
	}
	return "", "", nil
}

// months are the sums of the last months of which some days were seen, the oldest
// first.
func (l *Look) months(seen measure.Exposure, parts []measure.Measure) (out []report.MonthSum) {
	whole := seen.Days()
	rows := make([]measure.Row, len(parts))
	for i, m := range parts {
		rows[i] = l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: timeline.SphereAll})
	}
	for month := when.FirstOfMonth(whole.From); whole.Len() > 0 && month < l.Q.Now; month = when.NextMonth(month) {
		days, sum, first, last := 0, 0.0, when.NoDay, when.NoDay
		for d := max(month, l.Q.Since); d < when.NextMonth(month) && d < l.Q.Now; d++ {
			if !seen.Seen(d) {
				continue
			}
			if days++; days == 1 {
				first = d
			}
			last = d
			for i, row := range rows {
				v, some := row.At(d)
				if !some {
					v = parts[i].Default(d, l.Q.Habits)
				}
				sum += v
			}
		}
		if days >= leastDays {
			out = append(out, report.MonthSum{Month: month, Value: say.Round(7*sum/float64(days), 1), Sum: say.Round(sum, 1), Days: days, From: first, To: last})
		}
	}
	return out[max(0, len(out)-mostMonths):]
}

func seenWeeks(r report.Reading) (n int) {
	for _, w := range r.Series {
		if w.Value != nil {
			n++
		}
	}
	return n
}
