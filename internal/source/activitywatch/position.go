package activitywatch

import (
	"encoding/json"

	"github.com/backsight/backsight/internal/logbook"
)

// engine is raised when the same evidence would give other beats than before.
const engine = 1

// position is a logbook.Position: what a file was when it was last read whole,
// and how far each bucket of a database or server was read.
type position struct {
	Engine   int             `json:"engine"`
	Size     int64           `json:"size,omitempty"`
	Modified int64           `json:"modified,omitempty"` // nanoseconds since 1970
	Sum      string          `json:"sum,omitempty"`      // SHA-256 of an export
	Tails    map[string]tail `json:"tails,omitempty"`    // by bucket, where its reading ended
}

// readPosition reads what bytes wrote; anything else is no position.
func readPosition(p logbook.Position) (was position, ok bool) {
	if err := json.Unmarshal(p, &was); err != nil || was.Engine != engine {
		return position{}, false
	}
	return was, true
}

func (p position) bytes() logbook.Position {
	b, _ := json.Marshal(p) // a struct of numbers and text always can
	return b
}
