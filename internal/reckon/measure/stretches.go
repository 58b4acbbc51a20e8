package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// DeepHours is hands-on time in one piece.
var DeepHours = Measure{
	Name: "deep_hours", Noun: "hours in one piece", Version: 1, Whole: true, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands,
	Means: "hands-on hours in stretches of at least one hour without a break of more than ten minutes; the breaks are not counted",
	Not:   "how deep the work was: a stretch shows that nothing interrupted it, not its result. potential_focus is the time that was available for it",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 {
		var total when.Instant
		for _, p := range Pieces(d, s) {
			if p.Span.Len() >= runLeast {
				total += p.HandsOn
			}
		}
		return inHours(total)
	},
}

// LongestStretch is the longest a week had.
var LongestStretch = Measure{
	Name: "longest_stretch", Noun: "longest hands-on stretch", Version: 1, Whole: true, Unit: "minutes", Kind: drift.Number, Class: logbook.Hands, Most: true,
	Means: "the longest hands-on stretch of the week, with no break of more than ten minutes",
	Not:   "the usual stretch: most are shorter. In a week with partial evidence it is the longest of that part",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) (longest float64) {
		for _, p := range Pieces(d, s) {
			longest = max(longest, inMinutes(p.Span.Len()))
		}
		return longest
	},
}

// PotentialStretch is the longest the calendar left room for.
var PotentialStretch = Measure{
	Name: "potential_stretch", Noun: "longest gap in the calendar", Version: 1, Whole: true, Unit: "minutes", Kind: drift.Number, Class: logbook.Plans, Most: true, Beside: logbook.Hands,
	Means: "the longest gap of the week between meetings, inside the working window",
	Not:   "a stretch of hands-on work: that is longest_stretch",
	Of: func(d timeline.Day, h timeline.Habits, _ timeline.Sphere) (longest float64) {
		for _, g := range RoomOf(d, h).Gaps {
			longest = max(longest, inMinutes(g.Len()))
		}
		return longest
	},
	Empty: windowMinutes,
}

// Fragments counts the pieces hands-on time is in.
var Fragments = Measure{
	Name: "fragments", Noun: "short hands-on stretches", Version: 1, Whole: true, Unit: "pieces/week", Kind: drift.Count, Class: logbook.Hands,
	Means: "hands-on stretches of less than an hour, each ended by a break of more than ten minutes",
	Not:   "interruptions: who or what ended a stretch is not recorded. fragmented_hours is how much the calendar breaks",
	Of: func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) (n float64) {
		for _, p := range Pieces(d, s) {
			if p.Span.Len() < runLeast {
				n++
			}
		}
		return n
	},
}

// Piece is a stretch of hands-on time without a break of more than ten minutes.
// HandsOn is its length less its breaks.
type Piece struct {
	Span    when.Span
	HandsOn when.Instant
}

// Pieces are those of a day, in order.
//
//	hands-on  ▐██▌▐███▌···6 min···▐██▌······20 min······▐█▌
//	pieces    ▐──────────────────────▌                  ▐─▌
func Pieces(d timeline.Day, s timeline.Sphere) (out []Piece) {
	for _, st := range d.Stints {
		if !st.HandsOn() || !inSphere(st.Sphere, s) {
			continue
		}
		if n := len(out); n > 0 && st.Span.From-out[n-1].Span.To <= runHole {
			out[n-1].Span.To = st.Span.To
			out[n-1].HandsOn += st.Span.Len()
			continue
		}
		out = append(out, Piece{st.Span, st.Span.Len()})
	}
	return out
}
