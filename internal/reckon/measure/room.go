package measure

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// focusBlock is the shortest gap that may hold building: two hours, the
// threshold that the products of the field share.
const focusBlock = 2 * when.Hour

// Room is what a day's working window W holds: the window less absence, what is
// booked in it, and the gaps that are left.
//
//	window   |09···························17|
//	booked      ███  ██████         ██
//	gaps     ▐──▌   ▐▌      ▐──────▌  ▐──────▌
type Room struct {
	Window when.Instant // length of W
	Busy   when.Instant // length of what is booked in W, each minute once
	Gaps   []Gap        // in order; Busy and they add up to Window
}

// Gap is a free stretch. After says that a meeting ends where it begins.
type Gap struct {
	when.Span
	After bool
}

// RoomOf reads the room of a day; on a day that is no working day it is empty.
// Booked is what the person probably sat in (weight one half and more) and what
// is kept for anything that does not leave them free for building.
func RoomOf(d timeline.Day, h timeline.Habits) Room {
	w := window(d.Day, h)
	r := Room{Window: w.Len()}
	free, after := w.From, false
	for _, st := range d.Planned {
		if !busy(st) {
			continue
		}
		away := st.Work == timeline.Away
		if cut, some := st.Span.Cut(w); some {
			if cut.From > free {
				r.Gaps = append(r.Gaps, Gap{when.Span{From: free, To: cut.From}, after})
			}
			if free = max(free, cut.To); away {
				r.Window -= cut.Len()
			} else {
				r.Busy += cut.Len()
			}
		}
		if st.Span.To == free {
			after = !away
		}
	}
	if free < w.To {
		r.Gaps = append(r.Gaps, Gap{when.Span{From: free, To: w.To}, after})
	}
	return r
}

// Focus is the time in gaps of tau and more.
func (r Room) Focus(tau when.Instant) (total when.Instant) {
	for _, g := range r.Gaps {
		if g.Len() >= tau {
			total += g.Len()
		}
	}
	return total
}

// Free is the time in all gaps.
func (r Room) Free() when.Instant { return r.Focus(0) }

func inHours(t when.Instant) float64 { return float64(t) / float64(when.Hour) }
