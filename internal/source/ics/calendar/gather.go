package calendar

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
)

// File is what a stream says beside its events, gathered while it is read: one
// calendar for each VCALENDAR, and what was counted.
type File struct {
	Events int              // VEVENTs, read or not
	Bad    []logbook.BadRow // what could not be read, as far as there is room
	Cut    bool             // the stream ends in the middle

	calendars []*calendar // 0 is for what stands outside all
	repeats   repeats
	others    int // VTODO, VJOURNAL, VFREEBUSY and the like
}

// NewFile is what is known of a stream before it is read.
func NewFile() *File { return &File{calendars: []*calendar{newCalendar()}} }

func newCalendar() *calendar { return &calendar{definitions: map[string]string{}} }

// calendar is the nth of the file.
func (f *File) calendar(n int) *calendar {
	for len(f.calendars) <= n {
		f.calendars = append(f.calendars, newCalendar())
	}
	return f.calendars[n]
}

// Read takes a stream apart and hands each VEVENT to event. What the file says
// of its calendar is complete only when Read returns: a file may define its
// zones after their use. The error is the stream's.
func (f *File) Read(in io.Reader, event func(*Component)) error {
	r := NewReader(in)
	defer func() { f.keep(r.Bad()) }()
	for {
		c, err := r.Next()
		f.keep(r.Bad())
		switch {
		case errors.Is(err, io.EOF):
			f.Cut = f.Cut || r.cut
			return nil
		case err != nil:
			return err
		}
		f.take(&c, event)
	}
}

func (f *File) take(c *Component, event func(*Component)) {
	cal := f.calendar(c.Calendar)
	switch c.Name {
	case "VEVENT":
		f.Events++
		if c.Cut {
			f.Cut = true
			return
		}
		event(c)
	case "VTIMEZONE":
		cal.define(c.Text)
	case "VCALENDAR":
		cal.set(line.Parse(strings.TrimSuffix(c.Text, "\n")))
	default:
		f.others++
	}
}

// keep keeps rows as far as there is room: a file of garbage is not worth more.
func (f *File) keep(rows []logbook.BadRow) {
	f.Bad = append(f.Bad, rows[:min(len(rows), maxBad-len(f.Bad))]...)
}

// define takes a VTIMEZONE in; the first of a name is right.
func (c *calendar) define(text string) {
	for _, p := range line.Properties(text) {
		if p.Name != "TZID" {
			continue
		}
		id := strings.TrimSpace(p.Value)
		if _, known := c.definitions[id]; !known {
			c.definitions[id] = text
		}
	}
}

func (c *calendar) set(p line.Property) {
	switch p.Name {
	case "X-WR-CALNAME", "NAME":
		if c.name == "" {
			c.name = logbook.Text(line.Unescape(p.Value))
		}
	case "X-WR-TIMEZONE":
		c.zone = strings.TrimSpace(p.Value)
	case "METHOD":
		c.sent = true
		c.cancels = strings.EqualFold(strings.TrimSpace(p.Value), "CANCEL")
	}
}

// NameIn is the X-WR-CALNAME in the beginning of a calendar's text, "" for none.
func NameIn(head []byte) string {
	r := NewReader(bytes.NewReader(head))
	cal := newCalendar()
	for {
		c, err := r.Next()
		if err != nil || c.Name == "VEVENT" {
			return cal.name
		}
		if c.Name == "VCALENDAR" {
			cal.set(line.Parse(strings.TrimSuffix(c.Text, "\n")))
		}
	}
}

// Sent says that a calendar of the file has a METHOD: it was written to be sent
// or taken along, and is not the calendar as a program keeps it.
func (f *File) Sent() bool {
	return slices.ContainsFunc(f.calendars, func(c *calendar) bool { return c.sent })
}

// Single is what a stream says that holds one thing.
type Single struct {
	UID      string
	Calendar string // X-WR-CALNAME, "" for none
	Method   bool   // it was sent, or written to be taken along
}

// One says whether a stream holds one thing, a task or an event with what
// replaces parts of it: everything in it has one UID.
func One(in io.Reader) (s Single, is bool) {
	r := NewReader(in)
	cal := newCalendar()
	for {
		c, err := r.Next()
		switch {
		case err != nil:
			return Single{UID: s.UID, Calendar: cal.name, Method: cal.sent}, is && errors.Is(err, io.EOF)
		case c.Name == "VCALENDAR":
			cal.set(line.Parse(strings.TrimSuffix(c.Text, "\n")))
		case c.Name == "VEVENT" || c.Name == "VTODO" || c.Name == "VJOURNAL":
			uid := uidOf(c.Text)
			if uid == "" || is && uid != s.UID {
				return s, false
			}
			s.UID, is = uid, true
		}
	}
}

func uidOf(text string) string {
	for _, p := range line.Properties(text) {
		if p.Name == "UID" {
			return strings.TrimSpace(p.Value)
		}
	}
	return ""
}
