package caldav

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// engine is raised when the same objects would give other facts than before.
const engine = 3

// position is a logbook.Position: what a calendar held when it was last read.
type position struct {
	Engine  int               `json:"engine"`
	CTag    string            `json:"ctag,omitempty"`  // "" where something is still to be asked for
	Token   string            `json:"token,omitempty"` // for the next sync-collection
	To      when.Day          `json:"to"`              // the first day it does not cover
	Objects map[string]object `json:"objects"`         // by their names in the calendar
	// Strays are facts seen here that no object holds: put by a reading that was
	// cut short, and lacking in a whole listing since.
	Strays ids `json:"strays,omitempty"`
}

// object is what one object was found to be.
type object struct {
	ETag   string   `json:"e,omitempty"` // "" for one that must be asked for again
	Facts  ids      `json:"f,omitempty"` // all in sight that say what it holds, later versions too
	Events int      `json:"n,omitempty"`
	Bad    int      `json:"b,omitempty"` // rows that could not be read
	Day    when.Day `json:"d,omitzero"`  // the first day of its events
	Timed  bool     `json:"t,omitempty"` // Day is that of a timed event
}

// readPosition reads what bytes wrote; anything else is no position. That of
// another engine says what was here, and all of it must be asked for again.
func readPosition(p logbook.Position) (was position, again bool) {
	if err := json.Unmarshal(p, &was); err != nil || was.Engine < 1 {
		return position{Objects: map[string]object{}}, false
	}
	if was.Objects == nil {
		was.Objects = map[string]object{}
	}
	if was.Engine != engine {
		was.CTag, was.Token = "", ""
		for name, o := range was.Objects {
			o.ETag = ""
			was.Objects[name] = o
		}
	}
	return was, true
}

func (p *position) bytes() logbook.Position {
	b, _ := json.Marshal(p) // numbers and text always can
	return b
}

// pending says whether something must be asked for again.
func (p *position) pending() bool {
	if len(p.Strays) > 0 {
		return true
	}
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
		c.Facts, c.Yours, c.Bad = c.Facts+o.Events, c.Yours+o.Events, c.Bad+o.Bad
		if o.Events == 0 {
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

// ids are written as one text: a calendar has many.
type ids []logbook.ID

// MarshalText is base 64.
func (list ids) MarshalText() ([]byte, error) {
	var b []byte
	for _, id := range list {
		b = append(b, id[:]...)
	}
	return base64.RawStdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText reads what MarshalText wrote.
func (list *ids) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil || len(b)%len(logbook.ID{}) != 0 {
		return errors.New("this is not a list of ids")
	}
	*list = nil
	for part := range slices.Chunk(b, len(logbook.ID{})) {
		*list = append(*list, logbook.ID(part))
	}
	return nil
}
