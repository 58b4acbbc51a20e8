package lives

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Calendar is the life's calendar as a program would export it on the last day
// lived (RFC 5545).
func (v Lived) Calendar() []byte {
	var b strings.Builder
	line := func(text string) { fold(&b, text) }
	for _, text := range []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//Synthetic life//EN", "CALSCALE:GREGORIAN",
		"X-WR-CALNAME:" + v.calendar.name, "X-WR-TIMEZONE:" + v.calendar.zone,
	} {
		line(text)
	}
	for _, home := range v.Life.Homes {
		for _, text := range vtimezone(home.Zone) {
			line(text)
		}
	}
	stamp := "DTSTAMP:" + utc(v.end())
	for _, c := range v.calendar.components {
		line(c.lines[0])
		line(stamp)
		for _, text := range c.lines[1:] {
			line(text)
		}
	}
	line("END:VCALENDAR")
	return []byte(b.String())
}

// end is the last second lived, when the calendar was exported.
func (v Lived) end() when.Instant { return v.Until.Start(v.Life.zone(v.Until)) - when.Second }

// fold writes a content line of at most 75 octets a row (RFC 5545 3.1). The
// lives hold ASCII only, so no character is cut.
func fold(b *strings.Builder, text string) {
	const octets = 75
	for len(text) > octets {
		b.WriteString(text[:octets] + "\r\n")
		text = " " + text[octets:]
	}
	b.WriteString(text + "\r\n")
}

// clocks is how the clocks of a zone have changed since 1996, the European way
// or the North American.
type clocks struct{ winter, summer, rule string }

var changes = map[string]clocks{
	"Europe/Lisbon":    {"+0000", "+0100", "EU"},
	"Europe/Dublin":    {"+0000", "+0100", "EU"},
	"Europe/Berlin":    {"+0100", "+0200", "EU"},
	"Europe/Helsinki":  {"+0200", "+0300", "EU"},
	"America/New_York": {"-0500", "-0400", "US"},
	"Asia/Tokyo":       {"+0900", "+0900", ""},
}

func vtimezone(name string) []string {
	c := changes[name]
	part := func(kind, from, to, start, rule string) []string {
		lines := []string{"BEGIN:" + kind, "DTSTART:" + start, "TZOFFSETFROM:" + from, "TZOFFSETTO:" + to}
		if rule != "" {
			lines = append(lines, "RRULE:FREQ=YEARLY;"+rule)
		}
		return append(lines, "END:"+kind)
	}
	lines := []string{"BEGIN:VTIMEZONE", "TZID:" + name}
	switch c.rule {
	case "EU": // at 01:00 UTC
		lines = append(lines, part("DAYLIGHT", c.winter, c.summer, "19960331T"+plus(1, c.winter), "BYMONTH=3;BYDAY=-1SU")...)
		lines = append(lines, part("STANDARD", c.summer, c.winter, "19961027T"+plus(1, c.summer), "BYMONTH=10;BYDAY=-1SU")...)
	case "US": // at 02:00 on the clock
		lines = append(lines, part("DAYLIGHT", c.winter, c.summer, "20070311T020000", "BYMONTH=3;BYDAY=2SU")...)
		lines = append(lines, part("STANDARD", c.summer, c.winter, "20071104T020000", "BYMONTH=11;BYDAY=1SU")...)
	default:
		lines = append(lines, part("STANDARD", c.winter, c.summer, "19700101T000000", "")...)
	}
	return append(lines, "END:VTIMEZONE")
}

// plus is an hour of the day in UTC on the clock at a whole-hour offset.
func plus(hour int, offset string) string {
	east, _ := strconv.Atoi(offset[:3]) // those of the table above
	return fmt.Sprintf("%02d0000", hour+east)
}

// covers is the days the calendar speaks of, from its first meeting on.
func (c calendar) covers(until when.Day) (when.Days, bool) {
	first := until
	for i := range c.components {
		if _, zone, day := c.components[i].lies(c.zone); zone != "" { // no whole days
			first = min(first, day)
		}
	}
	return when.Days{From: first, To: until}, first < until
}
