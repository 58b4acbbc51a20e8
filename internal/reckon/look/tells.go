package look

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
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
	return out
}
