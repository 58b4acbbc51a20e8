package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
)

// Diary is a set of events taken apart, so that many windows of it can be
// worked out. It is not safe for use by several goroutines at once.
type Diary struct {
	items []*item
	zones *zones
	bad   []logbook.BadRow
	texts map[string]string // what occurrences say, each text once
}

// Expand works out when events take place inside a window, as one person lived
// it: a Diary for one window. Home is the zone of what was written without one, and load is asked for the
// others by name.
// The occurrences are in order of time; those that were cancelled, declined or
// only shown are there with weight 0. A bad row says what of an event could not
// be used; its line is 0.
func Expand(events []logbook.Fact, self who.Self, window when.Span, home *time.Location, load Load) ([]logbook.Occurrence, []logbook.BadRow) {
	d := Open(events, self, home, load)
	found, bad := d.Expand(window)
	return found, append(d.bad, bad...)
}

// Open takes the events among facts apart. What is gone and what is no event is
// stepped over; of several versions of one thing the one in force is taken.
func Open(events []logbook.Fact, self who.Self, home *time.Location, load Load) *Diary {
	d := &Diary{zones: newZones(home, load), texts: map[string]string{}}
	calendars := make(map[calendarKey]*calendar)
	for i := range events {
		if f := &events[i]; f.Kind == logbook.KindEvent && !f.Gone {
			d.open(f, self, calendars)
		}
	}
	slices.SortStableFunc(d.items, func(a, b *item) int {
		return strings.Compare(string(a.id[:]), string(b.id[:]))
	})
	slices.SortStableFunc(d.items, func(a, b *item) int {
		if a.modified != b.modified {
			return int(min(max(a.modified-b.modified, -1), 1))
		}
		return 0
	})
	for i, it := range d.items {
		it.order = i
	}
	return d
}

// calendarKey is all that an event says of its calendar.
type calendarKey struct{ name, zone, zones string }

func (d *Diary) open(f *logbook.Fact, self who.Self, calendars map[calendarKey]*calendar) {
	body, err := logbook.Read[logbook.Event](f)
	if err != nil {
		d.bad = append(d.bad, badRow(0, err.Error(), f.Key))
		return
	}
	key := calendarKey{body.Calendar, body.Zone, body.Zones}
	cal := calendars[key]
	if cal == nil {
		cal = newCalendar()
		cal.name, cal.zone = body.Calendar, body.Zone
		cal.defineAll(body.Zones)
		calendars[key] = cal
	}
	e, ok := readEvent(inner(body.Raw))
	d.bad = append(d.bad, e.rows(func(int) int { return 0 })...)
	if !ok {
		return
	}
	if e.senseless() {
		e.rules = nil
	}
	e.uid = body.UID
	e.modified = f.Version.Stamp
	it := &item{vevent: e, standing: stand(e, false, self), id: f.ID(), calendar: cal}
	for _, text := range []*string{&it.caller, &it.with, &it.labels} {
		*text = d.text(*text)
	}
	it.shown = d.text(it.title())
	d.items = append(d.items, it)
}

// text is a text apart from the event's own: whoever keeps an occurrence would
// keep all that is written of its event with it.
func (d *Diary) text(s string) string {
	kept, known := d.texts[s]
	if !known {
		kept = strings.Clone(s)
		d.texts[kept] = kept
	}
	return kept
}

// Expand works out what takes place inside a window, in order of time.
func (d *Diary) Expand(window when.Span) ([]logbook.Occurrence, []logbook.BadRow) {
	x := newExpansion(d.zones, window, false)
	found := x.all(d.items)
	out := make([]logbook.Occurrence, len(found))
	for i := range found {
		out[i] = found[i].occurrence()
	}
	return out, x.bad
}

// DayLong is how long a timed event says no more of a calendar's days than one of
// whole days.
const DayLong = 24 * when.Hour

func (in *instance) occurrence() logbook.Occurrence {
	o := logbook.Occurrence{
		Event: in.id, UID: in.uid, Summary: in.title(), Calendar: in.calendar.name,
		Span: in.span, AllDay: in.allDay(), Floating: in.floating,
		Weight: in.weight, Answer: in.answer, Away: in.away, People: in.people, Series: in.series, Unruled: in.unruled,
		Endless: in.endless, Caller: in.caller, Mine: in.mine, With: in.with, Outside: in.outside, Created: in.created, Categories: in.labels,
	}
	switch {
	case o.AllDay:
		o.Days = when.Days{From: when.Day(in.from.Day()), To: when.Day(in.to.Day())}
	case !in.floating:
		o.Zone = in.zone.name
	}
	if !o.Away && o.AllDay {
		o.Weight = 0
	}
	return o
}

// title is the summary as a person reads it, unescaped once.
func (it *item) title() string {
	if it.shown == "" && it.summary != "" {
		it.shown = logbook.Text(line.Unescape(it.summary))
	}
	return it.shown
}

// The frame in which Event.Raw and Event.Zones keep a component.
const (
	eventHead = "BEGIN:VEVENT\n"
	eventFoot = "END:VEVENT"
	zoneHead  = "BEGIN:VTIMEZONE\n"
	zoneFoot  = "END:VTIMEZONE\n"
)

// framed is a VEVENT as Event.Raw keeps it: without DTSTAMP, which says when it
// was carried and not what was planned.
func framed(text string) string {
	var b strings.Builder
	b.Grow(len(eventHead) + len(text) + len(eventFoot))
	b.WriteString(eventHead)
	for line := range strings.Lines(text) {
		if len(line) > 7 && strings.EqualFold(line[:7], "DTSTAMP") && (line[7] == ':' || line[7] == ';') {
			continue
		}
		b.WriteString(line)
	}
	b.WriteString(eventFoot)
	return logbook.Text(b.String())
}

// inner is the text of a component without its frame.
func inner(raw string) string {
	raw = strings.TrimPrefix(raw, eventHead)
	return strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), eventFoot)
}

// defineAll takes in the definitions that Event.Zones keeps.
func (c *calendar) defineAll(zones string) {
	for part := range strings.SplitSeq(zones, zoneFoot) {
		if text, ok := strings.CutPrefix(part, zoneHead); ok {
			c.define(text)
		}
	}
}

// definition is a zone as Event.Zones keeps it.
func definition(text string) string {
	return fmt.Sprint(zoneHead, logbook.Text(text), zoneFoot)
}
