package calendar

import (
	"fmt"
	"strings"
	"testing"
)

// What other programs were reported to get wrong in zones, replacements and whole
// days, each the smallest case of its kind with its right value.

// zoneText is the definition of a zone with the observances in lines.
func zoneText(name, lines string) string {
	return "BEGIN:VTIMEZONE\nTZID:" + name + "\n" + lines + "END:VTIMEZONE\n"
}

func halfYear(kind, start, from, to, rule string) string {
	if rule != "" {
		rule = "RRULE:" + rule + "\n"
	}
	return fmt.Sprintf("BEGIN:%s\nDTSTART:%s\nTZOFFSETFROM:%s\nTZOFFSETTO:%s\n%sEND:%s\n", kind, start, from, to, rule, kind)
}

func TestReportedZones(t *testing.T) {
	const (
		autumn = "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"
		spring = "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"
	)
	half := halfYear("STANDARD", "20251026T030000", "+0200", "+0100", "")
	east := halfYear("STANDARD", "16010101T030000", "+0300", "+0200", autumn) + halfYear("DAYLIGHT", "16010101T020000", "+0200", "+0300", spring)
	for name, c := range map[string]struct {
		zones, tzid, at, want string
		bad                   int
	}{
		"a half definition of a name that is known":    {zoneText("Europe/Madrid", half), "Europe/Madrid", "20260817T090000", "2026-08-17T07:00:00Z", 0},
		"an empty definition of a name that is known":  {zoneText("Europe/Rome", ""), "Europe/Rome", "20260817T090000", "2026-08-17T07:00:00Z", 0},
		"a half definition of a name of Microsoft's":   {zoneText("W. Europe Standard Time", half), "W. Europe Standard Time", "20260817T090000", "2026-08-17T07:00:00Z", 0},
		"an empty definition of a name nobody knows":   {zoneText("Nowhere", ""), "Nowhere", "20260817T090000", "2026-08-17T09:00:00", 1},
		"a name like local, defined":                   {zoneText("local", halfYear("STANDARD", "20200101T000000", "+0500", "+0500", "")), "local", "20260817T140000", "2026-08-17T09:00:00Z", 0},
		"the same in other letters, not defined":       {zoneText("local", halfYear("STANDARD", "20200101T000000", "+0500", "+0500", "")), "Local", "20260817T140000", "2026-08-17T14:00:00", 1},
		"a custom zone of Microsoft's in summer":       {zoneText("tzone://Microsoft/Custom", east), `"tzone://Microsoft/Custom"`, "20260817T090000", "2026-08-17T06:00:00Z", 0},
		"a custom zone of Microsoft's in winter":       {zoneText("tzone://Microsoft/Custom", east), `"tzone://Microsoft/Custom"`, "20261217T090000", "2026-12-17T07:00:00Z", 0},
		"a customized zone":                            {zoneText("Customized Time Zone", east), "Customized Time Zone", "20260817T090000", "2026-08-17T06:00:00Z", 0},
		"UTC as Microsoft says it":                     {"", `"tzone://Microsoft/Utc"`, "20260817T090000", "2026-08-17T09:00:00Z", 0},
		"a name with commas, escaped where it is said": {zoneText(`(UTC+02:00) Athens\, Bucharest`, east), `"(UTC+02:00) Athens, Bucharest"`, "20260817T090000", "2026-08-17T06:00:00Z", 0},
	} {
		t.Run(name, func(t *testing.T) {
			file := "BEGIN:VCALENDAR\n" + c.zones + "BEGIN:VEVENT\nUID:x\nDTSTART;TZID=" + c.tzid + ":" + c.at + "\nEND:VEVENT\nEND:VCALENDAR\n"
			same(t, starts(t, file), c.want)
			if bad := readBad(t, file); bad != c.bad {
				t.Errorf("%d bad rows, want %d", bad, c.bad)
			}
		})
	}
}

func readBad(t *testing.T, file string) int {
	_, bad := read(t, file)
	return len(bad)
}

