package timeline

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Topic is what a planned block is about, and what says so.
type Topic struct {
	Name    string // the fine kind: "hiring_interview"; "" where nobody could tell
	Work    Work
	Meeting bool // others are met: it counts as a meeting
	Rule    Rule
}

// Unsorted is the topic of a block that nothing is known of: a meeting.
func Unsorted() Topic { return Topic{Work: Coordinating, Meeting: true, Rule: RuleMeeting} }

// Solo is the topic of a block that nothing is known of but that nobody else is
// in it: no meeting, and no kind of work.
func Solo() Topic { return Topic{Work: Unknown, Rule: RuleSolo} }

// LeavesFree says that planned time of this kind of work can still be used for
// building: it is kept for that, it is the person's own block, or they only have
// to be in reach, as on call.
func LeavesFree(w Work, meeting bool) bool {
	return w == Making || !meeting && (w == Operating || w == Unknown)
}

// Booking is the part of a planned occurrence that lies in one home day. Unlike
// stints, bookings lie over one another. What was declined, cancelled, shown as
// free or planned for whole days is none.
type Booking struct {
	Of     logbook.Occurrence
	Day    when.Day
	Span   when.Span
	Weight float64 // how sure it is that the person was there
	Halved bool    // something was made in it, which halved the weight
	// Through says that hands-on evidence covers half of it or more, which halves
	// the weight likewise.
	Through bool
	Spread  bool // of an event over days, of which not every hour counts
	Topic   Topic
	Sphere  Sphere
}

// WholeDay is an occurrence that was planned for whole days and shown as busy, on
// one home day: it takes no hours, and is not nothing.
type WholeDay struct {
	Of  logbook.Occurrence
	Day when.Day
}

// wholeDays are in order of their days.
func wholeDays(ev Evidence) (out []WholeDay) {
	for _, o := range ev.Occurrences {
		if !o.AllDay || o.Away || slices.Contains([]logbook.Answer{logbook.Declined, logbook.Cancelled, logbook.Free}, o.Answer) {
			continue
		}
		for d := max(o.Days.From, ev.Days.From); d < min(o.Days.To, ev.Days.To); d++ {
			out = append(out, WholeDay{o, d})
		}
	}
	slices.SortFunc(out, func(a, b WholeDay) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Of.Summary, b.Of.Summary), bytes.Compare(a.Of.Event[:], b.Of.Event[:]))
	})
	return slices.CompactFunc(out, func(a, b WholeDay) bool { return a.Day == b.Day && a.Of.Event == b.Of.Event })
}

// longPlan is how long a planned event counts hour by hour. Of a longer one count
// the hours in the working window, and outside it half of longPlan at either end:
// nobody meets through the night, and no length decides all or nothing.
const longPlan = 8 * when.Hour

// counted is what counts of a planned span.
func counted(span when.Span, h Habits) (out when.Spans) {
	if span.Len() <= longPlan {
		return when.Spans{span}
	}
	const half = longPlan / 2
	out = when.SpansOf(when.Span{From: span.From, To: span.From + half}, when.Span{From: span.To - half, To: span.To})
	for d := homeDay(h, span.From); daySpan(h, d).From < span.To; d++ {
		if !h.Window.Weekdays[d.Weekday()] {
			continue
		}
		zone := h.Zone(d)
		if cut, some := span.Cut(when.Span{From: d.At(zone, h.Window.From), To: d.At(zone, h.Window.To)}); some {
			out = out.Add(cut)
		}
	}
	return out
}

// elsewhere is how much of the weight of a meeting is left where the person
// committed something of their own while it lasted: they may have been there
// with half an ear, or not at all.
const elsewhere = 0.5

// bookings cuts what was planned at the midnights at home, so that what was made
// on one day says nothing of another. They are in order of time, each once.
func bookings(ev Evidence, done []Act, hands []when.Span, h Habits) (out []Booking) {
	if ev.Days.Len() == 0 {
		return nil
	}
	edges, own := midnights(h, ev.Days), doings{moments(done), when.SpansOf(hands...)}
	for _, o := range ev.Occurrences {
		if o.Weight <= 0 || o.Away || o.AllDay {
			continue
		}
		b := Booking{Of: o, Topic: Unsorted(), Sphere: SphereUnknown}
		if h.Topic != nil {
			b.Topic = h.Topic(o)
		}
		if h.CalendarSphere != nil {
			b.Sphere = h.CalendarSphere(o.Calendar)
		}
		parts := counted(o.Span, h)
		b.Spread = parts.Len() < o.Span.Len()
		for _, part := range parts {
			out = b.cut(out, part, edges, own, ev.Days.From)
		}
	}
	slices.SortFunc(out, inOrder)
	return slices.Compact(out)
}

// cut adds the parts of a stretch of a booking, a home day each.
func (b Booking) cut(out []Booking, whole when.Span, edges []when.Instant, own doings, from when.Day) []Booking {
	first, _ := slices.BinarySearch(edges, whole.From+1)
	for i := max(0, first-1); i < len(edges)-1 && edges[i] < whole.To; i++ {
		span, some := whole.Cut(when.Span{From: edges[i], To: edges[i+1]})
		if !some {
			continue
		}
		b.Day, b.Span, b.Weight = from+when.Day(i), span, b.Of.Weight
		b.Halved = b.Topic.Meeting && within(own.made, span)
		b.Through = b.Topic.Meeting && own.through(span)
		if b.Halved || b.Through {
			b.Weight *= elsewhere
		}
		out = append(out, b)
	}
	return out
}

// doings are the person's own making: the points of it and the stretches, both in
// order.
type doings struct {
	made  []when.Instant
	hands when.Spans
}

// through says whether hands-on evidence covers half of a span or more.
func (d doings) through(span when.Span) bool {
	total := d.hands.And(when.Spans{span}).Len()
	return total > 0 && 2*total >= span.Len()
}

// within says whether one of some instants, in order, lies in the span.
func within(some []when.Instant, span when.Span) bool {
	i, _ := slices.BinarySearch(some, span.From)
	return i < len(some) && some[i] < span.To
}

// midnights are where the days begin, and where the last one ends.
func midnights(h Habits, days when.Days) []when.Instant {
	out := make([]when.Instant, 0, days.Len()+1)
	for d := days.From; d <= days.To; d++ {
		out = append(out, d.Start(h.Zone(d)))
	}
	return out
}

// moments are when the person's own hands were at work, in order.
func moments(done []Act) (out []when.Instant) {
	for _, a := range done {
		if a.Counts && a.Work == Making && a.Role == logbook.Authored {
			out = append(out, a.At)
		}
	}
	slices.Sort(out)
	return out
}

func inOrder(a, b Booking) int {
	return cmp.Or(
		cmp.Compare(a.Span.From, b.Span.From),
		cmp.Compare(a.Span.To, b.Span.To),
		bytes.Compare(a.Of.Event[:], b.Of.Event[:]),
		cmp.Compare(a.Of.Span.From, b.Of.Span.From),
		cmp.Compare(a.Of.Span.To, b.Of.Span.To),
		cmp.Compare(a.Of.Summary, b.Of.Summary),
		-cmp.Compare(a.Weight, b.Weight),
		cmp.Compare(a.Of.UID, b.Of.UID),
		cmp.Compare(a.Of.Calendar, b.Of.Calendar))
}
