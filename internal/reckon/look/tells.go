package look

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// What of an editor is worth the headline: the last so many months, where the last of
// them comes to so many hours a week; it has ended where it is silent for so many days.
const (
	toldMonths = 3
	toldHours  = 1
	silentDays = 8 * 7
	fewHands   = 1 // hands-on days a week, below which commits may not be all
)

// tells is what the headline tells beside the weeks.
func (l *Look) tells(r report.Report) tell.Told {
	out := tell.Told{First: r.Period.From, Last: when.NoDay, Editor: when.NoDay, Uncounted: l.goOnUncounted(r.Clocks)}
	for _, c := range r.Clocks {
		if clockMeasure(c.Name) == measure.HandsOnDays.Name && c.Last != nil {
			out.Last = *c.Last
		}
		if clockMeasure(c.Name) == measure.HandsOnMinutes.Name && c.Last != nil {
			out.Editor = *c.Last
		}
	}
	seen := l.Exposure(logbook.Hands, timeline.SphereAll)
	months := l.months(seen, []measure.Measure{measure.HandHours, measure.AssistedHours})
	if n := len(months); n > 0 && months[n-1].Value >= toldHours {
		out.Hands = &report.Hands{Months: months[max(0, n-toldMonths):], Begins: seen.Days().From, Ended: months[n-1].To+silentDays < l.Q.Now}
		byHand := l.days.Sum(session.SeriesKey{Measure: measure.HandHours.Name, Sphere: timeline.SphereAll}, when.Days{From: out.Hands.Months[0].Month, To: l.Q.Now})
		out.Hands.Assisted = byHand == 0
	}
	for _, m := range r.Measures {
		if tell.IsHands(m) && m.Backsight != nil && m.Backsight.Now != nil {
			out.ByCommits = out.Hands != nil && (out.Later() || m.Backsight.Now.Value < fewHands && !out.Hands.Ended)
		}
	}
	return out
}
