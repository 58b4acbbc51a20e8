package waka

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// heartbeats are all of one day, each once, as they came.
func (d *API) heartbeats(r *http.Request) (any, error) {
	zone, err := d.zone(r)
	if err != nil {
		return nil, err
	}
	day, err := d.day(r, "date", zone)
	if err != nil {
		return nil, err
	}
	span := day.Span(zone)
	list := []json.RawMessage{}
	for b, err := range d.Book.Items(r.Context(), d.Grant, span, Source) {
		if err != nil {
			return nil, fmt.Errorf("reading the heartbeats of %s: %w", day, err)
		}
		if span.From <= b.At && b.At < span.To {
			list = append(list, item(&b))
		}
	}
	return struct {
		Data     []json.RawMessage `json:"data"`
		Start    string            `json:"start"`
		End      string            `json:"end"`
		Timezone string            `json:"timezone"`
	}{list, stamp(span.From), stamp(span.To - 1), zone.String()}, nil
}

// item is a heartbeat as it came, with the ids by which its client and machine
// are looked up. What it brought under those names itself stays as it is.
func item(b *logbook.Beat) json.RawMessage {
	rest := bytes.TrimSpace(bytes.TrimPrefix(b.Raw, []byte("{")))
	var out bytes.Buffer
	out.WriteByte('{')
	add := func(name, value string) {
		quoted, err := json.Marshal(value)
		if value == "" || err != nil || bytes.Contains(b.Raw, []byte(`"`+name+`"`)) {
			return
		}
		fmt.Fprintf(&out, `"%s":%s,`, name, quoted)
	}
	add("id", b.Key)
	add("machine_name_id", b.Lane.Machine)
	if len(rest) == 1 && out.Len() > 1 { // nothing came
		out.Truncate(out.Len() - 1)
	}
	out.Write(rest)
	return out.Bytes()
}

// stamp is an instant as WakaTime writes it.
func stamp(i when.Instant) string { return i.UTC().Truncate(time.Second).Format(time.RFC3339) }
