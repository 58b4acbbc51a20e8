package person_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/ics/owner"
)

// The address that a calendar seems to be kept for is asked about. Yes is expected where
// it resembles the person's, takes over from theirs, or nothing says who they are in any
// calendar.
func TestForWhomACalendarIsKept(t *testing.T) {
	self := who.Self{Identities: []who.Identity{"ann@home.example"}}
	attended := func(events int, from, to when.Day) owner.Attended {
		return owner.Attended{Events: events, From: from, To: to}
	}
	none := attended(0, when.NoDay, when.NoDay)
	kept := func(name, address string, events, of int, own owner.Attended) person.Calendar {
		return person.Calendar{Name: name, Kept: true, Named: of + own.Events, Own: own, Owner: owner.Owner{Address: address, Attended: attended(events, 1000, 2000), Of: of}}
	}
	called := func(name string, c person.Calendar) person.Calendar {
		c.Owner.Name = name
		return c
	}
	other := person.Calendar{Name: "home", Named: 40, Own: attended(40, 1000, 2000)}
	strangers := who.Strangers{Key: 7, Hashes: []string{who.Stranger(7, "bob@work.example")}}
	for _, c := range []struct {
		what string
		of   []person.Calendar
		want string // of somebody called Ann Lee
	}{
		{"nobody known", []person.Calendar{kept("work", "lee@work.example", 95, 100, none)}, "lee@work.example 95/100 [work] likely=true against=0"},
		{"beside a calendar of one's own", []person.Calendar{kept("work", "lee@work.example", 95, 100, none), other}, "lee@work.example 95/100 [work] likely=false against=1"},
		{"it resembles", []person.Calendar{kept("work", "ann@work.example", 95, 100, none), other}, "ann@work.example 95/100 [work] likely=true against=1"},
		{"handed over", []person.Calendar{kept("work", "lee@work.example", 95, 100, attended(90, 2001, 3000))}, "lee@work.example 95/100 [work] likely=true against=0"},
		{"mostly one's own", []person.Calendar{kept("work", "boss@work.example", 19, 20, attended(90, 900, 2100))}, ""},
		{"somebody else's, as was said", []person.Calendar{kept("work", "bob@work.example", 95, 100, none)}, ""},
		{"a role", []person.Calendar{kept("work", "info@work.example", 95, 100, none)}, ""},
		{"one's own", []person.Calendar{kept("work", "ann@home.example", 95, 100, none)}, ""},
		{"two calendars of one", []person.Calendar{kept("a", "lee@work.example", 10, 10, none), kept("b", "lee@work.example", 20, 20, none)}, "lee@work.example 30/30 [a b] likely=true against=0"},
		{"under another name", []person.Calendar{called("Bob Ray", kept("work", "ray@work.example", 95, 100, none))}, "ray@work.example 95/100 [work] likely=false against=1"},
		{"under the same name", []person.Calendar{called("LEE, Ann", kept("work", "ray@work.example", 95, 100, none))}, "ray@work.example 95/100 [work] likely=true against=0"},
		{"in most only", []person.Calendar{kept("work", "lee@work.example", 80, 100, none)}, "lee@work.example 80/100 [work] likely=false against=0"},
		{"no owner", []person.Calendar{other}, ""},
	} {
		var got strings.Builder
		for _, f := range person.Kept(self, []string{"Ann Lee"}, strangers, c.of) {
			got.WriteString(fmt.Sprintf("%s %d/%d %v likely=%t against=%d", f.Email, f.Events, f.Of, f.Where, f.Likely, len(f.Against)))
			if f.Commits != 0 || f.From != when.NoDay || f.To != when.NoDay {
				t.Errorf("%s: it has written something: %+v", c.what, f.Namesake)
			}
		}
		if others := person.Others(strangers, c.of); (len(others) > 0) != strings.HasPrefix(c.what, "somebody else's") {
			t.Errorf("%s: others' are %v", c.what, others)
		}
		if got.String() != c.want {
			t.Errorf("%s: %q, want %q", c.what, got.String(), c.want)
		}
	}
}
