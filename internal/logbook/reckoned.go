package logbook

import (
	"fmt"
	"math"

	"github.com/backsight/backsight/internal/base/when"
)

// Check refuses what the engines would keep differently or not at all: numbers that are
// none, and what lies outside the days, where there are any.
func (told Reckoned) Check(days when.Days) error {
	for _, v := range told.Tallies {
		if days.Len() > 0 && !days.Has(v.Day) || v.Day == when.NoDay {
			return fmt.Errorf("the tally of %s on %q lies outside the days %s", v.Measure, v.Day, days)
		}
		if math.IsNaN(v.Value) || math.IsInf(v.Value, 0) {
			return fmt.Errorf("the tally of %s on %s is no number", v.Measure, v.Day)
		}
	}
	for d := range told.Surveys {
		if days.Len() > 0 && !days.Has(d) || d == when.NoDay {
			return fmt.Errorf("the survey of %q lies outside the days %s", d, days)
		}
	}
	for d := range told.Agents {
		if days.Len() > 0 && !days.Has(d) || d == when.NoDay {
			return fmt.Errorf("the assistants of %q lie outside the days %s", d, days)
		}
	}
	return checkPresences(days, told.Presences)
}

// checkPresences refuses those of other days, and those out of order.
func checkPresences(days when.Days, all []Presence) error {
	for i := range all {
		v := &all[i]
		if days.Len() > 0 && !days.Has(v.Day) || v.Day == when.NoDay {
			return fmt.Errorf("the presence of %s on %q lies outside the days %s", v.Span.From, v.Day, days)
		}
		if v.Span.To < v.Span.From || i > 0 && (v.Day < all[i-1].Day || v.Span.From < all[i-1].Span.To) {
			return fmt.Errorf("the presence of %s on %s is out of order", v.Span.From, v.Day)
		}
	}
	return nil
}
