package calendar

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// Room is how much of one calendar may be worked out: each time that an event takes
// place is a day, and a longer one as many as it lasts. Eight meetings a day for
// twenty years fit. A series that does not is left out whole, and said: half of one would look
// like a change in somebody's life.
type Room struct {
	within when.Span
	days   int           // left
	work   int64         // left, in units of recur.Work
	onADay map[int64]int // how much begins on a day of the events' own clocks
}

// What there is room for, in one calendar.
const (
	roomDays  = 60_000
	roomWork  = 100_000_000
	denseAt   = 100   // how often one series may take place in 24 hours
	maxOnADay = 5_000 // how much may begin on one day
)

// NewRoom is that of a calendar of which a stretch of time is worked out.
func NewRoom(within when.Span) *Room { return &Room{within, roomDays, roomWork, map[int64]int{}} }

// take counts an event that has been placed. It says what is wrong with one for which
// there is no room, "" for nothing.
func (r *Room) take(x *expansion, it *item) (wrong string) {
	from := it.zone.wall(int64(r.within.From / when.Second))
	to := it.zone.wall(int64(r.within.To / when.Second))
	length := x.longest(it)
	starts := []candidate{{wall: it.start.wall}} // all that counts of a rule that cannot be meant
	if !it.senseless() {
		x.left = r.work
		starts = x.candidatesIn(it, from-length, to)
		r.work, x.bad = x.left, nil // whoever works the event out is told
	}
	if dense(starts) {
		return fmt.Sprintf("it takes place more than %d times in a day; it was left out", denseAt)
	}
	days, full := 0, false
	for i := range starts {
		full = full || r.onADay[starts[i].wall.Day()] >= maxOnADay
		days += max(1, int((min(starts[i].wall+length, to)-max(starts[i].wall, from)+recur.Day-1)/recur.Day))
	}
	switch {
	case r.work <= 0 && it.recurring():
		return "its rule would take too long to work out beside all others; it was left out"
	case full:
		return fmt.Sprintf("more than %d events begin on its day; it was left out", maxOnADay)
	case len(starts) <= 1 && days <= 1:
	case len(starts) >= maxInstances || days > r.days:
		return fmt.Sprintf("it takes up %s, more than is read of one calendar; it was left out", say.Count(days, "day", "days"))
	default:
		r.days -= days
	}
	for i := range starts {
		r.onADay[starts[i].wall.Day()]++
	}
	return ""
}

// dense says whether so many starts lie in one day that nobody means them.
func dense(starts []candidate) bool {
	for i := denseAt; i < len(starts); i++ {
		if starts[i].wall-starts[i-denseAt].wall < recur.Day {
			return true
		}
	}
	return false
}
