// Package ics reads calendars that lie in files, in archives and at addresses:
// it finds them, reads them when they have changed, and puts one fact for each
// VEVENT, and what is gone. What their text means is the room ics/calendar's. It
// writes no calendar, and it does not say what a meeting was about.
package ics

import (
	"time"
	_ "time/tzdata" // the IANA database, for machines without one

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// Source reads calendars from files. It keeps nothing between calls.
type Source struct {
	// Machine is the machine it runs on, put into every place it finds.
	Machine string
}

var _ source.Puller = Source{}

// sourceName is the Source of every place here.
const sourceName = "calendar"

// Name is "calendar".
func (Source) Name() string { return sourceName }

// Events makes the facts of one small calendar that is held in memory, such as
// an object of a CalDAV server, as Shaper.Object does. At is when it was read.
func Events(object []byte, ask source.Ask, at when.Instant) ([]logbook.Fact, []logbook.BadRow, bool) {
	s := shaperFor(ask, at)
	return s.Object(object)
}

func shaperFor(ask source.Ask, export when.Instant) calendar.Shaper {
	return calendar.NewShaper(ask.Self.Person, ask.Place.Name, export, time.LoadLocation)
}
