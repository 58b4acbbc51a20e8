package ics

import "github.com/backsight/backsight/internal/logbook"

// Declared is what calendars say of themselves, from wherever they are read.
func Declared() logbook.Source {
	return logbook.Source{
		Name: sourceName, One: "calendar", Many: "calendars", Facts: "events",
		Sees: []logbook.Class{logbook.Plans},
	}
}
