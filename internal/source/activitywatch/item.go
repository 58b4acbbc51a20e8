package activitywatch

import (
	"encoding/json"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/activitywatch/pulse"
)

// Item is the Raw of a beat: an event and the bucket it lies in, as much as is
// kept of it. The bucket comes first.
type Item struct {
	Bucket    string          `json:"bucket"`
	Timestamp string          `json:"timestamp"`
	Duration  json.RawMessage `json:"duration"` // seconds
	Data      event.Data      `json:"data"`
	Heard     Pulses          `json:"heard,omitempty"` // of an event made of heartbeats
}

// In is how the Raw of every item of a bucket begins.
func In(bucket string) []byte {
	b, _ := json.Marshal(bucket) // text always can
	return append(append([]byte(`{"bucket":`), b...), ',')
}

// Parse reads the event of a beat, and the heartbeats that made it: one that
// never joins what is before it where none are known.
func Parse(kind string, b *logbook.Beat) (e event.Event, heard []pulse.Beat, err error) {
	var w struct {
		Heard Pulses `json:"heard"`
	}
	if err = json.Unmarshal(b.Raw, &e); err == nil {
		err = json.Unmarshal(b.Raw, &w)
	}
	if err != nil {
		return e, nil, fmt.Errorf("what is kept of an event: %w", err)
	}
	e.At, e.For = b.At, b.For
	key, data := Structure(kind, e.Data), e.Data.Canonical()
	for _, h := range w.Heard {
		heard = append(heard, pulse.Beat{At: e.At + h.After, For: h.For, Pulse: h.Pulse, Key: key, Data: data})
	}
	if heard == nil {
		heard = []pulse.Beat{{At: e.At, For: e.For, Pulse: -1, Key: key, Data: data}}
	}
	return e, heard, nil
}

// Pulses is when the heartbeats of an event came, written small: numbers are
// microseconds after its beginning, and [after, for, pulse] comes where the
// length or the pulse is another than before.
type Pulses []struct{ After, For, Pulse when.Instant }

func pulsesOf(at when.Instant, beats []pulse.Beat) (h Pulses) {
	for _, b := range beats {
		h = append(h, struct{ After, For, Pulse when.Instant }{b.At - at, b.For, b.Pulse})
	}
	return h
}

// MarshalJSON writes it small.
func (h Pulses) MarshalJSON() ([]byte, error) {
	out := []byte{'['}
	for i, b := range h {
		if i > 0 {
			out = append(out, ',')
		}
		if i > 0 && h[i-1].For == b.For && h[i-1].Pulse == b.Pulse {
			out = fmt.Append(out, int64(b.After))
			continue
		}
		out = fmt.Appendf(out, "[%d,%d,%d]", b.After, b.For, b.Pulse)
	}
	return append(out, ']'), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (h *Pulses) UnmarshalJSON(text []byte) error {
	var list []json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	*h = nil
	var full [3]when.Instant
	for _, one := range list {
		var err error
		if len(one) > 0 && one[0] == '[' {
			err = json.Unmarshal(one, &full)
		} else {
			err = json.Unmarshal(one, &full[0])
		}
		if err != nil {
			return err
		}
		*h = append(*h, struct{ After, For, Pulse when.Instant }{full[0], full[1], full[2]})
	}
	return nil
}
