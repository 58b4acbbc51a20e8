// Package letter writes one page about a week, a month or a year: what moved and what
// did not, each beside what the periods before it held; what is new since the letter
// before; what the data cannot tell; and one question. It is made of two reports, that
// at the end of the period and that at the end of the one before, so that what was said
// last time is not said again. Where there is nothing to say there is no letter.
package letter

import (
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Length is how long a time a letter is about.
type Length string

// The lengths.
const (
	Week  Length = "week"
	Month Length = "month"
	Year  Length = "year"
)

// Before is how many periods a period is set beside, and how few are too few.
func (l Length) Before() (most, least int) {
	switch l {
	case Week:
		return 26, 8
	case Month:
		return 12, 6
	}
	return 5, 3
}

// Last is the last period of the length that is over on a day.
func (l Length) Last(today when.Day) when.Days {
	switch l {
	case Week:
		monday := today.Monday()
		return when.Days{From: monday - 7, To: monday}
	case Month:
		first := when.FirstOfMonth(today)
		return when.Days{From: when.FirstOfMonth(first - 1), To: first}
	}
	return when.Year(today.Year() - 1)
}

// Earlier is the period that ends where one begins.
func (l Length) Earlier(p when.Days) when.Days { return l.Last(p.From) }

// Letter is the page.
type Letter struct {
	Length Length
	Period when.Days
	Moved  []say.Text // outside of what the periods before held
	New    []say.Text // found since the letter before
	Same   []say.Text
	Said   []string // what the person said in the period, as they wrote it
	Ask    say.Text
	Limits []say.Text
	Report report.Report // as of the end of the period; its headline is the picture

	moved map[string]int // measures that moved: 1 up, -1 down
}

// told are the measures a letter is about, in its order.
func told() []string {
	return []string{
		measure.HandsOnDays.Name, measure.HandHours.Name, measure.AssistedHours.Name, measure.AuthoredCommits.Name,
		measure.MeetingHours.Name, measure.PotentialFocus.Name, measure.ReviewedDays.Name, "remove", "energy",
	}
}

// Of is the letter about a period, from the reports at its end and at its beginning;
// false where there is nothing to say. What was said is handed in as written.
func Of(l Length, period when.Days, now, before report.Report, said []string) (Letter, bool) {
	out := Letter{Length: l, Period: period, Said: said, Report: now, moved: map[string]int{}}
	for _, name := range told() {
		for _, r := range now.Measures {
			if r.Name == name && r.Sphere == "all" {
				out.set(r)
			}
		}
	}
	out.news(now, before)
	if len(out.Moved)+len(out.New)+len(said) == 0 {
		return Letter{}, false
	}
	out.Ask = out.ask(now, before)
	out.Limits = now.Limits[:min(3, len(now.Limits))]
	return out, true
}

// set sets a measure of the period beside the periods before it.
func (out *Letter) set(r report.Reading) {
	v, some := in(r, out.Period)
	if !some {
		return
	}
	most, least := out.Length.Before()
	var low, high float64
	n := 0
	for p := out.Length.Earlier(out.Period); n < most && p.To > r.Series[0].Week; p = out.Length.Earlier(p) {
		if w, some := in(r, p); some {
			if n == 0 {
				low, high = w, w
			}
			low, high, n = min(low, w), max(high, w), n+1
		}
	}
	if n < least || v == 0 && high == 0 {
		return
	}
	m, _ := measure.Named(r.Name)
	value := say.F("%s: %s%s", say.Upper(m.Noun), say.Num(v), out.per(r))
	held := say.F("the %s before (%s to %s)", say.Count(n, string(out.Length), string(out.Length)+"s"), say.Num(low), say.Num(high))
	switch d := margin(m); {
	case v > high+d:
		out.moved[r.Name] = 1
		out.Moved = append(out.Moved, say.F("%s, more than in any of %s.", value, held))
	case v < low-d:
		out.moved[r.Name] = -1
		out.Moved = append(out.Moved, say.F("%s, less than in any of %s.", value, held))
	default:
		out.Same = append(out.Same, say.F("%s, within the range of %s.", value, held))
	}
}

// margin is a difference too small to be told.
func margin(m measure.Measure) float64 { return m.Small() / 5 }

// per says what a value is of: that of a month or a year is a mean.
func (out *Letter) per(r report.Reading) string {
	if out.Length != Week && strings.HasSuffix(r.Unit, "/week") {
		return " a week"
	}
	return ""
}

// in is the mean of the weeks that begin in a period; false where less than half of
// them was seen.
func in(r report.Reading, days when.Days) (float64, bool) {
	var weeks []report.Week
	seen, all := 0.0, 0.0
	for _, w := range r.Series {
		if days.Has(w.Week) {
			weeks = append(weeks, w)
			seen += w.Seen
			all++
		}
	}
	if all == 0 || 2*seen < all {
		return 0, false
	}
	return r.Mean(weeks...)
}
