package meetings

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Where some name nobody it is said of how much, and where all do, of all.
func TestWhoAttendsIsNotKnown(t *testing.T) {
	named, unnamed := Meeting{Hours: 3, People: 4}, Meeting{Hours: 1}
	for want, series := range map[string][]Meeting{
		"": {named}, "How many people attend is not known: the calendar names nobody": {unnamed, unnamed},
		"How many people attend is not known for 1 of the 4 meeting hours: the calendar": {named, unnamed},
	} {
		if got := unnamedText(series).String(); !strings.HasPrefix(got, want) || (want == "") != (got == "") {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Blocks of one's own and shifts on call are added up apart, each minute once:
// two shifts that lie over one another are one.
func TestWhatIsNoMeetingIsSaid(t *testing.T) {
	booked := func(topic timeline.Topic, from, to when.Instant) timeline.Booking {
		span := when.Span{From: from * when.Hour, To: to * when.Hour}
		return timeline.Booking{Topic: topic, Span: span, Of: logbook.Occurrence{Span: span}}
	}
	day := func(from, to when.Instant) when.Span { return when.Span{From: from * when.Hour, To: to * when.Hour} }
	shift := timeline.Topic{Name: "on_call", Work: timeline.Operating}
	outage := timeline.Topic{Name: "incident", Work: timeline.Operating, Meeting: true}
	days := []timeline.Day{
		{Span: day(0, 24), Bookings: []timeline.Booking{booked(shift, 0, 12), booked(timeline.Solo(), 9, 11), booked(outage, 13, 14)}},
		{Span: day(24, 48), Bookings: []timeline.Booking{booked(shift, 24, 40), booked(shift, 30, 50), booked(timeline.Unsorted(), 33, 34)}},
	}
	if got := othersOf(days); got != (Others{Solo: 2, OnCall: 36}) {
		t.Errorf("%+v", got)
	}
	m := meetings{}
	m.stretch.Days = days
	m.sorter = kinds.New(kinds.Table(), nil, nil)
	totals, sorting := m.sorted(nil)
	hours := map[string]float64{}
	for _, k := range totals {
		hours[k.Kind] = k.Hours
	}
	if hours["solo"] != 2 || hours[""] != 1 || hours["on_call"] != 48 || say.Round(sorting.Sorted, 2) != 0.94 {
		t.Errorf("%v, %v sorted", hours, sorting.Sorted)
	}
	if (Meetings{Kinds: totals}).Nothing() || !(Meetings{}).Nothing() {
		t.Error("shifts alone are nothing, or nothing is something")
	}
}
