// Package assistant reads the logs that coding assistants keep on a machine:
// who spoke when in which session and folder, which tools were used, how many
// tokens the tool recorded. It keeps the structure only. It never keeps a word
// that was typed or answered, it reckons no price, and it does not judge whether
// a person was there: it says what each record is.
//
// Invariant: what is put depends on the content of the files alone, never on how
// often or in how many pieces they were read.
package assistant

import (
	"time"

	"github.com/backsight/backsight/internal/source"
)

// Source reads the logs of coding assistants. It keeps nothing between calls.
type Source struct {
	// Machine is the machine it runs on, put into every place and lane.
	Machine string
	// Zone is the one in which a tool's clock on the wall is read that names
	// none; nil for UTC.
	Zone *time.Location
	// Rows reads a tool's database; where it is nil, such a tool cannot be read.
	Rows source.Rows
}

var _ source.Puller = Source{}

// Name is the Source of every place and lane here.
const Name = "assistant"

const sourceName = Name

// Name is "assistant".
func (Source) Name() string { return sourceName }
