package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Shaper makes facts of VEVENTs. What was written without a zone is placed as
// if its clock showed the calendar's zone, else UTC: a fact must not depend on
// the machine it was read on. Working out occurrences takes the person's home
// zone instead.
type Shaper struct {
	person who.Person
	place  string
	export when.Instant
	load   Load
	places map[*calendar]*expansion
	// Edge is told of every event with a start, where it is not nil.
	Edge *Edge
	// Room is what there is for the events of one reading, nil for no bound. An event for
	// which there is none has its key only, as one without a start.
	Room *Room
}

// NewShaper makes the facts of one person. Place is the name of a calendar that
// does not say its own, export is when it was written, and load is asked for
// zones by name.
func NewShaper(person who.Person, place string, export when.Instant, load Load) Shaper {
	return Shaper{person: person, place: place, export: export, load: load, places: map[*calendar]*expansion{}}
}

// Home is the zone of what a file's first calendar writes without one.
func (s *Shaper) Home(f *File) *time.Location { return s.placesOf(f.calendar(1)).zones.home.loc }

// placesOf has the calendar's own zone for home.
func (s *Shaper) placesOf(cal *calendar) *expansion {
	if x := s.places[cal]; x != nil {
		return x
	}
	x := newExpansion(newZones(time.UTC, s.load), when.Span{}, false)
	if own := x.calendarZone(cal); own != nil {
		x.zones = newZones(own.loc, s.load)
	}
	s.places[cal] = x
	return x
}

// Shape makes a fact of a VEVENT of a file; one without a start has its key only. The
// rows say what could not be read, at their lines in the file.
func (s *Shaper) Shape(c *Component, of *File) (*logbook.Fact, []logbook.BadRow) {
	cal := of.calendar(c.Calendar)
	e, ok := readEvent(c.Text)
	rows := e.rows(c.LineOf)
	body := s.body(c, cal, e)
	if row, is := of.repeated(c.Calendar, e); is {
		rows = append(rows, badRow(c.Line, row.what, row.row))
		body.UID += " " + logbook.Text(e.start.text)
	}
	f := &logbook.Fact{Kind: logbook.KindEvent, Key: keyOf(&body)}
	if !ok {
		return f, rows
	}
	x := s.placesOf(cal)
	it := &item{vevent: e, calendar: cal}
	x.place(it)
	x.judge(it)
	for _, row := range x.bad {
		row.Line = c.Line
		rows = append(rows, row)
	}
	x.bad = nil
	if s.Room != nil {
		if wrong := s.Room.take(x, it); wrong != "" {
			return f, append(rows, badRow(c.Line, wrong, it.name()))
		}
	}
	f.Person, f.Body = s.person, logbook.Body(body)
	f.Version = logbook.Seq{N: e.sequence, Stamp: e.stampElse(s.export)}
	s.lay(f, x, it)
	if s.Edge != nil {
		s.Edge.take(x, it)
	}
	return f, rows
}

func (s *Shaper) body(c *Component, cal *calendar, e *vevent) logbook.Event {
	body := logbook.Event{
		UID: logbook.Text(e.uid), Calendar: cal.name, Zone: logbook.Text(cal.zone),
		Zones: s.definitions(e, cal), Raw: framed(c.Text),
	}
	if body.Calendar == "" {
		body.Calendar = s.place
	}
	if e.replaces {
		body.Recurrence = logbook.Text(e.recurrence.text)
	}
	if cal.cancels && e.status != "CANCELLED" {
		body.Raw = strings.TrimSuffix(body.Raw, eventFoot) + "STATUS:CANCELLED\n" + eventFoot
	}
	if body.UID == "" {
		sum := sha256.Sum256([]byte(body.Raw))
		body.UID = "content-" + hex.EncodeToString(sum[:8])
	}
	return body
}

// keyOf names the thing: the UID, and for an exception the instance it
// replaces.
func keyOf(body *logbook.Event) string {
	if body.Recurrence == "" {
		return body.UID
	}
	return body.UID + " " + body.Recurrence
}

// definitions are those of the zones the event names that no table knows.
func (s *Shaper) definitions(e *vevent, cal *calendar) string {
	if len(cal.definitions) == 0 {
		return ""
	}
	names := []string{e.start.tzid, e.end.tzid, e.recurrence.tzid, cal.zone}
	for _, list := range [][]period{e.more, e.without} {
		for i := range list {
			names = append(names, list[i].tzid, list[i].end.tzid)
		}
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range slices.Compact(names) {
		text := cal.definitions[name]
		if z := s.placesOf(cal).zones.find(name, text); text != "" && z != nil && z.own {
			b.WriteString(definition(text))
		}
	}
	return b.String()
}

// stampElse is LAST-MODIFIED, else DTSTAMP, which says the same where the
// calendar has no METHOD (RFC 5545 §3.8.7.2), else the export's own time.
func (e *vevent) stampElse(export when.Instant) when.Instant {
	switch {
	case e.modified != 0:
		return e.modified
	case e.stamped != 0:
		return min(e.stamped, export)
	}
	return export
}

// lay places the fact at the first time the event takes place. The day is that
// of the zone it was written in; of a UTC time, that of its calendar.
func (s *Shaper) lay(f *logbook.Fact, x *expansion, it *item) {
	first := x.instance(it, candidate{wall: it.start.wall})
	f.Span = first.span
	f.Day = when.Day(first.from.Day())
	switch {
	case it.allDay() || it.floating:
	case it.zone != utcZone:
		f.Zone = it.zone.lived(first.span.From)
	default:
		if z := x.calendarZone(it.calendar); z != nil {
			f.Zone = z.lived(first.span.From)
			f.Day = when.Day(z.wall(int64(first.span.From / when.Second)).Day())
		}
	}
}

// lived is a zone as facts name it: a name anybody can load, else the offset.
func (z *zone) lived(at when.Instant) string {
	if z.own {
		_, east := at.In(z.loc).Zone()
		return when.FixedZone(east)
	}
	return logbook.Text(z.name)
}
