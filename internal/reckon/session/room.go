package session

import (
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// What there is room for in a calendar, whoever wrote it: days that series take up, and
// what shares one day. A source leaves out a calendar's series that are beyond belief;
// this holds for all calendars together, and for what was kept before there was a bound.
const (
	roomDays   = 250_000
	roomOnADay = 5_000
)

// room counts what is worked out. Where there is too much, the series with the most
// days are left out whole, so that a calendar that means to fill the room costs no other
// its events.
type room struct {
	series map[string]int // days, by the root of their keys
	days   int            // of all that are not left out
	out    map[string]bool
	stale  int // days of what is left out and not yet cleared away
	onADay map[when.Day]int
}

func newRoom() *room {
	return &room{series: map[string]int{}, out: map[string]bool{}, onADay: map[when.Day]int{}}
}

// takes says whether there is room for an occurrence in a stretch of time.
func (r *room) takes(root string, o *logbook.Occurrence, within when.Span) bool {
	if r.out[root] {
		return false
	}
	first := max(o.Span.From, within.From).Day(time.UTC)
	last := max(min(o.Span.To, within.To)-1, max(o.Span.From, within.From)).Day(time.UTC)
	for d := first; d <= last; d++ {
		if r.onADay[d] >= roomOnADay {
			return false
		}
	}
	for d := first; d <= last; d++ {
		r.onADay[d]++
	}
	days := int(last-first) + 1
	if !o.Series && days == 1 {
		return true
	}
	r.series[root] += days
	for r.days += days; r.days > roomDays; {
		r.leave(r.largest())
	}
	return !r.out[root]
}

// leave leaves a series out.
func (r *room) leave(root string) {
	r.out[root] = true
	r.days -= r.series[root]
	r.stale += r.series[root]
	delete(r.series, root)
}

// largest is the series with the most days; of several the last.
func (r *room) largest() (root string) {
	most := 0
	for name, days := range r.series {
		if days > most || days == most && name > root {
			root, most = name, days
		}
	}
	return root
}

// full says whether anything was left out, or would be beside what there is already.
func (r *room) full(beside int) bool { return len(r.out) > 0 || r.days+beside > roomDays }

// clear takes what was left out away from the months, where it is worth while.
func (x *monthly) clear(atLeast int) {
	if x.room.stale < atLeast || x.room.stale == 0 {
		return
	}
	for month, list := range x.months {
		x.months[month] = slices.DeleteFunc(list, func(o logbook.Occurrence) bool { return x.room.out[rootOf(o.UID)] })
	}
	x.room.stale = 0
}
