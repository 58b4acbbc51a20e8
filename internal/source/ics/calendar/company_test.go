package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

func TestWhoElseIsInIt(t *testing.T) {
	const me, kim = "ATTENDEE;CN=Me:mailto:me@example.org\n", "ATTENDEE:MAILTO:Kim@Example.org\n"
	for _, c := range []struct {
		name, lines string
		people      int
		caller      string
		mine        bool
		with        string
		outside     int
	}{
		{"nobody is named", "", 0, "", false, "", 0},
		{"I called it", "ORGANIZER:mailto:me@example.org\n" + kim, 2, "me@example.org", true, "kim@example.org", 0},
		{"the other called it", "ORGANIZER:mailto:kim@example.org\n" + me, 2, "kim@example.org", false, "kim@example.org", 0},
		{"three", "ORGANIZER:mailto:kim@example.org\n" + me + "ATTENDEE:mailto:sol@example.org", 3, "kim@example.org", false, "", 0},
		{"two and a room", me + kim + "ATTENDEE;CUTYPE=ROOM:mailto:attic@example.org", 2, "", false, "kim@example.org", 0},
		{"under two of my addresses", me + kim + "ATTENDEE:mailto:sam@old.example.com", 2, "", false, "kim@example.org", 0},
		{"two others", kim + "ATTENDEE:mailto:sol@example.org", 2, "", false, "", 0},
		{"from outside", me + kim + "ATTENDEE:mailto:a@shop.example.net\nATTENDEE:mailto:b@shop.example.net", 4, "", false, "", 2},
		{"a domain below my own", me + "ATTENDEE:mailto:kim@berlin.example.org", 2, "", false, "kim@berlin.example.org", 0},
		{"a domain above my own", "ATTENDEE:mailto:sam@old.example.com\nATTENDEE:mailto:kim@example.com", 2, "", false, "kim@example.com", 0},
		{"a domain that only ends alike", me + "ATTENDEE:mailto:kim@notexample.org", 2, "", false, "kim@notexample.org", 1},
		{"my other domain", me + "ATTENDEE:mailto:kim@old.example.com", 2, "", false, "kim@old.example.com", 0},
		{"no addresses at all", me + "ATTENDEE;CN=Kim:urn:uuid:1", 2, "", false, "urn:uuid:1", 0},
		{"not named, and another house", kim + "ATTENDEE:mailto:a@shop.example.net", 2, "", false, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			self := who.Self{Person: 1, Identities: []who.Identity{"me@example.org", "sam@old.example.com"}}
			window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
			found, _ := Expand(factsOf(t, []byte(event(strings.Split(strings.TrimSpace(hour+c.lines), "\n")...))), self, window, time.UTC, time.LoadLocation)
			o := found[0]
			if o.People != c.people || o.Caller != c.caller || o.Mine != c.mine || o.With != c.with || o.Outside != c.outside {
				t.Errorf("%d people, called by %q (mine %v), with %q, %d outside", o.People, o.Caller, o.Mine, o.With, o.Outside)
			}
		})
	}
}

func TestWhenItWasMadeAndHowItIsLabelled(t *testing.T) {
	o := lived(t, "DTSTART:20240105T090000Z", "CREATED:20240104T100000Z", "CATEGORIES:Red Category,Inter\\,view", "CATEGORIES:Focus")
	if o.Created != when.At(time.Date(2024, 1, 4, 10, 0, 0, 0, time.UTC)) || o.Categories != "red category,inter,view,focus" {
		t.Errorf("made %s, labelled %q", o.Created, o.Categories)
	}
	if o := lived(t, "DTSTART:20240105T090000Z"); o.Created != 0 || o.Categories != "" || o.Endless {
		t.Errorf("%+v", o)
	}
}

// A series has an end where each of its rules names one, or where it is a list
// of dates; what replaces one of its times is one of it.
func TestASeriesWithoutAnEnd(t *testing.T) {
	for rule, want := range map[string]bool{
		"RRULE:FREQ=YEARLY":                            true,
		"RRULE:FREQ=YEARLY;COUNT=5":                    false,
		"RRULE:FREQ=YEARLY;UNTIL=20300101":             false,
		"RDATE:20250105T090000Z":                       false,
		"RRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY;COUNT=2": true,
	} {
		lines := append([]string{"DTSTART:20240105T090000Z"}, strings.Split(rule, "\n")...)
		if o := lived(t, lines...); o.Endless != want || !o.Series {
			t.Errorf("%s: endless %v, series %v", rule, o.Endless, o.Series)
		}
	}
	facts := factsOf(t, []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20240105T090000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"+
		"BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20240112T090000Z\nDTSTART:20240112T110000Z\nEND:VEVENT\nEND:VCALENDAR\n"))
	window := when.Span{From: when.Date(2024, 1, 12).Start(time.UTC), To: when.Date(2024, 1, 13).Start(time.UTC)}
	found, _ := Expand(facts, who.Self{}, window, time.UTC, time.LoadLocation)
	if len(found) != 1 || !found[0].Endless || !found[0].Series || found[0].Answer != logbook.Called {
		t.Errorf("%+v", found)
	}
}
