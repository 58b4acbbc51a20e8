package look

import (
	"strings"

	"github.com/backsight/backsight/internal/reckon/report"
)

// Ringing are the claims that ask to be heard: clocks past the person's own
// habit, and headline alarms, in that order.
func Ringing(r report.Report) (out []report.Claim) {
	for _, c := range r.Claims {
		if c.Rings && isClock(c.About) {
			out = append(out, c)
		}
	}
	for _, c := range r.Claims {
		if c.Rings && !isClock(c.About) && c.About == r.Measures[0].Name {
			out = append(out, c)
		}
	}
	return out
}

func isClock(about string) bool { return ClockWords(about) != about }

// RingName names one time of ringing: a clock by the day it was set last, so that
// one which was set back in between begins again.
func RingName(r report.Report, c report.Claim) string {
	var name strings.Builder
	name.WriteString(c.About + "/" + c.Sphere)
	for _, clock := range r.Clocks {
		if clock.Name == c.About && clock.Last != nil {
			name.WriteString("/" + clock.Last.String())
		}
	}
	return name.String()
}
