package look

import (
	"context"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Daily is one measure in one sphere, day by day and without a gap: what a
// calendar of days shows. It holds no finding; weeks are what is judged.
type Daily struct {
	Name   string   `json:"name"`
	Unit   string   `json:"unit"`
	Sphere string   `json:"sphere"`
	Days   []DayOne `json:"days"`
}

// DayOne is one day of a Daily. Value is null where the day was not seen, and
// Away says whether that is because the person was not there.
type DayOne struct {
	Day   when.Day `json:"day"`
	Value *float64 `json:"value"`
	Away  bool     `json:"away,omitempty"`
}

// DailyOf reads what is remembered of a measure on some days; no raw evidence but
// of days that must be reckoned anew is touched. A measure that does not exist is
// a fault of wrong use.
func DailyOf(ctx context.Context, b session.Base, g policy.Grant, q session.Question, name string, s timeline.Sphere, days when.Days) (Daily, error) {
	m, ok := measure.Named(name)
	if !ok {
		return Daily{}, fault.New(fault.Usage, "there is no measure %q", name)
	}
	fresh, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Daily{}, err
	}
	l, err := glanceOf(fresh)
	if err != nil {
		return Daily{}, err
	}
	return l.daily(m, s, days), nil
}

func (l *Look) daily(m measure.Measure, s timeline.Sphere, days when.Days) Daily {
	out := Daily{Name: m.Name, Unit: m.Unit, Sphere: string(s), Days: []DayOne{}}
	e, part := l.seen(m, s), l.partOf(m, s)
	for d := days.From; d < days.To; d++ {
		one := DayOne{Day: d, Away: l.away[d]}
		if v, ok := part(d); ok && e.Seen(d) {
			v = say.Round(v, 3)
			one.Value = &v
		}
		out.Days = append(out.Days, one)
	}
	return out
}

// partOf is a measure's value on a day that was seen. Of a share or a mean it is
// the part of that day's whole, and there is none on a day without any.
func (l *Look) partOf(m measure.Measure, s timeline.Sphere) func(when.Day) (value float64, ok bool) {
	of := func(m measure.Measure) func(when.Day) float64 {
		row := l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: s})
		return func(d when.Day) float64 {
			if v, ok := row.At(d); ok {
				return v
			}
			return m.Default(d, l.Q.Habits)
		}
	}
	part := of(m)
	over, isPart := measure.Named(m.Over)
	if !isPart {
		return func(d when.Day) (float64, bool) { return part(d), true }
	}
	whole := of(over)
	return func(d when.Day) (float64, bool) {
		switch w := whole(d); {
		case w <= 0:
			return 0, false
		case m.Kind == drift.Number:
			return part(d) / w, true
		default:
			return report.Percent * min(1, part(d)/w), true
		}
	}
}
