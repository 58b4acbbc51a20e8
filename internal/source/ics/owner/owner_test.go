package owner

import (
	"fmt"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// attended are the properties of an event with an organiser and attendees.
func attended(day int, people ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "DTSTART:202411%02dT090000Z\n", day)
	for i, p := range people {
		kind := "ATTENDEE;CN=Some One"
		if i == 0 {
			kind = "ORGANIZER;CN=Caller"
		}
		fmt.Fprintf(&b, "%s:mailto:%s\n", kind, p)
	}
	return b.String()
}

// A calendar is kept for the address that is its name, or that stands in nearly every
// event with nobody of the person's; where that is not one, or few tell, for nobody.
func TestWhoseCalendar(t *testing.T) {
	ann := who.Self{Identities: []who.Identity{"ann@home.example"}}
	const work, bob, eve = "ann.lee@work.example", "bob@work.example", "eve@work.example"
	with := func(n int, people ...string) (out []string) {
		for i := range n {
			out = append(out, attended(1+i, people...))
		}
		return out
	}
	for _, c := range []struct {
		what  string
		names []string
		in    [][]string
		want  string // owner, events of
	}{
		{"in all of ten", nil, [][]string{with(5, bob, work), with(5, work, eve)}, work + " 10 of 10"},
		{"in nine of ten", nil, [][]string{with(5, bob, work), with(4, work, eve), with(1, bob, "list@work.example")}, work + " 9 of 10"},
		{"in eight of ten", nil, [][]string{with(4, bob, work), with(4, work, eve), with(2, bob, "list@work.example")}, ""},
		{"in most, ahead of all others", nil, [][]string{with(9, bob, work), with(10, work, eve), with(4, "list@work.example", "ida@work.example")}, work + " 19 of 23"},
		{"in most, as another is", nil, [][]string{with(9, bob, work), with(5, work, eve), with(4, "list@work.example", bob)}, ""},
		{"in half", nil, [][]string{with(10, "q@work.example", work), with(9, "a@work.example", eve)}, ""},
		{"of nine nothing is told", nil, [][]string{with(5, bob, work), with(4, work, eve)}, ""},
		{"two are in all", nil, [][]string{with(12, bob, work)}, ""},
		{"events with nobody tell nothing", nil, [][]string{with(12, work, bob), with(90)}, ""},
		{"the address of its own is no other", nil, [][]string{with(20, "ann@home.example", bob)}, ""},
		{"beside the own address", nil, [][]string{with(20, "ann@home.example", bob), with(6, work, bob), with(6, work, eve)}, work + " 12 of 12, between"},
		{"rooms and what Google writes for nobody", nil, [][]string{with(12, work, "x@resource.calendar.google.com"), with(2, work, "unknownorganizer@calendar.google.com")}, work + " 14 of 14"},
		{"its name", []string{"Ann.Lee@work.example"}, [][]string{with(1, bob, eve)}, work + " 0 of 1"},
		{"a file's name", []string{"ann.lee@work.example.ics"}, [][]string{with(2, bob, work)}, work + " 2 of 2"},
		{"a part of its address", []string{"Work", "https://dav.example/caldav/v2/ann.lee%40work.example/events/"}, [][]string{with(2, bob, work)}, work + " 2 of 2"},
		{"its name is the person's", []string{"ann@home.example"}, [][]string{with(12, bob, eve), with(9, bob)}, ""},
		{"its name is an address but names nobody", []string{"work.example"}, [][]string{with(2, bob, work)}, ""},
		{"a group's name", []string{"abc@group.calendar.google.com"}, [][]string{with(2, bob, work)}, ""},
		{"named and empty", []string{work}, [][]string{with(3)}, ""},
	} {
		a := NewAttendance()
		for _, some := range c.in {
			for _, e := range some {
				a.Add(e, ann)
			}
		}
		got := ""
		if o, ok := a.Owner(ann, c.names...); ok {
			got = fmt.Sprintf("%s %d of %d", o.Address, o.Events, o.Of)
			if o.Between {
				got += ", between"
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// What replaces one time of a series does not make it another event, and the days are
// those of the starts.
func TestAttendance(t *testing.T) {
	a := NewAttendance()
	a.Add(attended(3, "bob@e.x", "ann@e.x"), who.Self{})
	a.Add(attended(9, "bob@e.x", "ann@e.x")+"RECURRENCE-ID:20241109T080000Z\n", who.Self{})
	a.Add(attended(5, "bob@e.x"), who.Self{})
	if a.Events != 3 || a.Named != 2 || a.From != when.Date(2024, 11, 3) || a.To != when.Date(2024, 11, 9) {
		t.Errorf("%+v", a)
	}
	if met := a.others["bob@e.x"]; met.Events != 2 || met.To != when.Date(2024, 11, 5) || met.Name != "Caller" {
		t.Errorf("%+v", met)
	}
}
