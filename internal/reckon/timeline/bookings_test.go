package timeline_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// about gives blocks their kinds by their names, as pins and rules would.
func about(o logbook.Occurrence) timeline.Topic {
	rule := timeline.Rule{ID: "kind.test", Text: "its name says so"}
	switch o.Summary {
	case "focus":
		return timeline.Topic{Name: "focus_build", Work: timeline.Making, Rule: rule}
	case "interview":
		return timeline.Topic{Name: "hiring_interview", Work: timeline.Hiring, Meeting: true, Rule: rule}
	}
	return timeline.Unsorted()
}

// What was committed in a meeting halves the weight of having been there, once,
// and only what the person made with their own hands does; a focus block loses
// nothing by it.
func TestMakingHalvesBeingThere(t *testing.T) {
	day := when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}
	h := habits()
	h.Topic = about
	shared, imported := written("shared", at(14, 12, 10)), written("imported", at(14, 13, 10))
	shared.Role = logbook.Shared
	imported.Root = true
	ev := timeline.Evidence{
		Days: day, Now: at(31, 0, 0),
		Occurrences: []logbook.Occurrence{
			meeting("early", at(14, 7, 0), at(14, 8, 0), 1), meeting("interview", at(14, 8, 0), at(14, 9, 0), 1), meeting("before", at(14, 9, 0), at(14, 10, 0), 1),
			meeting("perhaps", at(14, 10, 0), at(14, 11, 0), 0.5), meeting("focus", at(14, 11, 0), at(14, 12, 0), 1),
			meeting("with", at(14, 12, 0), at(14, 13, 0), 1), meeting("import", at(14, 13, 0), at(14, 14, 0), 1),
		},
		Facts: []logbook.Fact{
			commit(written("a", at(14, 8, 0)), 3600), commit(written("b", at(14, 8, 30)), 3600),
			commit(written("c", at(14, 10, 59)), 3600), commit(written("d", at(14, 11, 10)), 3600),
			commit(shared, 3600), commit(imported, 3600), paths(logbook.Paths{Object: "imported", Files: 400}, at(14, 13, 10)),
		},
	}
	a := timeline.Reconcile(ev, h)
	want := []string{
		"early coordinating 1 false ", "interview hiring 0.5 true hiring_interview", "before coordinating 1 false ", "perhaps coordinating 0.25 true ",
		"focus making 1 false focus_build", "with coordinating 1 false ", "import coordinating 1 false ",
	}
	var booked, stints []string
	for _, b := range a.Bookings {
		booked = append(booked, fmt.Sprintf("%s %s %g %v %s", b.Of.Summary, b.Topic.Work, b.Weight, b.Halved, b.Topic.Name))
	}
	for _, s := range a.Stints {
		if s.Work != timeline.Unknown {
			stints = append(stints, fmt.Sprintf("%s %s %g %v %s", s.Text, s.Work, s.Weight, s.Halved, s.Topic))
		}
	}
	if diff := cmp.Diff(want, booked); diff != "" {
		t.Errorf("the bookings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, stints); diff != "" {
		t.Errorf("the stints (-want +got):\n%s", diff)
	}
}

