package measure

import "github.com/backsight/backsight/internal/base/when"

// What finding back into the work costs after a meeting: 15 minutes, with 10 and
// 25 as the band (Parnin and Rugaber 2011 saw one session in ten resume within a
// minute; 10 to 15 is their own summary. The "23 minutes" often quoted is in no
// paper).
const (
	resume     = 15 * when.Minute
	resumeFast = 10 * when.Minute
	resumeSlow = 25 * when.Minute
)

// MakerTime is the free time less what finding back costs.
var MakerTime = Figure{
	Name: "maker_time", Unit: "hours/week",
	Means: "free hours of the working window, minus 15 minutes to refocus after each meeting. The band is for 25 and for 10 minutes",
	Not:   "measured on you: the time to refocus differs by person and task",
	Of: func(s Stretch) (Value, bool) {
		v, some := s.aWeek(s.maker(resume))
		low, _ := s.aWeek(s.maker(resumeSlow))
		high, _ := s.aWeek(s.maker(resumeFast))
		return Value{v.Value, low.Value, high.Value}, some
	},
}

func (s Stretch) maker(cost when.Instant) when.Instant {
	return s.rooms(func(r Room) when.Instant { return r.Maker(cost) })
}

// Maker is the time in the gaps, less a cost for each that follows a meeting.
func (r Room) Maker(cost when.Instant) (total when.Instant) {
	for _, g := range r.Gaps {
		left := g.Len()
		if g.After {
			left -= cost
		}
		total += max(0, left)
	}
	return total
}
