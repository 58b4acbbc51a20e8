package calendar

import (
	"iter"

	"github.com/backsight/backsight/internal/source/ics/line"
)

// Property is one line of an event, in parts.
type Property = line.Property

// Properties yields the properties of an event, with BEGIN and END around it, as
// logbook.Event keeps it, or without, as a Component has it.
func Properties(text string) iter.Seq2[int, Property] { return line.Properties(inner(text)) }
