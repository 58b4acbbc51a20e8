package ics

import (
	"errors"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// file is what a stream says beside its events, gathered while it is read: one
// calendar for each VCALENDAR, and what was counted.
type file struct {
	calendars []*calendar // 0 is for what stands outside all
	events    int         // VEVENTs, read or not
	others    int         // VTODO, VJOURNAL, VFREEBUSY and the like
	bad       []logbook.BadRow
	cut       bool // the file ends in the middle
}

func newFile() *file { return &file{calendars: []*calendar{newCalendar()}} }

func newCalendar() *calendar { return &calendar{definitions: map[string]string{}} }

// calendar is the nth of the file.
func (f *file) calendar(n int) *calendar {
	for len(f.calendars) <= n {
		f.calendars = append(f.calendars, newCalendar())
	}
	return f.calendars[n]
}

// read takes a stream apart and hands each VEVENT to event. The calendar that
// goes with it is complete only when read returns: a file may define its zones
// after their use. The error is the stream's.
func (f *file) read(in io.Reader, event func(*Component, *calendar)) error {
	r := NewReader(in)
	defer func() { f.keep(r.Bad()) }()
	for {
		c, err := r.Next()
		f.keep(r.Bad())
		switch {
		case errors.Is(err, io.EOF):
			f.cut = f.cut || r.cut
			return nil
		case err != nil:
			return err
		}
		f.take(&c, event)
	}
}

func (f *file) take(c *Component, event func(*Component, *calendar)) {
	cal := f.calendar(c.Calendar)
	switch c.Name {
	case "VEVENT":
		f.events++
		if c.Cut {
			f.cut = true
			return
		}
		event(c, cal)
	case "VTIMEZONE":
		cal.define(c.Text)
	case "VCALENDAR":
		cal.set(parseProperty(strings.TrimSuffix(c.Text, "\n")))
	default:
		f.others++
	}
}

// keep keeps rows as far as there is room: a file of garbage is not worth more.
func (f *file) keep(rows []logbook.BadRow) {
	f.bad = append(f.bad, rows[:min(len(rows), maxBad-len(f.bad))]...)
}

// define takes a VTIMEZONE in; the first of a name is right.
func (c *calendar) define(text string) {
	for _, p := range properties(text) {
		if p.Name != "TZID" {
			continue
		}
		id := strings.TrimSpace(p.Value)
		if _, known := c.definitions[id]; !known {
			c.definitions[id] = text
		}
	}
}

func (c *calendar) set(p Property) {
	switch p.Name {
	case "X-WR-CALNAME", "NAME":
		if c.name == "" {
			c.name = logbook.Text(unescape(p.Value))
		}
	case "X-WR-TIMEZONE":
		c.zone = strings.TrimSpace(p.Value)
	case "METHOD":
		c.cancels = strings.EqualFold(strings.TrimSpace(p.Value), "CANCEL")
	}
}
