package look

import "github.com/backsight/backsight/internal/reckon/report"

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
