package wakatime

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// externalPlace is where what scripts say of calendars lies.
var externalPlace = logbook.Place{Source: Name, Name: "external durations", URI: "wakatime:external"}

// external keeps durations that no editor saw, as scripts send them from
// calendars: each is an event of a calendar, in every respect. The same
// external_id again replaces what it said before.
func (e *receiver) external(w http.ResponseWriter, r *http.Request) {
	list, one, done, err := e.sent(r)
	defer done()
	if err != nil {
		refuse(w, err)
		return
	}
	now, zone := e.Now(), zoneName(r.Header.Get("Timezone"))
	var ids []string
	var entries []logbook.Entry
	for _, raw := range list {
		f, why := event(raw, zone)
		if why != nil {
			entries = append(entries, logbook.Entry{Bad: badRow(raw, why)})
			ids = append(ids, badID(raw, now))
			continue
		}
		f.Person, f.Version.Stamp = e.Person, now
		entries = append(entries, logbook.Entry{Fact: f})
		ids = append(ids, f.Key)
	}
	if len(entries) > 0 {
		b := logbook.Batch{Person: e.Person, Place: externalPlace, Entries: entries, Position: logbook.Position("heard"), At: now, By: Name, Twins: true}
		if _, err = e.Sink.Put(r.Context(), b); err != nil {
			refuse(w, fmt.Errorf("keeping external durations: %w", err))
			return
		}
	}
	accepted(w, ids, one)
}

// outside is an external duration taken apart.
type outside struct{ id, entity, category, start, end string }

func (o *outside) set(name, v []byte) {
	switch string(name) {
	case "external_id":
		o.id = text(v)
	case "entity":
		o.entity = text(v)
	case "category":
		o.category = text(v)
	case "start_time":
		o.start = text(v)
	case "end_time":
		o.end = text(v)
	}
}

// event makes an event of an external duration, or says why it cannot.
func event(raw []byte, zone string) (*logbook.Fact, error) {
	raw, why := object(raw)
	if why != nil {
		return nil, why
	}
	o := outside{category: "meeting"}
	members(raw, o.set)
	from, ok := epoch(o.start)
	to, ends := epoch(o.end)
	if !ok || !ends || to <= from {
		return nil, fmt.Errorf("no start_time and end_time after it")
	}
	if o.id == "" {
		sum := sha256.Sum256(raw)
		o.id = base64.RawURLEncoding.EncodeToString(sum[:16])
	}
	body := logbook.Event{UID: "wakatime-" + o.id, Calendar: externalPlace.Name, Zone: zone}
	body.Raw = o.component(body.UID, from, to, raw)
	return &logbook.Fact{
		Kind: logbook.KindEvent, Key: body.UID, Span: when.Span{From: from, To: to}, Zone: zone,
		Day: from.Day(location(zone)), Body: logbook.Body(body),
	}, nil
}

// component writes the event as a calendar holds it. The item as it came stands
// in a property of its own.
func (o *outside) component(uid string, from, to when.Instant, raw []byte) string {
	var b strings.Builder
	line := func(name, value string) {
		escape := strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`)
		fmt.Fprintf(&b, "%s:%s\n", name, escape.Replace(value))
	}
	b.WriteString("BEGIN:VEVENT\n")
	line("UID", uid)
	line("DTSTART", utc(from))
	line("DTEND", utc(to))
	line("SUMMARY", o.entity)
	line("CATEGORIES", o.category)
	line("X-WAKATIME-ITEM", string(raw))
	b.WriteString("END:VEVENT")
	return b.String()
}

// utc is an instant as calendars write it.
func utc(i when.Instant) string { return i.UTC().Format("20060102T150405Z") }

// location is a zone by its name; UTC where there is none of that name.
func location(name string) *time.Location {
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}
