package sim

import (
	"fmt"
	"math"
	"strings"
)

// Table is the scores as a Markdown table, a scenario a line.
func Table(scores []Score) string {
	var b strings.Builder
	b.WriteString("| scenario | false / 10 years | found within 1 / 5 weeks | missed | interval covers; width | kind right; undecided | level now covers; then | distance covers; is told | rate covers; error | state right / wrong |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|---|\n")
	for _, s := range scores {
		turns, rate, state := "| | | | ", "", ""
		if s.changes > 0 {
			turns = fmt.Sprintf("%s / %s | %s | %s; %s | %s; %s", percent(s.Within1), percent(s.Within5), percent(s.Missed),
				percent(s.Covered), number(s.Width), percent(s.RightKind), percent(s.Unsure))
		}
		if s.rates > 0 {
			rate = percent(s.RateCovered) + "; " + percent(s.RateError)
		}
		if s.State != "" {
			state = percent(s.RightState) + " / " + percent(s.WrongState)
		}
		fmt.Fprintf(&b, "| %s | %.3f | %s | %s; %s | %s; %s | %s | %s |\n", s.Name, s.PerTenYears, turns, percent(s.NowCovered), percent(s.ThenCovered), percent(s.MovedCovered), percent(s.Told), rate, state)
	}
	return b.String()
}

func percent(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", 100*x)
}

func number(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.0f w", x)
}
