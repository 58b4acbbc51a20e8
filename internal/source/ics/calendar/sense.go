package calendar

import (
	"slices"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/source/ics/leave"
	"github.com/backsight/backsight/internal/source/ics/line"
	"github.com/backsight/backsight/internal/source/ics/outlook"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// What the fields of an event mean together.
//
// What can be read and cannot be meant: an end before the start, and a rule that
// repeats an event before it is over. Both are told of. The first is an event of no
// length; of the second the engine works out all that RFC 5545 makes of it, as a
// list of occurrences shows, but a person's account has it once.

// soonest is how soon an event may come again, in seconds: no calendar of a person
// has one every minute.
const soonest = 5 * 60

// judge complains of what cannot be meant of an item that is in its place.
func (x *expansion) judge(it *item) {
	if x.backwards(it) {
		x.complain("this event ends before it starts; it was taken as one of no length", it.name())
	}
	if it.senseless() {
		x.complain("this event's rule repeats it before it is over, or every few minutes; in meetings and days it counts once", it.name())
	}
}

// backwards says that an event's DTEND lies before its start.
func (x *expansion) backwards(it *item) bool {
	switch {
	case !it.hasEnd:
		return false
	case it.allDay(), it.end.form == recur.Date8:
		return it.end.wall < it.start.wall.Midnight()
	}
	return x.zoneOf(it.end, it.calendar, nil).unix(it.end.wall) < it.zone.unix(it.start.wall)
}

// senseless says that a rule of the event cannot be meant.
func (e *vevent) senseless() bool {
	least := max(soonest, e.lasts())
	return slices.ContainsFunc(e.rules, func(r recur.Rule) bool {
		gap := r.Gap()
		return gap < int64(recur.Day) && gap < least
	})
}

// lasts is about how long the event is, in seconds: where it ends in another zone
// than it starts, the clocks' difference is not taken into account.
func (e *vevent) lasts() int64 {
	switch {
	case e.hasEnd:
		return int64(e.end.wall - e.start.wall)
	case e.hasLength:
		return e.length.Days*int64(recur.Day) + e.length.Seconds
	case e.allDay():
		return int64(recur.Day)
	}
	return 0
}

// absent says that an event's title is what programs call an absence, and names nobody
// else: "Out of office (Carl)" is Carl's, wherever his name stands.
func absent(e *vevent, self who.Self) bool {
	rest, is := outlook.Away(leave.Without(line.Unescape(e.summary), self))
	return is && !leave.OfAnother(rest, self)
}

// ownLeave says that an event is the person's own leave or illness: it is planned
// for a day or more, its title says nothing else, and nobody else is in it or called
// it. Whether it is shown as free says nothing: the usual calendars show whole days
// so unless they are told otherwise.
func ownLeave(e *vevent, with company, self who.Self) bool {
	if with.people > 1 || with.caller != "" && !with.mine || e.lasts() < int64(recur.Day) {
		return false
	}
	others := slices.ContainsFunc(e.attendees, func(a line.Property) bool { return a.Human() && !isSelf(a, self) })
	return !others && leave.Titled(line.Unescape(e.summary), self)
}
