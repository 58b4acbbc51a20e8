package calendar

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// Edge finds where the events of a calendar end that does not say when it was
// written: the last that begins by a time, and the first that begins later. Timed
// events come before days: a birthday does not say that a calendar was kept.
type Edge struct {
	At    when.Instant // the time, such as that of the reading
	Last  when.Instant // the last start by then, 0 for none
	Ahead when.Instant // the first start after it, 0 for none

	timed bool // Last and Ahead are of timed events
}

// searched is how far from the time a series is worked out.
const searched = 400 * recur.Day

// take looks at an event that has been placed.
func (g *Edge) take(x *expansion, it *item) {
	timed := !it.allDay()
	if g.timed && !timed {
		return
	}
	if timed && !g.timed {
		g.Last, g.Ahead, g.timed = 0, 0, true
	}
	if !it.recurring() {
		g.start(when.Unix(it.zone.unix(it.start.wall)))
		return
	}
	at := it.zone.wall(int64(g.At / when.Second))
	from, to := at-searched, at+searched
	if g.Last != 0 {
		from = max(from, it.zone.wall(int64(g.Last/when.Second)))
	}
	if g.Ahead != 0 {
		to = min(to, it.zone.wall(int64(g.Ahead/when.Second)))
	}
	for _, c := range x.candidatesIn(it, from, to) {
		g.start(when.Unix(it.zone.unix(c.wall)))
	}
	x.bad = nil // whoever works the events out is told
}

func (g *Edge) start(at when.Instant) {
	switch {
	case at <= g.At:
		g.Last = max(g.Last, at)
	case g.Ahead == 0 || at < g.Ahead:
		g.Ahead = at
	}
}
