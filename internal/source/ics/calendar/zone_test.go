package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/who"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/source/ics/recur"
)

func TestOffsets(t *testing.T) {
	for text, want := range map[string]int{"+0100": 3600, "-05:30": -19800, "+5": 18000, "+013015": 5415, "0000": 0, "+10": 36000} {
		if got, ok := offsetSeconds(text); !ok || got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
	for _, text := range []string{"", "+", "+x", "+9900", "+01000000", "--1"} {
		if got, ok := offsetSeconds(text); ok {
			t.Errorf("%q is taken for %d", text, got)
		}
	}
}

func TestZonesByName(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Berlin":                                                  "Europe/Berlin",
		"America/Argentina/Buenos_Aires":                                 "America/Argentina/Buenos_Aires",
		"/mozilla.org/20050126_1/Europe/Berlin":                          "Europe/Berlin",
		"/citadel.org/20210210_1/America/Argentina/Ushuaia":              "America/Argentina/Ushuaia",
		"/freeassociation.sourceforge.net/Tzfile/Europe/Paris":           "Europe/Paris",
		"W. Europe Standard Time":                                        "Europe/Berlin",
		"w. europe standard time":                                        "Europe/Berlin",
		"Pacific Standard Time":                                          "America/Los_Angeles",
		`"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"`: "Europe/Berlin",
		"(UTC-05:00) Eastern Time (US & Canada)":                         "America/New_York",
		"(GMT-08.00) Pacific Time (US & Canada)/Tijuana":                 "America/Los_Angeles",
		"(GMT-08.00) Nowhere/Nothing":                                    "-08:00",
		"(GMT+01:00) Oslo, Nowhere":                                      "Europe/Oslo",
		"(UTC+05:45) Nowhere":                                            "+05:45",
		"UTC":                                                            "UTC", "GMT": "UTC", "Etc/UTC": "UTC", "tzone://Microsoft/Utc": "UTC",
		"GMT+0100": "+01:00", "UTC-3": "-03:00", "+0530": "+05:30",
		"EST5EDT": "EST5EDT",
	} {
		z := newZones(nil, time.LoadLocation).find(name, "")
		if z == nil || z.name != want {
			t.Errorf("%s is %v, want %s", name, z, want)
		}
	}
	for _, name := range []string{"", "Local", "Nowhere/Here", "../../etc/passwd", "/etc/localtime", "Customized Time Zone", "(UTC+99:00) X"} {
		if z := newZones(nil, time.LoadLocation).find(name, ""); z != nil {
			t.Errorf("%q is taken for %s", name, z.name)
		}
	}
}

// vtimezone is a zone that no table knows, an hour from New York in winter.
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

// in is a file whose one event begins at a local time in a zone, the zone being
// defined before or after it.
func in(zone, definition, local string, after bool) string {
	vevent := "BEGIN:VEVENT\nUID:x\nDTSTART;TZID=" + zone + ":" + local + "\nEND:VEVENT\n"
	if after {
		return "BEGIN:VCALENDAR\n" + vevent + definition + "END:VCALENDAR\n"
	}
	return "BEGIN:VCALENDAR\n" + definition + vevent + "END:VCALENDAR\n"
}

func TestAFilesOwnZone(t *testing.T) {
	own := strings.ReplaceAll(vtimezone, "%s", "US-Eastern")
	for _, after := range []bool{false, true} {
		same(t, starts(t, in("US-Eastern", own, "20240704T090000", after)), "2024-07-04T13:00:00Z")
		same(t, starts(t, in("US-Eastern", own, "20240104T090000", after)), "2024-01-04T14:00:00Z")
		same(t, starts(t, in("US-Eastern", own, "20391104T090000", after)), "2039-11-04T14:00:00Z")
	}
}

// american is the whole history of New York's clocks since 1987, in rules that
// end as calendar programs write it.
const american = `BEGIN:VTIMEZONE
TZID:x
BEGIN:STANDARD
DTSTART:19871025T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20061029T060000Z
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19870405T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20060402T070000Z
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RDATE:20080309T020000,20090308T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:DAYLIGHT
DTSTART:20100314T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
`

// TestAFilesOwnZoneIsAsGoodAsTheDatabase at every half hour that it speaks of.
func TestAFilesOwnZoneIsAsGoodAsTheDatabase(t *testing.T) {
	own := newZones(nil, time.LoadLocation).find("x", american)
	real := newZones(nil, time.LoadLocation).find("America/New_York", "")
	for unix := recur.On(1988, 1, 1, 0, 0, 0); unix < recur.On(2037, 1, 1, 0, 0, 0); unix += recur.Hour / 2 {
		if own.wall(int64(unix)) != real.wall(int64(unix)) {
			t.Fatalf("at %s the file's clock shows %s, New York's %s", unix.Text(recur.UTC), own.wall(int64(unix)).Text(recur.Local), real.wall(int64(unix)).Text(recur.Local))
		}
	}
}

