// Package event is what ActivityWatch keeps: buckets of events, each a stretch
// of time with a small JSON object, and how they are written. It knows neither
// the log nor the network, and keeps nothing.
//
// The format is that of aw-server's REST interface and of its exports
// (https://docs.activitywatch.net/en/latest/buckets-and-events.html).
package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Event is one stretch of time at one thing, or a point where For is 0.
type Event struct {
	ID   int64 // 0 for none; it names an event on one server only
	At   when.Instant
	For  when.Instant // never negative
	Data Data
}

// End is where the event ends.
func (e Event) End() when.Instant { return e.At + e.For }

// Span is the event's stretch of time.
func (e Event) Span() when.Span { return when.Span{From: e.At, To: e.End()} }

// Bucket is a stream of events of one watcher on one machine.
type Bucket struct {
	ID       string         `json:"id"`
	Type     string         `json:"type"`
	Client   string         `json:"client"`
	Hostname string         `json:"hostname"`
	Name     string         `json:"name,omitempty"`
	Created  string         `json:"created,omitempty"` // as its server wrote it
	Data     map[string]any `json:"data,omitempty"`
}

// What a text must hold to be an event; whoever reads one adds where it stood.
var (
	errNoObject = errors.New("it is no event: a JSON object is wanted")
	errNoTime   = errors.New("it has no timestamp")
	errNegative = errors.New("its duration is negative or no number")
)

// written is an event as JSON.
type written struct {
	ID        json.RawMessage `json:"id"`
	Timestamp string          `json:"timestamp"`
	Duration  json.RawMessage `json:"duration"`
	Data      Data            `json:"data"`
}

// UnmarshalJSON reads an event. A duration that is missing is 0; one in quotes is
// read as a number; unknown fields are left out.
func (e *Event) UnmarshalJSON(text []byte) error {
	var w written
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&w); err != nil {
		return fmt.Errorf("%w: %w", errNoObject, err)
	}
	if w.Timestamp == "" {
		return errNoTime
	}
	at, err := Time(w.Timestamp)
	if err != nil {
		return err
	}
	length, err := seconds(strings.Trim(string(w.Duration), `"`))
	if err != nil {
		return err
	}
	id, _ := strconv.ParseInt(string(w.ID), 10, 64) // what is no number names nothing here
	*e = Event{ID: id, At: at, For: length, Data: w.Data}
	if e.Data == nil {
		e.Data = Data{}
	}
	return nil
}

// MarshalJSON writes an event as aw-server does: the id null where it has none,
// the time in UTC, the duration in seconds.
func (e Event) MarshalJSON() ([]byte, error) {
	id := []byte("null")
	if e.ID != 0 {
		id = strconv.AppendInt(nil, e.ID, 10)
	}
	data := e.Data
	if data == nil {
		data = Data{}
	}
	return json.Marshal(written{id, Stamp(e.At), Seconds(e.For), data})
}
