package look

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// goOnUncounted says whether an address that may be the person's goes on after their
// last commit: then what looks like an end may be none.
func (l *Look) goOnUncounted(clocks []report.Clock) bool {
	last := when.NoDay
	for _, c := range clocks {
		if clockMeasure(c.Name) == measure.CommitDays.Name && c.Last != nil {
			last = *c.Last
		}
	}
	for _, u := range l.Q.Uncounted {
		if u.To != when.NoDay && (last == when.NoDay || u.To > last) {
			return true
		}
	}
	return false
}

// hush lets no clock and no alarm of a report ring.
func hush(r *report.Report) {
	for i := range r.Clocks {
		r.Clocks[i].Alarm = false
	}
	for _, m := range r.Measures {
		if m.Backsight != nil {
			m.Backsight.Alarm = report.Alarm{}
		}
	}
}