// The last summer time of a rule that ends in UTC is still one of the rule's.
func TestAZonesRuleEndsInUTC(t *testing.T) {
	own := newZones(nil, time.LoadLocation).find("x", "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:DAYLIGHT\nDTSTART:20000326T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\n"+
		"BEGIN:STANDARD\nDTSTART:20001029T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20051030T010000Z\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n")
	for day, east := range map[recur.Wall]recur.Wall{
		recur.On(2005, 12, 1, 0, 0, 0): recur.Hour, recur.On(2006, 12, 1, 0, 0, 0): 2 * recur.Hour, recur.On(1990, 7, 1, 0, 0, 0): recur.Hour,
	} {
		if got := own.wall(int64(day)) - day; got != east {
			t.Errorf("on %s the clock is %d s east", day.Text(recur.Date8), got)
		}
	}
}

func TestADateNeedsNoZone(t *testing.T) {
	list, err := Occurrences(strings.NewReader(event("DTSTART;VALUE=DATE;TZID=Mars/Olympus:20240704")), "2024-01-01", "2025-01-01", nil, who.Self{}, time.LoadLocation)
	if err != nil || len(list.Rows) != 1 || len(list.Bad) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}

// A definition of "EST" with summer time means what it says; one of a name with
// an area does not overrule the IANA database.
func TestAFilesOwnZoneOverrulesShortNamesOnly(t *testing.T) {
	same(t, starts(t, in("EST", strings.ReplaceAll(vtimezone, "%s", "EST"), "20240704T090000", false)), "2024-07-04T13:00:00Z")
	same(t, starts(t, in("EST", "", "20240704T090000", false)), "2024-07-04T14:00:00Z")
	same(t, starts(t, in("Europe/Berlin", strings.ReplaceAll(vtimezone, "%s", "Europe/Berlin"), "20240704T090000", false)), "2024-07-04T07:00:00Z")
}

func TestAnUnknownZoneIsHomeTimeAndReportedOnce(t *testing.T) {
	file := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nDTSTART;TZID=Mars/Olympus:20240704T090000\nEND:VEVENT\n", 3) + "END:VCALENDAR\n"
	list, err := Occurrences(strings.NewReader(file), "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z", time.FixedZone("", 3600), who.Self{}, time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Rows) != 3 || list.Rows[0].Start != "2024-07-04T08:00:00Z" || len(list.Bad) != 1 {
		t.Errorf("%v %v", list.Rows, list.Bad)
	}
}

func TestACalendarsZoneIsThatOfItsFloatingTimes(t *testing.T) {
	file := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240704T090000\nEND:VEVENT\nX-WR-TIMEZONE:Europe/Berlin\nEND:VCALENDAR\n"
	same(t, starts(t, file), "2024-07-04T07:00:00Z")
}

func TestATZIDWithABareColon(t *testing.T) {
	same(t, starts(t, in("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "", "20240704T090000", false)), "2024-07-04T07:00:00Z")
}

// TestWallAndUnixAreInverse: an instant comes back from what the clock shows,
// unless the clock shows it a second time, and never later.
func TestWallAndUnixAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo", "Pacific/Apia", "UTC"}).Draw(t, "zone")
		z := newZones(nil, time.LoadLocation).find(name, "")
		unix := rapid.Int64Range(-2_000_000_000, 5_000_000_000).Draw(t, "unix")
		if name == "Europe/Berlin" { // near a change of clocks
			unix = 1729990800 + unix%(3*3600)
		}
		w := newZones(nil, time.LoadLocation).find(name, "").wall(unix)
		z.unix(z.wall(unix + rapid.Int64Range(-9000, 9000).Draw(t, "asked before")))
		back := z.unix(w)
		if z.wall(back) != z.wall(unix) || back > unix || unix-back > 26*3600 {
			t.Fatalf("%d in %s comes back as %d", unix, name, back)
		}
	})
}

// TestUnixFollowsTheTimePackage wherever a reading exists once.
func TestUnixFollowsTheTimePackage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := newZones(nil, time.LoadLocation).find(rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Asia/Tehran"}).Draw(t, "zone"), "")
		w := recur.Wall(rapid.Int64Range(-2_000_000_000, 5_000_000_000).Draw(t, "wall"))
		year, month, day := recur.Date(w.Day())
		clock := int(w - w.Midnight())
		want := time.Date(year, time.Month(month), day, 0, 0, clock, 0, z.loc)
		if z.wall(want.Unix()) != w {
			return // it does not exist
		}
		if got := z.unix(w); got > want.Unix() || z.wall(got) != w {
			t.Fatalf("%v is %d, want %d", w, got, want.Unix())
		}
	})
}
