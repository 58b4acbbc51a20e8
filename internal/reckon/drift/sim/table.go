package sim

import (
	"fmt"
	"math"
	"strings"
)

// Table is the scores as a Markdown table, a scenario a line.
func Table(scores []Score) string {
	var b strings.Builder
	b.WriteString("| scenario | false/10 a | found <= 1 / 5 w | missed | interval covers, width | kind right | unsure | named | now covers | rate: given, covers, error | state right / wrong | rings |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, s := range scores {
		fmt.Fprintf(&b, "| %s | %.3f | %s / %s | %s | %s, %s | %s | %s | %s | %s | %s, %s, %s | %s / %s | %s |\n",
			s.Name, s.PerTenYears, percent(s.Within1), percent(s.Within5), percent(s.Missed), percent(s.Covered), number(s.Width),
			percent(s.RightKind), percent(s.Unsure), percent(s.Named), percent(s.NowCovered), percent(s.Rated), percent(s.RateCovered), percent(s.RateError),
			percent(s.RightState), percent(s.WrongState), percent(s.Alarms))
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
