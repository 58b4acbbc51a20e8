package drift

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/stat"
)

const (
	weeksPerYear = 365.2425 / 7
	recentSlide  = 13 // weeks within which a slide that has ended still counts
	recentStep   = 26
	mostPaths    = 0.5
	fewPaths     = 0.16 // may show a late change, and half of them a slide, where it is called steady
)

// rate is how fast the level goes now, per year: a robust line from where the
// present stretch begins, 26 to 104 weeks back.
func (l *look) rate() (Range, bool) {
	from := l.present()
	var points []stat.Point
	for _, p := range l.f.levels(l.q.Series.Kind) {
		if p.place >= from {
			points = append(points, p.Point)
		}
	}
	if len(points) < leastReference {
		return Range{}, false
	}
	line, ok := stat.Rate(points)
	if !ok {
		return Range{}, false
	}
	per := weeksPerYear
	if l.f.first == when.NoDay {
		per = 1
	}
	return Range{line.Slope * per, line.Low * per, line.High * per}, true
}

// present is the place where the present stretch begins: the start of the open
// slide, else the end of the last turn, else a year ago.
func (l *look) present() int {
	from := l.f.n - 52
	if max(l.ending.Down, l.ending.Up) >= mostPaths {
		return max(min(l.ending.Start, l.f.n-26), l.f.n-104, 0)
	}
	if len(l.turns) > 0 {
		t := l.turns[len(l.turns)-1]
		from = t.End
	}
	return max(min(from, l.f.n-26), l.f.n-104, 0)
}

// state says where the level is going; where it cannot, which half is missing.
func (l *look) state(rate, then *Range) (State, string) {
	if rate == nil {
		return CannotTell, fmt.Sprintf("fewer than %d weeks with evidence in the present stretch, so no rate", leastReference)
	}
	e := l.ending
	now := l.now.Value
	falls, rises := rate.High < 0, rate.Low > 0
	switch {
	case e.Down >= mostPaths && falls:
		return Sliding, ""
	case e.Up >= mostPaths && rises && (then == nil || now < then.High):
		return Returning, ""
	case e.Stepped >= 0.7 && max(e.Down, e.Up) < mostPaths/2:
		return Stepped, ""
	case e.Any <= fewPaths && max(e.Down, e.Up) <= fewPaths/2 && !falls && !rises:
		return Steady, ""
	}
	return CannotTell, missing(e, falls || rises)
}

// missing is the clause for what does not agree.
func missing(e stat.Ending, going bool) string {
	switch {
	case going && e.Any <= fewPaths:
		return "the last weeks point one way, but no change is certain enough to report"
	case e.Down >= 0.5 || e.Up >= 0.5:
		return "a slide is likely, but its rate may be zero"
	case e.Any > fewPaths:
		return "something may have changed in the last half year, but the evidence does not show what"
	default:
		return "the estimates do not agree"
	}
}