func TestReportedReplacements(t *testing.T) {
	const weekly = "UID:x\nDTSTART;TZID=Asia/Kolkata:20260720T140000\nDTEND;TZID=Asia/Kolkata:20260720T143000\nRRULE:FREQ=WEEKLY;COUNT=3\n"
	for name, c := range map[string]struct {
		events []string
		want   string
	}{
		"replaced under another zone's clock": {
			[]string{weekly, "UID:x\nRECURRENCE-ID;TZID=Asia/Dubai:20260727T123000\nDTSTART;TZID=Asia/Dubai:20260728T123000\nDURATION:PT30M"},
			"2026-07-20T08:30:00Z/2026-07-20T09:00:00Z 2026-07-28T08:30:00Z/2026-07-28T09:00:00Z 2026-08-03T08:30:00Z/2026-08-03T09:00:00Z",
		},
		"replaced in UTC": {
			[]string{weekly, "UID:x\nRECURRENCE-ID:20260727T083000Z\nDTSTART:20260728T083000Z\nDURATION:PT30M"},
			"2026-07-20T08:30:00Z/2026-07-20T09:00:00Z 2026-07-28T08:30:00Z/2026-07-28T09:00:00Z 2026-08-03T08:30:00Z/2026-08-03T09:00:00Z",
		},
		"taken out in UTC and under another zone's clock": {
			[]string{weekly + "EXDATE;TZID=Asia/Dubai:20260727T123000\nEXDATE:20260803T083000Z"},
			"2026-07-20T08:30:00Z/2026-07-20T09:00:00Z",
		},
		"instances without their series": {
			[]string{"UID:x\nDTSTART:20260804T110000Z\nDURATION:PT1H\nRECURRENCE-ID:20260804T110000Z", "UID:x\nDTSTART:20260811T110000Z\nDURATION:PT1H\nRECURRENCE-ID:20260811T110000Z"},
			"2026-08-04T11:00:00Z/2026-08-04T12:00:00Z 2026-08-11T11:00:00Z/2026-08-11T12:00:00Z",
		},
		"a copy with a rule and a RECURRENCE-ID is taken once": {
			[]string{weekly, weekly + "RECURRENCE-ID;TZID=Asia/Kolkata:20260720T000000\nSUMMARY:copy"},
			"2026-07-20T08:30:00Z/2026-07-20T09:00:00Z 2026-07-20T08:30:00Z/2026-07-20T09:00:00Z 2026-07-27T08:30:00Z/2026-07-27T09:00:00Z 2026-08-03T08:30:00Z/2026-08-03T09:00:00Z",
		},
		"a whole day moved": {
			[]string{
				"UID:x\nDTSTART;VALUE=DATE:20260805\nRRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
				"UID:x\nRECURRENCE-ID;VALUE=DATE:20260812\nDTSTART;VALUE=DATE:20260814\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
			},
			"2026-08-05/2026-08-06 2026-08-10/2026-08-11 2026-08-14/2026-08-15 2026-08-17/2026-08-18",
		},
		"a whole day made an hour": {
			[]string{"UID:x\nDTSTART;VALUE=DATE:20260805\nRRULE:FREQ=DAILY;COUNT=2", "UID:x\nRECURRENCE-ID;VALUE=DATE:20260806\nDTSTART:20260806T090000Z\nDURATION:PT1H"},
			"2026-08-05/2026-08-06 2026-08-06T09:00:00Z/2026-08-06T10:00:00Z",
		},
	} {
		t.Run(name, func(t *testing.T) { same(t, spans(t, vevents(c.events...)), c.want) })
	}
}

// The calendar's own TZID is no property of RFC 5545: times without a zone are home's.
func TestATZIDOfTheCalendarMeansNothing(t *testing.T) {
	file := strings.Replace(event("DTSTART:20260803T100000", "DURATION:PT2H"), "BEGIN:VEVENT", "TZID:Asia/Tokyo\nBEGIN:VEVENT", 1)
	same(t, spans(t, file), "2026-08-03T10:00:00/2026-08-03T12:00:00")
}
