package ics

import (
	"bytes"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// Events makes the facts of one small calendar that is held in memory, such as
// an object of a CalDAV server: a series with its exceptions and the zones they
// name. At is when it was read. The rows say what could not be read, at their
// lines in the object; whole says that every VEVENT in it became a fact, so
// that what is missing is not there.
func Events(object []byte, ask source.Ask, at when.Instant) (facts []logbook.Fact, rows []logbook.BadRow, whole bool) {
	all := newFile()
	var held []Component
	err := all.read(bytes.NewReader(object), func(c *Component, _ *calendar) {
		c.lines = append([]int32(nil), c.lines...)
		held = append(held, *c)
	})
	s := newShaper(ask, at)
	for i := range held { // only now are the zones known that follow their use
		fact, odd := s.shape(&held[i], all.calendar(held[i].Calendar))
		rows = append(rows, odd...)
		if fact.Body != nil {
			facts = append(facts, *fact)
		}
	}
	rows = append(all.bad, rows...)
	calendars := len(all.calendars) > 1
	return facts, rows, err == nil && calendars && !all.cut && len(facts) == all.events
}
