package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Kinds of fault that were reported of programs that read calendars, each with
// its right value.

// vevents is a calendar of several VEVENTs.
func vevents(events ...string) string {
	return "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + strings.Join(events, "\nEND:VEVENT\nBEGIN:VEVENT\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func listing(t *testing.T, file string, self who.Self) Listing {
	t.Helper()
	list, err := Occurrences(strings.NewReader(file), "2020-01-01", "2030-01-01", time.UTC, self, time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestALaterRevisionTakesAnOverrideAway(t *testing.T) {
	const series = "UID:x\nDTSTART:20240101T090000Z\nRRULE:FREQ=DAILY;COUNT=3\nSEQUENCE:%d\n%s"
	const moved = "UID:x\nRECURRENCE-ID:20240102T090000Z\nDTSTART:20240102T150000Z\nSEQUENCE:2"
	for _, c := range []struct {
		sequence int
		exdate   string
		want     string
	}{
		{3, "EXDATE:20240102T090000Z", "2024-01-01T09:00:00Z 2024-01-03T09:00:00Z"},
		{3, "EXDATE;TZID=Europe/Berlin:20240102T100000", "2024-01-01T09:00:00Z 2024-01-03T09:00:00Z"},
		{3, "EXDATE:20240103T090000Z", "2024-01-01T09:00:00Z 2024-01-02T15:00:00Z"},
		{2, "EXDATE:20240102T090000Z", "2024-01-01T09:00:00Z 2024-01-02T15:00:00Z 2024-01-03T09:00:00Z"},
	} {
		same(t, starts(t, vevents(fmt.Sprintf(series, c.sequence, c.exdate), moved)), c.want)
	}
}

// TestOneUIDWithSeveralStarts: none is lost, and the file is told of.
func TestOneUIDWithSeveralStarts(t *testing.T) {
	const zoom = "UID:z\nDTSTART:2024010%dT090000Z\nDTEND:2024010%dT100000Z\nSUMMARY:Zoom"
	file := vevents(fmt.Sprintf(zoom, 3, 3), fmt.Sprintf(zoom, 1, 1), fmt.Sprintf(zoom, 2, 2), fmt.Sprintf(zoom, 2, 2))
	same(t, starts(t, file), "2024-01-01T09:00:00Z 2024-01-02T09:00:00Z 2024-01-03T09:00:00Z")
	same(t, column(t, file, func(r Row) string { return r.UID }), "z z z")
	if bad := listing(t, file, who.Self{}).Bad; len(bad) != 3 {
		t.Errorf("bad rows: %v", bad)
	}

	s := NewShaper(1, "c", when.Date(2024, 5, 1).Start(time.UTC), time.LoadLocation)
	facts, rows, whole := s.Object([]byte(file))
	keys := map[string]bool{}
	for _, f := range facts {
		keys[f.Key] = true
	}
	if !whole || len(rows) != 3 || len(keys) != 3 || !keys["z"] {
		t.Errorf("keys %v, rows %v", keys, rows)
	}
	window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
	if found, _ := Expand(facts, who.Self{}, window, time.UTC, time.LoadLocation); len(found) != 3 {
		t.Errorf("%d meetings", len(found))
	}
	// A later word about the same event is no second event.
	same(t, starts(t, vevents(fmt.Sprintf(zoom, 1, 1), fmt.Sprintf(zoom, 2, 2)+"\nSEQUENCE:1")), "2024-01-02T09:00:00Z")
}

func TestOccurrencesSayWhatDoesNotTakePlace(t *testing.T) {
	me := who.Self{Person: 1, Identities: []who.Identity{"ann@example.org"}}
	const declined = "\nATTENDEE;PARTSTAT=DECLINED:mailto:%s@example.org"
	file := vevents(hour+"UID:a", hour+"UID:b\nSTATUS:CANCELLED", hour+"UID:c"+fmt.Sprintf(declined, "ann"),
		hour+"UID:d\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org"+fmt.Sprintf(declined, "bob"), hour+"UID:e\nSTATUS:TENTATIVE")
	for _, c := range []struct {
		self who.Self
		want string
	}{
		{me, "a:confirmed b:cancelled c:declined[ann@example.org] d:confirmed[bob@example.org] e:tentative"},
		{who.Self{}, "a:confirmed b:cancelled c:confirmed[ann@example.org] d:confirmed[bob@example.org] e:tentative"},
	} {
		var got []string
		for _, r := range listing(t, file, c.self).Rows {
			said := r.UID + ":" + r.Status
			if len(r.DeclinedBy) > 0 {
				said += fmt.Sprint(r.DeclinedBy)
			}
			got = append(got, said)
		}
		same(t, strings.Join(got, " "), c.want)
	}
}

func TestATitleOfOutlooksSaysThatItWasCancelled(t *testing.T) {
	for lines, want := range map[string]logbook.Answer{
		hour + "SUMMARY:Canceled: Budget\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY": logbook.Cancelled,
		hour + "SUMMARY:Abgesagt: Budget\nX-MICROSOFT-CDO-IMPORTANCE:1":    logbook.Cancelled,
		hour + "SUMMARY:Canceled: Budget":                                  logbook.Called,
		hour + "SUMMARY:Budget\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY":           logbook.Accepted,
	} {
		if o := lived(t, strings.Split(lines, "\n")...); o.Answer != want && !(want == logbook.Accepted && o.Weight == 1) {
			t.Errorf("%q is %s, want %s", lines, o.Answer, want)
		}
	}
}

func TestAnAllDayEventOfAnotherZoneIsItsDates(t *testing.T) {
	for name, times := range map[string]string{
		"midnight there":        "DTSTART;TZID=FLE Standard Time:20240818T000000\nDTEND;TZID=FLE Standard Time:20240819T000000",
		"in UTC, east":          "DTSTART:20240817T210000Z\nDTEND:20240818T210000Z",
		"in UTC, west":          "DTSTART:20240818T070000Z\nDTEND:20240819T070000Z",
		"carried into the home": "DTSTART;TZID=Europe/Vienna:20240817T230000\nDTEND;TZID=Europe/Vienna:20240818T230000",
	} {
		t.Run(name, func(t *testing.T) {
			o := lived(t, strings.Split(times+"\nSUMMARY:Out of office\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nX-MICROSOFT-CDO-BUSYSTATUS:OOF", "\n")...)
			if !o.AllDay || !o.Away || o.Days.From != when.Date(2024, 8, 18) || o.Days.To != when.Date(2024, 8, 19) {
				t.Errorf("all day %v, away %v, %v to %v", o.AllDay, o.Away, o.Days.From, o.Days.To)
			}
		})
	}
	weekly := event("DTSTART;TZID=Asia/Tokyo:20240801T000000", "DTEND;TZID=Asia/Tokyo:20240802T000000", "RRULE:FREQ=DAILY;UNTIL=20240803T150000Z",
		"EXDATE:20240801T150000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
	same(t, starts(t, weekly), "2024-08-01 2024-08-03 2024-08-04")
	same(t, starts(t, event("DTSTART:20240801T000000Z", "DTEND:20240802T000000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE")), "2024-08-01T00:00:00Z")
}

func TestAnOverrideWithoutATitleBearsItsSeriesName(t *testing.T) {
	const series = "UID:x\nDTSTART:20240101T090000Z\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:Council\n" +
		"ORGANIZER:mailto:bob@example.org\nATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org\nATTENDEE:mailto:bob@example.org"
	const moved = "UID:x\nRECURRENCE-ID:20240102T090000Z\nDTSTART:20240102T150000Z"
	same(t, column(t, vevents(series, moved), func(r Row) string { return r.Start + r.Summary }), "2024-01-01T09:00:00ZCouncil 2024-01-02T15:00:00ZCouncil")
	self := who.Self{Person: 1, Identities: []who.Identity{"me@example.org"}}
	window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
	found, _ := Expand(factsOf(t, []byte(vevents(series, moved))), self, window, time.UTC, time.LoadLocation)
	if len(found) != 2 || found[1].Summary != "Council" || found[1].People != 2 || found[1].Answer != logbook.Declined {
		t.Errorf("%+v", found)
	}
}

func TestARuleThatEndsBeforeItsStartYieldsNothing(t *testing.T) {
	for _, until := range []string{"20231231T235959Z", "20231231", "20231231T120000"} {
		same(t, starts(t, event("DTSTART:20240102T090000Z", "RRULE:FREQ=DAILY;UNTIL="+until)), "")
	}
	same(t, starts(t, event("DTSTART:20240102T090000Z", "RRULE:FREQ=DAILY;UNTIL=20240102T090000Z")), "2024-01-02T09:00:00Z")
	same(t, starts(t, event("DTSTART:20240102T090000Z", "RRULE:FREQ=DAILY;UNTIL=20230101T090000Z", "RDATE:20240105T090000Z")), "2024-01-05T09:00:00Z")
}

// TestWhatCannotBeMeantIsToldOf: an end before the start, and a rule that repeats an
// event before it is over. The first has no length, the second counts once.
func TestWhatCannotBeMeantIsToldOf(t *testing.T) {
	const begins = "DTSTART;TZID=Europe/Berlin:20240817T100000\n"
	for lines, want := range map[string]struct {
		bad, found int
		length     when.Instant
	}{
		begins + "DTEND;TZID=Europe/Berlin:20240817T090000":                                           {1, 1, 0},
		begins + "DTEND:20240817T075900Z":                                                             {1, 1, 0},
		begins + "DTEND;VALUE=DATE:20240816":                                                          {1, 1, 0},
		begins + "DURATION:-PT1H":                                                                     {1, 1, 0},
		begins + "DURATION:-P1DT2H":                                                                   {1, 1, 0},
		"DTSTART;VALUE=DATE:20240817\nDTEND;VALUE=DATE:20240815":                                      {1, 1, 24 * when.Hour},
		"DTSTART;VALUE=DATE:20240817\nDTEND;VALUE=DATE:20240817":                                      {0, 1, 24 * when.Hour},
		begins + "DTEND;TZID=Europe/Berlin:20240817T100000":                                           {0, 1, 0},
		begins + "DTEND;TZID=America/New_York:20240817T090000":                                        {0, 1, 5 * when.Hour}, // a flight
		begins + "DURATION:-PT0S":                                                                     {0, 1, 0},
		begins + "DURATION:":                                                                          {0, 1, 0},
		begins + "RRULE:FREQ=SECONDLY;COUNT=9":                                                        {1, 1, 0},
		begins + "RRULE:FREQ=MINUTELY;COUNT=9":                                                        {1, 1, 0},
		begins + "DURATION:PT2H\nRRULE:FREQ=HOURLY;COUNT=9":                                           {1, 1, 2 * when.Hour},
		begins + "DURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2;BYMINUTE=0,15,30,45":                        {1, 1, when.Hour},
		"DTSTART;VALUE=DATE:20240817\nRRULE:FREQ=HOURLY;COUNT=9":                                      {1, 1, 24 * when.Hour},
		begins + "DURATION:PT15M\nRRULE:FREQ=HOURLY;INTERVAL=4;COUNT=9":                               {0, 9, 15 * when.Minute},
		begins + "DURATION:PT1H\nRRULE:FREQ=HOURLY;INTERVAL=24;COUNT=3":                               {0, 3, when.Hour},
		begins + "DURATION:PT1H\nRRULE:FREQ=MINUTELY;INTERVAL=1440;COUNT=3":                           {0, 3, when.Hour},
		begins + "DURATION:PT1H\nRRULE:FREQ=SECONDLY;BYHOUR=10;BYMINUTE=0;BYSECOND=0;COUNT=3":         {0, 3, when.Hour},
		begins + "DURATION:P8D\nRRULE:FREQ=WEEKLY;COUNT=3":                                            {0, 3, 8 * 24 * when.Hour},
		begins + "DURATION:PT1H\nRDATE;VALUE=PERIOD:20240819T080000Z/20240819T070000Z":                {1, 2, when.Hour},
		begins + "DTEND;TZID=Europe/Berlin:20240817T090000\nRRULE:FREQ=DAILY;COUNT=2":                 {1, 2, 0},
		begins + "DTEND;TZID=Europe/Berlin:20240817T110000\nRRULE:FREQ=DAILY;UNTIL=20240101T000000Z":  {0, 0, 0},
		begins + "DTEND;TZID=Europe/Berlin:20240817T110000\nRRULE:FREQ=DAILY;UNTIL=20240817T080000Z;": {0, 1, when.Hour},
	} {
		file := []byte(event(strings.Split(lines, "\n")...))
		s := NewShaper(1, "c", when.Date(2024, 9, 1).Start(time.UTC), time.LoadLocation)
		facts, bad, _ := s.Object(file)
		window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
		found, _ := Expand(facts, who.Self{}, window, time.UTC, time.LoadLocation)
		if len(bad) != want.bad || len(found) != want.found {
			t.Errorf("%q: %d times, bad rows %v; want %d and %d", lines, len(found), bad, want.found, want.bad)
		} else if len(found) > 0 && found[0].Span.Len() != want.length {
			t.Errorf("%q lasts %v, want %v", lines, found[0].Span.Len(), want.length)
		}
		if told := listing(t, string(file), who.Self{}).Bad; len(told) != want.bad {
			t.Errorf("%q in a list: %v", lines, told)
		}
	}
}
