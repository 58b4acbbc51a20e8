// Package ics reads calendars that lie in files (RFC 5545, RFC 7529): what is
// planned in them becomes facts, one for each VEVENT, and what those facts
// amount to in a stretch of time becomes occurrences. It is a tolerant reader:
// a bad line costs that line, never the file. It asks no server and writes no
// calendar, and it does not say what a meeting was about.
//
// Invariant: the occurrences of a window are those of any wider window that lie
// in it, and do not depend on the order of the events.
package ics

import "github.com/backsight/backsight/internal/source"

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
