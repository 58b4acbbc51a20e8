package caldav

import (
	"encoding/json"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// engine is raised when the same objects would give other facts than before.
const engine = 1

// position is a logbook.Position: what a calendar held when it was last read.
type position struct {
	Engine  int               `json:"engine"`
	CTag    string            `json:"ctag,omitempty"`  // "" where something is still to be asked for
	Token   string            `json:"token,omitempty"` // for the next sync-collection
	To      when.Day          `json:"to"`              // the first day it does not cover
	Objects map[string]object `json:"objects"`         // by their names in the calendar
}

// object is what one object was found to be.
type object struct {
	ETag  string       `json:"e,omitempty"` // "" for one that must be asked for again
	Facts []logbook.ID `json:"f,omitempty"`
	Bad   int          `json:"b,omitempty"` // rows that could not be read
	Day   when.Day     `json:"d,omitzero"`  // the first day of its events
	Timed bool         `json:"t,omitempty"` // Day is that of a timed event
}

// readPosition reads what bytes wrote; anything else is no position.
func readPosition(p logbook.Position) (was position, again bool) {
	if err := json.Unmarshal(p, &was); err != nil || was.Engine != engine {
		return position{Objects: map[string]object{}}, false
	}
	if was.Objects == nil {
		was.Objects = map[string]object{}
	}
	return was, true
}

func (p *position) bytes() logbook.Position {
	b, _ := json.Marshal(p) // numbers and text always can
	return b
}

// pending says whether an object must be asked for again.
func (p *position) pending() bool {
	for _, o := range p.Objects {
		if o.ETag == "" {
			return true
		}
	}
	return false
}

// coverage is what the calendar was found to cover. A birthday of 1970 does not
// say that the calendar was kept in 1970: a day of timed events comes first.
func (p *position) coverage(at logbook.Place) *logbook.Coverage {
	c := &logbook.Coverage{Place: at, From: when.NoDay, To: when.NoDay}
	timed := false
	for _, o := range p.Objects {
		c.Facts, c.Yours, c.Bad = c.Facts+len(o.Facts), c.Yours+len(o.Facts), c.Bad+o.Bad
		if len(o.Facts) == 0 {
			continue
		}
		if c.From == when.NoDay || o.Timed && !timed || o.Timed == timed && o.Day < c.From {
			c.From, timed = o.Day, o.Timed
		}
	}
	if c.From != when.NoDay {
		c.To = max(p.To, c.From+1)
	}
	return c
}