// A meeting past midnight in which something was made on one of its days is
// halved on that day alone, and its two halves are two stints.
func TestMidnightPartsAMeeting(t *testing.T) {
	days := when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 16)}
	ev := timeline.Evidence{
		Days: days, Now: at(31, 0, 0), Occurrences: []logbook.Occurrence{meeting("long", at(14, 22, 0), at(15, 1, 0), 1)},
		Facts: []logbook.Fact{commit(written("a", at(14, 23, 30)), 3600)},
	}
	a := timeline.Reconcile(ev, habits())
	got := []string{}
	a.Each(func(d timeline.Day) {
		for _, b := range d.Bookings {
			got = append(got, fmt.Sprintf("%s %d min %g", d.Day, b.Span.Len()/when.Minute, b.Weight))
		}
		for _, s := range append(d.Planned, d.Stints...) {
			if s.Meeting && s.Halved != (d.Day == days.From+1) {
				t.Errorf("%s: halved %v", d.Day, s.Halved)
			}
		}
	})
	if diff := cmp.Diff([]string{"2017-03-14 60 min 1", "2017-03-15 120 min 0.5"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A block kept for making is the weakest claim: even a doubtful meeting planned
// over it has the minutes.
func TestAMeetingTakesAFocusBlock(t *testing.T) {
	h := habits()
	h.Topic = about
	ev := timeline.Evidence{
		Days: when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}, Now: at(31, 0, 0),
		Occurrences: []logbook.Occurrence{meeting("focus", at(14, 9, 0), at(14, 12, 0), 1), meeting("chat", at(14, 10, 0), at(14, 11, 0), 0.5)},
	}
	want := []string{"09:00 10:00 focus", "10:00 11:00 chat +making", "11:00 12:00 focus"}
	if diff := cmp.Diff(want, spans(timeline.Reconcile(ev, h))); diff != "" {
		t.Errorf("the stints (-want +got):\n%s", diff)
	}
}

func within(a, b when.Span) bool { return b.From <= a.From && a.To <= b.To }

// An event over days counts in the window of each of its days and at its ends; no
// length decides all or nothing.
func TestAnEventOverDaysCountsInTheWindow(t *testing.T) {
	zone := habits().Zone(when.Date(2017, 3, 13))
	home := func(day, hour, minute int) when.Instant {
		return when.At(time.Date(2017, 3, day, hour, minute, 0, 0, zone))
	}
	week := when.Days{From: when.Date(2017, 3, 13), To: when.Date(2017, 3, 21)} // from a Monday
	hours := func(from, to when.Instant) (inside, all float64, days []string) {
		ev := timeline.Evidence{Days: week, Now: at(31, 0, 0), Occurrences: []logbook.Occurrence{meeting("offsite", from, to, 1)}}
		timeline.Reconcile(ev, habits()).Each(func(d timeline.Day) {
			window := when.Span{From: d.Day.At(zone, 9*60), To: d.Day.At(zone, 17*60)}
			for _, b := range d.Bookings {
				days = append(days, d.Day.String()[8:])
				all += float64(b.Span.Len()) / float64(when.Hour)
				if cut, some := b.Span.Cut(window); some && d.Day.Weekday() < 5 {
					inside += float64(cut.Len()) / float64(when.Hour)
				}
			}
		})
		return inside, all, days
	}
	for _, c := range []struct {
		from, to    when.Instant
		inside, all float64
		days        string
	}{
		{home(13, 9, 0), home(15, 17, 0), 24, 24, "13 14 15"},
		{home(13, 9, 0), home(14, 8, 59), 8, 12, "13 14"},
		{home(13, 9, 0), home(14, 9, 0), 8, 12, "13 14"},
		{home(13, 9, 0), home(14, 9, 1), 8 + 1./60, 12, "13 14"},
		{home(17, 9, 0), home(20, 9, 0), 8, 12, "17 20"},
		{home(14, 18, 0), home(14, 20, 0), 0, 2, "14"},
		{home(14, 22, 0), home(15, 1, 0), 0, 3, "14 15"},
	} {
		inside, all, days := hours(c.from, c.to)
		if math.Abs(inside-c.inside) > 1e-9 || math.Abs(all-c.all) > 1e-9 || strings.Join(days, " ") != c.days {
			t.Errorf("%v to %v: %g of the window, %g in all, on %v; want %g, %g, %s", c.from, c.to, inside, all, days, c.inside, c.all, c.days)
		}
	}
}

// What was planned for whole days and shown as busy is there, without hours.
func TestWholeDaysAreThere(t *testing.T) {
	days := when.Days{From: when.Date(2017, 3, 13), To: when.Date(2017, 3, 20)}
	board := meeting("board", at(14, 0, 0), at(16, 0, 0), 0)
	board.AllDay, board.Days = true, when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 16)}
	free, off := board, board
	free.Summary, free.Answer, off.Summary, off.Answer = "birthday", logbook.Free, "called off", logbook.Cancelled
	var got []string
	timeline.Reconcile(timeline.Evidence{Days: days, Now: at(31, 0, 0), Occurrences: []logbook.Occurrence{board, free, off}}, habits()).Each(func(d timeline.Day) {
		for _, w := range d.Whole {
			got = append(got, d.Day.String()+" "+w.Of.Summary)
		}
		if len(d.Bookings) > 0 {
			t.Errorf("%s: %d bookings", d.Day, len(d.Bookings))
		}
	})
	if diff := cmp.Diff([]string{"2017-03-14 board", "2017-03-15 board"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Bookings are what was planned and not declined, cut at the midnights at home,
// each once; a stint of a meeting never weighs more than the bookings under it.
func TestBookingsAreWhatWasPlanned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		a := timeline.Reconcile(ev, h)
		a.Each(func(d timeline.Day) {
			for i, b := range d.Bookings {
				if cut, some := b.Of.Span.Cut(d.Span); !some || !within(b.Span, cut) || cut != b.Span && !b.Spread || b.Day != d.Day {
					t.Fatalf("%s: a booking at %v of %v", d.Day, b.Span, b.Of.Span)
				}
				if b.Of.Weight <= 0 || b.Of.Away || b.Of.AllDay || b.Weight > b.Of.Weight || (b.Halved || b.Through) != (b.Weight < b.Of.Weight) {
					t.Fatalf("%s: %+v", d.Day, b)
				}
				if i > 0 && b == d.Bookings[i-1] {
					t.Fatalf("%s: a booking twice", d.Day)
				}
			}
			for _, s := range append(d.Planned, d.Stints...) {
				for _, part := range parts(s.Span, d.Bookings) {
					if most := heaviest(part, d.Bookings); s.Meeting && s.Weight != most {
						t.Fatalf("%s: a stint weighs %g over bookings of %g at %v", d.Day, s.Weight, most, part)
					}
				}
			}
		})
	})
}

