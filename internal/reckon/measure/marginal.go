package measure

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Marginal is, for each booking of a day, the focus time that there would be
// more if it alone were not there: what names the meeting that breaks the day.
// It is zero for what is no meeting, for one in which the person probably did
// not sit, and for one that another covers. It does not add up: of two meetings
// that break a day together each has the whole of it, or neither any.
func Marginal(d timeline.Day, h timeline.Habits) []when.Instant {
	out := make([]when.Instant, len(d.Bookings))
	w := window(d.Day, h)
	if w.Len() == 0 {
		return out
	}
	now := focusWithout(d, w, -1)
	for i := range d.Bookings {
		if b := &d.Bookings[i]; b.Topic.Meeting && sat(b) {
			out[i] = focusWithout(d, w, i) - now
		}
	}
	return out
}

// sat says that the person was probably there: it is the rule of busy.
func sat(b *timeline.Booking) bool {
	return b.Weight >= 0.5 && !timeline.LeavesFree(b.Topic.Work, b.Topic.Meeting)
}

// focusWithout is the focus time of a window without booking i.
func focusWithout(d timeline.Day, w when.Span, i int) (total when.Instant) {
	var taken []when.Span
	for _, st := range d.Planned {
		if st.Work == timeline.Away {
			taken = append(taken, st.Span)
		}
	}
	for j := range d.Bookings {
		if b := &d.Bookings[j]; j != i && sat(b) {
			taken = append(taken, b.Span)
		}
	}
	slices.SortFunc(taken, func(a, b when.Span) int { return cmp.Compare(a.From, b.From) })
	free := w.From
	for _, s := range append(taken, when.Span{From: w.To, To: w.To}) {
		if gap := min(s.From, w.To) - free; gap >= focusBlock {
			total += gap
		}
		free = max(free, s.To)
	}
	return total
}
