package draw

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon"
)

// DaysAgo says how long ago a clock was last set back, and how much of that was seen;
// of one that stopped with its calendar, on which day, and until when that is known.
func DaysAgo(c reckon.Clock) string {
	text := say.Count(*c.Days, "day", "days") + " ago"
	switch {
	case c.Ends != nil:
		text = fmt.Sprintf("%s (the calendar is known until %s)", c.Last, c.Ends)
	case *c.Days == 0:
		text = "today"
	}
	if c.SeenDays != nil && *c.SeenDays < *c.Days-1 {
		text += fmt.Sprintf(" (%d with evidence)", *c.SeenDays)
	}
	return text
}

// Rings says whether one of some clocks is past the habit.
func Rings(clocks []reckon.Clock) bool {
	return slices.ContainsFunc(clocks, func(c reckon.Clock) bool { return c.Alarm })
}

// Usual is how long was usual of clocks that say the same, and the longest, each from
// the least of them to the greatest; "" where none of them knows. Where a clock has a
// reference of its own, that is named.
//
//	"1, at most 14"   "1 to 2, at most 14 to 20"   "2020: 2, at most 9"
func Usual(clocks []reckon.Clock) string {
	type habit struct{ medians, longest []float64 }
	var names []string
	habits := map[string]*habit{}
	for _, c := range clocks {
		if c.Usual == nil {
			continue
		}
		name := ""
		if c.Reference != nil {
			name = Reference(c.Reference) + ": "
		}
		if habits[name] == nil {
			names, habits[name] = append(names, name), &habit{}
		}
		h := habits[name]
		h.medians, h.longest = append(h.medians, math.Round(c.Usual.Median)), append(h.longest, float64(c.Usual.Longest))
	}
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%s%s, at most %s", name, leastTo(habits[name].medians), leastTo(habits[name].longest))
	}
	return strings.Join(parts, "; ")
}

func leastTo(all []float64) string {
	low, high := slices.Min(all), slices.Max(all)
	if low == high {
		return fmt.Sprintf("%.0f", low)
	}
	return fmt.Sprintf("%.0f to %.0f", low, high)
}
