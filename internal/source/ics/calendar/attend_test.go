package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// lived works out the one occurrence of an event as one person lived it.
func lived(t *testing.T, lines ...string) logbook.Occurrence {
	t.Helper()
	self := who.Self{Person: 1, Identities: []who.Identity{"me@example.org", "sam example"}}
	window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
	found, bad := Expand(factsOf(t, []byte(event(lines...))), self, window, time.UTC, time.LoadLocation)
	if len(found) != 1 || len(bad) != 0 {
		t.Fatalf("%d occurrences, bad rows %v", len(found), bad)
	}
	return found[0]
}

const (
	hour     = "DTSTART:20240105T090000Z\nDTEND:20240105T100000Z\n"
	day      = "DTSTART;VALUE=DATE:20240105\n"
	boss     = "ORGANIZER:mailto:boss@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@example.org\n"
	meAs     = "ATTENDEE;CN=Me;PARTSTAT="
	meMailto = ":MAILTO:Me@Example.org"
)

func TestAttendanceIsAWeight(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		answer      logbook.Answer
		weight      float64
	}{
		{"nobody is named", hour, logbook.Called, 1},
		{"I organise it", hour + "ORGANIZER:mailto:me@example.org\nATTENDEE:mailto:boss@example.org", logbook.Called, 1},
		{"accepted", hour + boss + meAs + "ACCEPTED" + meMailto, logbook.Accepted, 1},
		{"tentative", hour + boss + meAs + "TENTATIVE" + meMailto, logbook.Tentative, 0.5},
		{"no answer", hour + boss + meAs + "NEEDS-ACTION" + meMailto, logbook.Silent, 0.5},
		{"declined", hour + boss + meAs + "DECLINED" + meMailto, logbook.Declined, 0},
		{"delegated", hour + boss + meAs + "DELEGATED" + meMailto, logbook.Declined, 0},
		{"known by name", hour + boss + "ATTENDEE;CN=\"Sam Example\";PARTSTAT=DECLINED:urn:uuid:1", logbook.Declined, 0},
		{"known by EMAIL", hour + boss + "ATTENDEE;EMAIL=me@example.org;PARTSTAT=DECLINED:/principals/1", logbook.Declined, 0},
		{"not named among others", hour + boss, logbook.Silent, 0.5},
		{"not named but busy", hour + boss + "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", logbook.Accepted, 1},
		{"cancelled", hour + boss + meAs + "ACCEPTED" + meMailto + "\nSTATUS:CANCELLED", logbook.Cancelled, 0},
		{"event tentative", hour + "STATUS:TENTATIVE", logbook.Tentative, 0.5},
		{"busy status tentative", hour + "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", logbook.Tentative, 0.5},
		{"transparent", hour + "TRANSP:TRANSPARENT", logbook.Free, 0},
		{"free", hour + "X-MICROSOFT-CDO-BUSYSTATUS:FREE", logbook.Free, 0},
		{"working elsewhere", hour + "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", logbook.Free, 0},
		{"all day", day, logbook.Called, 0},
		{"a day long", "DTSTART:20240105T090000Z\nDURATION:P1D", logbook.Called, 1},
		{"just under a day", "DTSTART:20240105T090000Z\nDURATION:PT23H59M", logbook.Called, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := lived(t, strings.Split(strings.TrimSpace(c.lines), "\n")...)
			if o.Answer != c.answer || o.Weight != c.weight || o.Away {
				t.Errorf("%s with weight %v, away %v; want %s with %v", o.Answer, o.Weight, o.Away, c.answer, c.weight)
			}
		})
	}
}

func TestAwayIsToldByOutlookOrByItsTitle(t *testing.T) {
	for lines, want := range map[string]bool{
		hour + "X-MICROSOFT-CDO-BUSYSTATUS:OOF":                    true,
		day + "X-MICROSOFT-CDO-BUSYSTATUS:OOF\nTRANSP:TRANSPARENT": true,
		day + "SUMMARY:Out of office":                              true,
		day + "SUMMARY:OOO - dentist":                              true,
		day + "SUMMARY:Out of office (Carl)":                       false,
		day + "SUMMARY:OOO: Carl Moss":                             false,
		day + "SUMMARY:Carl OOO":                                   false,
		day + "SUMMARY:Out of office (Vacation)":                   true,
		day + "SUMMARY:Abwesend":                                   true,
		day + "SUMMARY:Out of office\nSTATUS:CANCELLED":            false,
		day + "SUMMARY:Out of office furniture: choose":            false,
		day + "SUMMARY:Absentee ballots":                           false,
		day + "SUMMARY:Holiday":                                    false,
		day + "SUMMARY:Oooh":                                       false,
	} {
		o := lived(t, strings.Split(lines, "\n")...)
		if o.Away != want || want && o.Weight == 0 {
			t.Errorf("%q: away %v with weight %v", lines, o.Away, o.Weight)
		}
	}
}

