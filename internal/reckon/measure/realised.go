package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// What makes a run of making: holes of at most ten minutes, an hour in all.
const (
	runHole  = 10 * when.Minute
	runLeast = when.Hour
)

// RealisedFocus is the free time in which something was visibly made, without a
// break.
var RealisedFocus = Figure{
	Name: "realised_focus", Unit: "hours/week",
	Means: "stretches of at least one hour in the gaps of the working window, with hands-on evidence at least every ten minutes",
	Not:   "all hands-on time: so far only commits are evidence, so it is a lower bound and often zero. Days that no repository covers are left out",
	Of: func(s Stretch) (Value, bool) {
		var total when.Instant
		s = s.handy()
		for _, d := range s.Days {
			for _, g := range RoomOf(d, s.Habits).Gaps {
				total += runs(madeIn(d, g.Span))
			}
		}
		return s.aWeek(total)
	},
}

// TouchedBlocks is how many of the focus blocks show any trace of making.
var TouchedBlocks = Figure{
	Name: "touched_blocks", Unit: "share",
	Means: "the share of gaps of at least two hours in which you made at least one commit",
	Not:   "the share used for building: work that was committed later or never leaves no trace in its gap. Days that no repository covers are left out",
	Of: func(s Stretch) (Value, bool) {
		var touched, all when.Instant
		for _, d := range s.handy().Days {
			for _, g := range RoomOf(d, s.Habits).Gaps {
				if g.Len() < focusBlock {
					continue
				}
				if all++; len(madeIn(d, g.Span)) > 0 {
					touched++
				}
			}
		}
		return share(touched, all)
	},
}

// madeIn are the moments in a span at which something was made, in order.
func madeIn(d timeline.Day, span when.Span) (out []when.Instant) {
	for _, a := range d.Acts {
		if a.Counts && a.Work == timeline.Making && a.Role == logbook.Authored && span.From <= a.At && a.At < span.To {
			out = append(out, a.At)
		}
	}
	return out
}

// runs is the time of runs of moments long enough.
func runs(at []when.Instant) (total when.Instant) {
	for i := 0; i < len(at); {
		from := i
		for i++; i < len(at) && at[i]-at[i-1] <= runHole; i++ {
		}
		if run := at[i-1] - at[from]; run >= runLeast {
			total += run
		}
	}
	return total
}
