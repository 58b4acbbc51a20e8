// Package ical writes a person's clocks as an iCalendar object (RFC 5545): for each, a
// day on which it will be past the habit if nothing happens until then. A calendar that
// subscribes to it shows the day coming.
package ical

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Type is the media type (RFC 5545 §8.1).
const Type = "text/calendar; charset=utf-8"

// Clocks are the clocks that tell a habit and are not past it, an all-day event each.
// now stamps them.
func Clocks(r report.Report, now when.Instant) string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(folded(name+":"+value) + "\r\n") }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Backsight//Clocks//EN")
	line("X-WR-CALNAME", "Backsight clocks")
	line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H") // RFC 7986 §5.7
	for _, c := range r.Clocks {
		day, ok := passes(c, r.Period.To)
		if !ok {
			continue
		}
		line("BEGIN", "VEVENT")
		line("UID", "clock-"+escaped(c.Name)+"@backsight")
		line("DTSTAMP", now.In(time.UTC).Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", day.Time().Format("20060102"))
		line("DTEND;VALUE=DATE", (day + 1).Time().Format("20060102"))
		line("TRANSP", "TRANSPARENT")
		line("SUMMARY", escaped(fmt.Sprintf("Past your habit from today: %s", look.TogetherWords([]report.Clock{c}))))
		line("DESCRIPTION", escaped(fmt.Sprintf("The last one was on %s. If none comes before, it is longer ago than usual for you from this day on. Days without evidence are not counted.", c.Last)))
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.String()
}

// passes is the first day on which a clock is past the habit, if nothing happens until
// then and every day is seen; false where none is known or it is past already.
func passes(c report.Clock, today when.Day) (when.Day, bool) {
	if c.Last == nil || c.Threshold == nil || c.SeenDays == nil || c.Ends != nil || c.Alarm || *c.SeenDays > *c.Threshold {
		return 0, false
	}
	return today + when.Day(*c.Threshold-*c.SeenDays) + 1, true
}

// escaped is a TEXT value (§3.3.11).
func escaped(text string) string {
	return strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "\\n").Replace(text)
}

// mostOctets is how long a line may be (§3.1).
const mostOctets = 75

// folded is a line in pieces of at most 75 octets; no character is cut.
func folded(line string) string {
	var b strings.Builder
	length := 0
	for _, r := range line {
		n := utf8.RuneLen(r)
		if length+n > mostOctets {
			b.WriteString("\r\n ")
			length = 1
		}
		b.WriteRune(r)
		length += n
	}
	return b.String()
}
