package timeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// routine says whether a program seems to have made the commit of a fact, which touched
// p; where that is not known nothing is said.
func (h Habits) routine(c logbook.Commit, p *logbook.Paths, f *logbook.Fact) bool {
	return p != nil && slices.ContainsFunc(h.Routines, func(r logbook.Routine) bool {
		return r.Made(c.Subject, p.List, f.Span.From, f.Zone)
	})
}

// RoutineWords are what programs that commit in a person's name write, and when, each
// once: `"Update" at 02:10 UTC or 04:10 by their own clock`.
func RoutineWords(all []logbook.Routine) (out []string) {
	face := func(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
	for _, r := range all {
		var times []string
		if r.Minute != logbook.NoMinute {
			times = append(times, face(r.Minute)+" UTC")
		}
		if r.Clock != logbook.NoMinute && r.Clock != r.Minute {
			times = append(times, face(r.Clock)+" by their own clock")
		}
		words := fmt.Sprintf("\"%s\" at %s", r.Subject, strings.Join(times, " or "))
		if !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	return out
}