// TestOwnLeaveIsAway: "me@example.org" and "sam example" are the person.
func TestOwnLeaveIsAway(t *testing.T) {
	const (
		mine = "ORGANIZER:mailto:me@example.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:me@example.org\n"
		bob  = "ORGANIZER:mailto:bob@example.org\n"
	)
	for lines, want := range map[string]bool{
		day + "SUMMARY:Vacation":                                             true,
		day + "TRANSP:TRANSPARENT\nSUMMARY:Vacation":                         true,
		day + "X-MICROSOFT-CDO-BUSYSTATUS:FREE\nSUMMARY:Urlaub":              true,
		day + mine + "SUMMARY:Parental leave":                                true,
		day + "SUMMARY:🌴 Urlaub! 🌴":                                          true,
		day + "SUMMARY:Sam Example – Vacation":                               true,
		day + "SUMMARY:PTO (Sam)":                                            true,
		day + "SUMMARY:CONGÉS PAYÉS":                                         true,
		day + "DTEND;VALUE=DATE:20240405\nSUMMARY:Elternzeit":                true,
		"DTSTART:20240105T000000Z\nDTEND:20240108T000000Z\nSUMMARY:Vacation": true,
		day + "SUMMARY:Vacation Bob":                                         false,
		day + "SUMMARY:Vacation in Rome":                                     false,
		day + "SUMMARY:Plan vacation":                                        false,
		day + "SUMMARY:Holiday":                                              false,
		day + "SUMMARY:Semester":                                             false,
		day + "SUMMARY:Sam Example":                                          false,
		day + "SUMMARY:":                                                     false,
		day + bob + "SUMMARY:Vacation":                                       false,
		day + mine + "ATTENDEE:mailto:bob@example.org\nSUMMARY:Vacation":     false,
		day + "ATTENDEE:mailto:bob@example.org\nSUMMARY:Vacation":            false,
		day + "SUMMARY:Vacation\nSTATUS:CANCELLED":                           false,
		hour + "SUMMARY:Vacation":                                            false,
	} {
		o := lived(t, strings.Split(strings.TrimSuffix(lines, "\n"), "\n")...)
		if o.Away != want || want && o.Weight == 0 {
			t.Errorf("%q: away %v with weight %v", lines, o.Away, o.Weight)
		}
	}
}

func TestPeopleAreHumanAndCountedOnce(t *testing.T) {
	o := lived(t, "DTSTART:20240105T090000Z", "ORGANIZER:mailto:boss@example.org",
		"ATTENDEE:mailto:boss@example.org", "ATTENDEE:mailto:me@example.org",
		"ATTENDEE;CUTYPE=ROOM:mailto:room@example.org", "ATTENDEE;CUTYPE=GROUP:mailto:all@example.org",
		"ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@example.org", "ATTENDEE:mailto:c_1@resource.calendar.google.com")
	if o.People != 2 {
		t.Errorf("%d people", o.People)
	}
	if o := lived(t, "DTSTART:20240105T090000Z"); o.People != 0 {
		t.Errorf("%d people where none are named", o.People)
	}
}

func TestAnAllDayEventCoversItsDaysAtHome(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
	found, _ := Expand(factsOf(t, []byte(event("DTSTART;VALUE=DATE:20240105", "DTEND;VALUE=DATE:20240107"))), who.Self{}, window, tokyo, time.LoadLocation)
	want := when.Days{From: when.Date(2024, 1, 5), To: when.Date(2024, 1, 7)}
	if len(found) != 1 || found[0].Days != want || found[0].Span.From != want.From.Start(tokyo) || found[0].Span.To != want.To.Start(tokyo) || found[0].Zone != "" {
		t.Errorf("%+v", found)
	}
}

func TestFloatingTimesAreHomeTimes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2025, 1, 1).Start(time.UTC)}
	found, _ := Expand(factsOf(t, []byte(event("DTSTART:20240705T090000"))), who.Self{}, window, berlin, time.LoadLocation)
	if len(found) != 1 || !found[0].Floating || found[0].Span.From.String() != "2024-07-05T07:00:00Z" {
		t.Errorf("%+v", found)
	}
}
