package look

import (
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// clockFaces are the clocks and the measure whose days set each one back: those on
// which it is least or more, more than nothing where least is 0.
var clockFaces = []struct {
	name    string
	words   string
	measure measure.Measure
	least   float64
}{
	{"hands_on_day", "Last hands-on day", measure.HandsOnDays, 0},
	{"hands_on_hour", "Last hour in an editor", measure.HandsOnMinutes, 60},
	{"commit", "Last commit", measure.CommitDays, 0},
	{"review", "Last review", measure.ReviewedDays, 0},
	{"free_half_day", "Last half day without a meeting", measure.FreeHalfDays, 0},
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

// clocks reads every clock that has ever been set, each against the reference of its
// measure.
func (l *Look) clocks(readings []report.Reading) []report.Clock {
	out := []report.Clock{}
	for _, face := range clockFaces {
		exposure := l.Exposure(face.measure.Class, timeline.SphereAll)
		days := l.daysOf(face.measure, face.least, exposure)
		if len(days) == 0 {
			continue
		}
		ref := l.ownOf(face.measure, readings)
		out = append(out, l.clock(face.name, days, exposure, face.measure.Class == logbook.Plans, ref))
	}
	return out
}

// ownOf is the reference that a measure has for itself, nil where it is the person's:
// that of its reading, and of one that is not shown by itself the same as it would have.
func (l *Look) ownOf(m measure.Measure, readings []report.Reading) *report.RefRange {
	for _, r := range readings {
		if r.Name == m.Name && r.Sphere == string(timeline.SphereAll) {
			return r.Reference
		}
	}
	return l.fallback(m, l.weekly(m, timeline.SphereAll))
}

// onDays are the days, in order, on which the measure saw anything; today may be one
// of them before it is over.
func (l *Look) onDays(m measure.Measure, e measure.Exposure) []when.Day { return l.daysOf(m, 0, e) }

// daysOf are the days on which the measure saw that much, and more than nothing.
func (l *Look) daysOf(m measure.Measure, least float64, e measure.Exposure) (out []when.Day) {
	marked := l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: timeline.SphereAll})
	whole := e.Days()
	for d := whole.From; whole.Len() > 0 && d <= l.Q.Through; d++ {
		v, some := marked.At(d)
		if !some && e.Seen(d) {
			v = m.Default(d, l.Q.Habits)
		}
		if v > 0 && v >= least {
			out = append(out, d)
		}
	}
	return out
}

// lateCalendar is how many days old what a calendar tells may be before its clocks
// stop where it ends.
const lateCalendar = 7

// clock is asked on the last day of the reading, which need not be over. One of a
// calendar that ended before is asked on the calendar's last day, and does not ring:
// what came after nobody knows. Ref is a reference of its own, nil for the person's.
func (l *Look) clock(name string, done []when.Day, e measure.Exposure, planned bool, ref *report.RefRange) report.Clock {
	now, habit := l.Q.Through, l.Reference
	if ref != nil {
		habit = ref
	}
	ended := planned && e.Days().To+lateCalendar <= now
	if ended {
		now = e.Days().To - 1
	}
	c := drift.Since(drift.Habit{Seen: seenDays(e, now), Done: done, Reference: habit.Days(), Now: now})
	out := report.Clock{Name: name, Last: &c.Last, Days: &c.Days, SeenDays: &c.SeenDays, Alarm: c.Alarm && !ended, Reference: ref}
	if ended {
		out.Ends = &now
	}
	if c.Enough {
		out.Usual = &report.Usual{Median: c.Median, Longest: c.Longest}
		out.Threshold = &c.Threshold
	}
	return out
}

// Together are clocks that were set back on the same day, and stop on the same, one
// beside the other: they say the same.
func Together(clocks []report.Clock) (out [][]report.Clock) {
	same := func(a, b *when.Day) bool { return a == b || a != nil && b != nil && *a == *b }
next:
	for _, c := range clocks {
		for i, group := range out {
			if c.Last != nil && same(group[0].Last, c.Last) && same(group[0].Ends, c.Ends) {
				out[i] = append(group, c)
				continue next
			}
		}
		out = append(out, []report.Clock{c})
	}
	return out
}

// TogetherWords are what clocks are called that were set back on the same day: "Last
// hands-on day and commit".
func TogetherWords(clocks []report.Clock) string {
	names := make([]string, len(clocks))
	for i, c := range clocks {
		names[i] = strings.TrimPrefix(ClockWords(c.Name), "Last ")
	}
	return "Last " + say.List(names)
}

// aboutClocks is a claim for each day since which clocks ring.
func (l *Look) aboutClocks(r report.Report) (out []report.Claim) {
	var ringing []report.Clock
	for _, c := range r.Clocks {
		if c.Alarm {
			ringing = append(ringing, c)
		}
	}
	for _, group := range Together(ringing) {
		claim, some := l.aboutClock(group[0], r.RefOfClock(group[0]))
		if !some {
			continue
		}
		if one := ClockWords(group[0].Name); len(group) > 1 {
			claim.Text = say.F("%s%s", TogetherWords(group), strings.TrimPrefix(claim.Text.String(), one))
		}
		out = append(out, claim)
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
