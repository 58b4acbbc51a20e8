package ics

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// vtimezone is a zone without its name, an hour from New York in winter.
const vtimezone = `BEGIN:VTIMEZONE
TZID:%s
BEGIN:STANDARD
DTSTART:19671029T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19870405T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
`

func TestEventsOfAnObject(t *testing.T) {
	ask := source.Ask{Self: who.Self{Person: 7}, Place: logbook.Place{Name: "work"}, Now: now}
	event := func(lines string) string { return "BEGIN:VEVENT\n" + lines + "\nEND:VEVENT\n" }
	calendar := func(inside string) string { return "BEGIN:VCALENDAR\n" + inside + "END:VCALENDAR\n" }
	zoned := event("UID:z\nDTSTART;TZID=US-Eastern:20240704T090000")
	for _, c := range []struct {
		name, object string
		keys         string
		rows         int
		whole        bool
	}{
		{"one event", calendar(event(one)), "one", 0, true},
		{"a series with an exception", calendar(event(one+"\nRRULE:FREQ=DAILY") + event(one+"\nRECURRENCE-ID:20250108T090000Z")), "one one 20250108T090000Z", 0, true},
		{"a zone after its use", calendar(zoned + strings.ReplaceAll(vtimezone, "%s", "US-Eastern")), "z", 0, true},
		{"a task", calendar("BEGIN:VTODO\nUID:t\nEND:VTODO\nX-A:b\n"), "", 0, true},
		{"no start", calendar(event("UID:a") + event(one)), "one", 1, false},
		{"a bad line", calendar(event(one + "\nRRULE:W1 MO")), "one", 1, true},
		{"cut inside", "BEGIN:VCALENDAR\n" + event(one) + "BEGIN:VEVENT\nUID:a", "one", 1, false},
		{"cut behind", "BEGIN:VCALENDAR\n" + event(one), "one", 1, false},
		{"a page", "<html>sign in</html>", "", 1, false},
		{"nothing", "", "", 0, false},
	} {
		facts, rows, whole := Events([]byte(c.object), ask, now)
		var keys []string
		for _, f := range facts {
			keys = append(keys, f.Key)
			body, err := logbook.Read[logbook.Event](&f)
			if f.Person != 7 || err != nil || body.Calendar != "work" || f.Key == "z" && f.Zone != "-04:00" {
				t.Errorf("%s: %+v, %v", c.name, f, err)
			}
		}
		if got := strings.Join(keys, " "); got != c.keys || len(rows) != c.rows || whole != c.whole {
			t.Errorf("%s: %q with %v, whole %v", c.name, got, rows, whole)
		}
	}
}
