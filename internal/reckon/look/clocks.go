package look

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// clockFaces are the clocks and the measure whose days set each one back.
var clockFaces = []struct {
	name    string
	words   string
	measure measure.Measure
}{
	{"hands_on_day", "Last hands-on day", measure.HandsOnDays},
	{"commit", "Last commit", measure.CommitDays},
	{"review", "Last review", measure.ReviewedDays},
	{"free_half_day", "Last half day without a meeting", measure.FreeHalfDays},
}

// ClockWords is what a clock is called on a screen.
func ClockWords(name string) string {
	for _, f := range clockFaces {
		if f.name == name {
			return f.words
		}
	}
	return name
}

// clockMeasure is the name of the measure that sets a clock back.
func clockMeasure(name string) string {
	for _, f := range clockFaces {
		if f.name == name {
			return f.measure.Name
		}
	}
	return name
}

// clocks reads every clock that has ever been set.
func (l *Look) clocks() []report.Clock {
	out := []report.Clock{}
	for _, face := range clockFaces {
		exposure := l.Exposure(face.measure.Class, timeline.SphereAll)
		days := l.onDays(face.measure, exposure)
		if len(days) == 0 {
			continue
		}
		out = append(out, l.clock(face.name, days, exposure))
	}
	return out
}

// onDays are the days, in order, on which the measure saw anything; today may
// be one of them before it is over.
func (l *Look) onDays(m measure.Measure, e measure.Exposure) (out []when.Day) {
	marked := l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: timeline.SphereAll})
	whole := e.Days()
	for d := whole.From; whole.Len() > 0 && d <= l.Q.Through; d++ {
		v, some := marked.At(d)
		if !some && e.Seen(d) {
			v = m.Default(d, l.Q.Habits)
		}
		if v > 0 {
			out = append(out, d)
		}
	}
	return out
}

// clock is asked on the last day of the reading, which need not be over.
func (l *Look) clock(name string, done []when.Day, e measure.Exposure) report.Clock {
	c := drift.Since(drift.Habit{Seen: seenDays(e, l.Q.Through), Done: done, Reference: l.Reference.Days(), Now: l.Q.Through})
	out := report.Clock{Name: name, Last: &c.Last, Days: &c.Days, SeenDays: &c.SeenDays, Alarm: c.Alarm}
	if c.Enough {
		out.Usual = &report.Usual{Median: c.Median, Longest: c.Longest}
		out.Threshold = &c.Threshold
	}
	return out
}

func seenDays(e measure.Exposure, through when.Day) (out []when.Day) {
	whole := e.Days()
	for d := whole.From; d < whole.To && d <= through; d++ {
		if e.Seen(d) {
			out = append(out, d)
		}
	}
	return out
}
