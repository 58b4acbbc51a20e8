package look

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// What makes a pause, in days with evidence.
const (
	leastPause  = 28
	longPause   = 182 // besides the longest, as long as this and half of it
	mostPauses  = 3
	yearOfCount = 365
	leastCount  = 14 // days with evidence, for the count of a year
)

// pause is a stretch without a commit: its first and its last day, and on how many
// of its days there was evidence and the person not away.
type pause struct {
	days   when.Days
	seen   int
	goesOn bool // nothing came after it
}

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
	for i, p := range longest(done, seenDays(exposure, l.Q.Now-1)) {
		out = append(out, l.aboutPause(p, i))
	}
	return out
}

// longest are the longest pauses between days on which something was done, the
// longest first; the one that goes on too. Holes of the evidence and leave take no
// part in how long they are.
func longest(done, seen []when.Day) (out []pause) {
	for i, d := range done {
		p := pause{days: when.Days{From: d + 1}}
		if i+1 < len(done) {
			p.days.To = done[i+1]
		} else if len(seen) > 0 && seen[len(seen)-1] > d {
			p.days.To, p.goesOn = seen[len(seen)-1]+1, true
		}
		if p.days.Len() >= leastPause {
			from, _ := slices.BinarySearch(seen, p.days.From)
			to, _ := slices.BinarySearch(seen, p.days.To)
			p.seen = to - from
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b pause) int { return cmp.Compare(b.seen, a.seen) })
	for i, p := range out {
		if i == mostPauses || p.seen < leastPause || i > 0 && (p.seen < longPause || 2*p.seen < out[0].seen) {
			return out[:i]
		}
	}
	return out
}

// aboutPause says a pause; nth counts from 0, the longest.
func (l *Look) aboutPause(p pause, nth int) report.Claim {
	var text say.Text
	length := say.Counted(p.seen, "day", "days")
	if p.seen < p.days.Len() {
		length = say.F("%s with evidence", length)
	}
	span := tell.Month(p.days.From) + " to " + tell.Month(p.days.Last())
	if tell.Month(p.days.From) == tell.Month(p.days.Last()) {
		span = tell.Month(p.days.From)
	}
	switch {
	case p.goesOn && nth == 0:
		text = say.F("No commit since %s: %s%s, the longest pause.", tell.Month(p.days.From-1), length, l.upTo(p))
	case p.goesOn:
		text = say.F("No commit since %s: %s%s.", tell.Month(p.days.From-1), length, l.upTo(p))
	case nth == 0:
		text = say.F("Longest without a commit: %s, %s.", length, span)
	default:
		text = say.F("Another pause: %s without a commit, %s.", length, span)
	}
	v := float64(p.seen)
	seen := say.Round(v/float64(p.days.Len()), 3)
	c := report.Claim{
		Text: text, Value: &v, Low: &v, High: &v, Unit: "days", Seen: &seen, Facts: l.survey.Commits,
		Method: "gaps between days with a commit, counted in days with evidence on which you were not away",
		Limits: []string{"Not a stretch without work: commits in other repositories, or under other addresses, are not here"},
		About:  report.Pause, Kind: report.Pause, Sphere: string(timeline.SphereAll), From: &p.days.From,
	}
	if !p.goesOn {
		last := p.days.Last()
		c.To = &last
	}
	if l.uncountedIn(p.days) {
		c.Text = say.F("%s Commits under an address that is not counted lie in it.", text)
	}
	return c
}

// upTo is where a pause that goes on is counted to, where the evidence ended before the
// last day: a clock beside it counts on until today.
func (l *Look) upTo(p pause) say.Text {
	last := p.days.Last()
	switch {
	case last >= l.Q.Now-1:
		return nil
	case p.seen < p.days.Len():
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
	so := " so far"
	if year < l.Q.Now.Year() {
		so = ""
	}
	period := say.F("In %s%s", say.Plain(when.Date(year, 1, 1).Time().Format("2006")), so)
	if first == l.Q.Since {
		period = say.F("Since %s", first)
	}
	if of < leastCount {
		return report.Claim{}, false
	}
	v, part := float64(on), say.Round(min(1, float64(of)/yearOfCount), 3)
	return report.Claim{
		Text:  say.F("%s you were hands-on on %d of %s with evidence.", period, on, say.Counted(of, "day", "days")),
		Value: &v, Low: &v, High: &v, Unit: "days", Seen: &part, Facts: l.survey.Commits,
		Method: "counted", Limits: []string{"Not " + measure.HandsOnDays.Not},
		About: measure.HandsOnDays.Name, Kind: report.Year, Sphere: string(timeline.SphereAll),
	}, true
}

// handsOn names the series of hands-on days.
var handsOn = session.SeriesKey{Measure: measure.HandsOnDays.Name, Sphere: timeline.SphereAll}
