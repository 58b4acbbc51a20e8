package look

import (
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Month is "Jul 2021".
func Month(d when.Day) string { return tell.Month(d) }

// Between is the interval of a turn, "(May to Sep 2021)", as sentences have it.
func Between(low, high when.Day) string { return tell.Between(low, high) }

// OfItself says whether a reading would be compared with itself.
func OfItself(m report.Reading, ref *report.RefRange) bool { return tell.OfItself(m, ref) }

// Called is what a measure is called on a screen, by its name: "hands-on days",
// "distance from the work".
func Called(measure string) string {
	switch measure {
	case "remove":
		return "distance from the work"
	case "planned_remove":
		return "planned distance from the work"
	}
	return strings.Replace(strings.ReplaceAll(measure, "_", " "), "hands on", "hands-on", 1)
}