// parts cuts a span where bookings begin and end.
func parts(whole when.Span, bookings []timeline.Booking) (out []when.Span) {
	edges := []when.Instant{whole.From, whole.To}
	for _, b := range bookings {
		if cut, ok := b.Span.Cut(whole); ok {
			edges = append(edges, cut.From, cut.To)
		}
	}
	slices.Sort(edges)
	for i, from := range edges[:len(edges)-1] {
		if from < edges[i+1] {
			out = append(out, when.Span{From: from, To: edges[i+1]})
		}
	}
	return out
}

// heaviest is the greatest weight of the bookings that cover a span, 0 where none
// does.
func heaviest(span when.Span, bookings []timeline.Booking) (most float64) {
	for _, b := range bookings {
		if cut, _ := b.Span.Cut(span); cut == span {
			most = max(most, b.Weight)
		}
	}
	return most
}

// Two sittings of one meeting, one right after the other, are two bookings and one
// stint, which weighs what each of them does:
//
//	daily  ▐██▌▐██▌   09:00 to 10:00, 10:00 to 11:00, perhaps
//
// Where they weigh the same for different reasons, they are two stints: each keeps
// its own.
func TestSittingsOfOneMeetingInARow(t *testing.T) {
	days := when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}
	ev := timeline.Evidence{
		Days: days, Now: at(31, 0, 0),
		Occurrences: []logbook.Occurrence{meeting("daily", at(14, 9, 0), at(14, 10, 0), 0.5), meeting("daily", at(14, 10, 0), at(14, 11, 0), 0.5)},
	}
	shown := func(ev timeline.Evidence) (bookings int, stints []string) {
		a := timeline.Reconcile(ev, habits())
		for _, s := range a.Stints {
			if s.Work != timeline.Unknown {
				stints = append(stints, fmt.Sprintf("%d min, %g, halved %v", s.Span.Len()/when.Minute, s.Weight, s.Halved))
			}
		}
		return len(a.Bookings), stints
	}
	bookings, stints := shown(ev)
	if diff := cmp.Diff([]string{"120 min, 0.5, halved false"}, stints); diff != "" || bookings != 2 {
		t.Errorf("%d bookings, the stints (-want +got):\n%s", bookings, diff)
	}
	ev.Occurrences[0].Weight = 1
	ev.Facts = []logbook.Fact{commit(written("a", at(14, 9, 30)), 3600)}
	bookings, stints = shown(ev)
	if diff := cmp.Diff([]string{"60 min, 0.5, halved true", "60 min, 0.5, halved false"}, stints); diff != "" || bookings != 2 {
		t.Errorf("%d bookings, the stints (-want +got):\n%s", bookings, diff)
	}
}

// Of two meetings at the same time the same one has the minutes, whatever ids
// their facts have: the next version of a series, which moves a later one, has
// another.
func TestANewVersionDecidesNothingAnew(t *testing.T) {
	day := when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}
	a, b := meeting("daily", at(14, 9, 0), at(14, 10, 0), 1), meeting("review", at(14, 9, 0), at(14, 10, 0), 1)
	for range 2 {
		a.Event, b.Event = b.Event, a.Event
		ev := timeline.Evidence{Days: day, Now: at(31, 0, 0), Occurrences: []logbook.Occurrence{a, b}}
		if diff := cmp.Diff([]string{"09:00 10:00 daily +coordinating"}, spans(timeline.Reconcile(ev, habits()))); diff != "" {
			t.Errorf("the stints (-want +got):\n%s", diff)
		}
	}
}
