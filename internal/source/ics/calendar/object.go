package calendar

import (
	"bytes"

	"github.com/backsight/backsight/internal/logbook"
)

// Object makes the facts of one small calendar that is held in memory, such as
// an object of a CalDAV server: a series with its exceptions and the zones they
// name. The rows say what could not be read, at their lines in the object; whole
// says that every VEVENT in it became a fact, so that what is missing is not
// there.
func (s *Shaper) Object(object []byte) (facts []logbook.Fact, rows []logbook.BadRow, whole bool) {
	all := NewFile()
	var held []Component
	err := all.Read(bytes.NewReader(object), func(c *Component) {
		all.Mark(c)
		c.lines = append([]int32(nil), c.lines...)
		held = append(held, *c)
	})
	for i := range held { // only now are the zones known that follow their use
		fact, odd := s.Shape(&held[i], all)
		rows = append(rows, odd...)
		if fact.Body != nil {
			facts = append(facts, *fact)
		}
	}
	rows = append(all.Bad, rows...)
	calendars := len(all.calendars) > 1
	return facts, rows, err == nil && calendars && !all.Cut && len(facts) == all.Events
}
