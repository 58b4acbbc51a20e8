package look

import (
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

const (
	yearOfCount = 365
	leastCount  = 14 // days with evidence, for the count of a year
)

// pauses are claims of the longest stretches without a commit, after the plain
// count of this year.
func (l *Look) pauses() (out []report.Claim) {
	exposure := l.Exposure(measure.CommitDays.Class, timeline.SphereAll)
	if year, some := l.thisYear(exposure); some {
		out = append(out, year)
	}
	first := when.NoDay
	if l.Q.Since != when.NoDay {
		first = l.Q.Since
	}
	done := slices.DeleteFunc(l.onDays(measure.CommitDays, exposure), func(d when.Day) bool { return first != when.NoDay && d < first })
	for i, p := range measure.Pauses(done, seenDays(exposure, l.Q.Now-1)) {
		out = append(out, l.aboutPause(p, i))
	}
	return out
}

// aboutPause says a pause; nth counts from 0, the longest.
func (l *Look) aboutPause(p measure.Pause, nth int) report.Claim {
	var text say.Text
	length := say.Counted(p.Seen, "day", "days")
	if p.Seen < p.Days.Len() {
		length = say.F("%s with evidence", length)
	}
	span := tell.Month(p.Days.From) + " to " + tell.Month(p.Days.Last())
	if tell.Month(p.Days.From) == tell.Month(p.Days.Last()) {
		span = tell.Month(p.Days.From)
	}
	switch {
	case p.GoesOn && nth == 0:
		text = say.F("No commit since %s: %s%s, the longest pause.", tell.Month(p.Days.From-1), length, l.upTo(p))
	case p.GoesOn:
		text = say.F("No commit since %s: %s%s.", tell.Month(p.Days.From-1), length, l.upTo(p))
	case nth == 0:
		text = say.F("Longest without a commit: %s, %s.", length, span)
	default:
		text = say.F("Another pause: %s without a commit, %s.", length, span)
	}
	v := float64(p.Seen)
	seen := say.Round(v/float64(p.Days.Len()), 3)
	c := report.Claim{
		Text: text, Value: &v, Low: &v, High: &v, Unit: "days", Seen: &seen, Facts: l.survey.Commits,
		Method: "gaps between days with a commit, counted in days with evidence on which you were not away",
		Limits: []string{"Not a stretch without work: commits in other repositories, or under other addresses, are not here"},
		About:  report.Pause, Kind: report.Pause, Sphere: string(timeline.SphereAll), From: &p.Days.From,
	}
	if !p.GoesOn {
		last := p.Days.Last()
		c.To = &last
	}
	if l.uncountedIn(p.Days) {
		c.Text = say.F("%s Commits under an address that is not counted lie in it.", text)
	}
	return c
}

// upTo is where a pause that goes on is counted to, where the evidence ended before the
// last day: a clock beside it counts on until today.
func (l *Look) upTo(p measure.Pause) say.Text {
	last := p.Days.Last()
	switch {
	case last >= l.Q.Now-1:
		return nil
	case p.Seen < p.Days.Len():
		return say.F(", which ends in %s", tell.Month(last))
	}
	return say.F(" until the evidence ends in %s", tell.Month(last))
}

// uncountedIn says whether an address that may be the person's too has commits about
// some days.
func (l *Look) uncountedIn(days when.Days) bool {
	return slices.ContainsFunc(l.Q.Uncounted, func(u report.Uncounted) bool {
		return u.From != when.NoDay && u.From < days.To && days.From <= u.To
	})
}

// thisYear is the plain count of the year of the last day with evidence: no level,
// what was counted.
func (l *Look) thisYear(exposure measure.Exposure) (report.Claim, bool) {
	seen := seenDays(exposure, l.Q.Now-1)
	if len(seen) == 0 {
		return report.Claim{}, false
	}
	year := seen[len(seen)-1].Year()
	of, on, first := 0, 0, when.Date(year, 1, 1)
	if l.Q.Since != when.NoDay {
		first = max(first, l.Q.Since)
	}
	hands := l.days.By(handsOn)
	for i := len(seen) - 1; i >= 0 && seen[i] >= first; i-- {
		of++
		if hands[seen[i]] > 0 {
			on++
		}
	}
	days := when.Days{From: seen[len(seen)-of], To: seen[len(seen)-1] + 1}
	period := say.F("In %d so far", year)
	switch {
	case first == l.Q.Since:
		period = say.F("Since %s", first)
	case days.To < min(l.Q.Now, when.Date(year+1, 1, 1)):
		period = say.F("In %d up to %s, where the evidence ends,", year, days.Last().Time().Format("2 January"))
	case year < l.Q.Now.Year():
		period = say.F("In %d", year)
	}
	but := ""
	for d := days.From; d < days.To; d++ {
		if l.away[d] {
			but = " and on which you were not away"
		}
	}
	if of < leastCount {
		return report.Claim{}, false
	}
	v, part := float64(on), say.Round(min(1, float64(of)/yearOfCount), 3)
	return report.Claim{
		Text:  say.F("%s you were hands-on on %d of the %s that the repositories cover%s.", period, on, say.Counted(of, "day", "days"), but),
		Value: &v, Low: &v, High: &v, Unit: "days", Seen: &part, Facts: l.survey.Commits,
		Method: "counted", Limits: []string{"Not " + measure.HandsOnDays.Not},
		About: measure.HandsOnDays.Name, Kind: report.Year, Sphere: string(timeline.SphereAll),
	}, true
}

// handsOn names the series of hands-on days.
var handsOn = session.SeriesKey{Measure: measure.HandsOnDays.Name, Sphere: timeline.SphereAll}
