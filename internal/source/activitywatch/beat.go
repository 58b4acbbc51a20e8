package activitywatch

import (
	"cmp"
	"encoding/json"
	"path"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// Item is the Raw of a beat: an event and the bucket it lies in, as much as is
// kept of it.
type Item struct {
	Bucket    string          `json:"bucket"`
	Timestamp string          `json:"timestamp"`
	Duration  json.RawMessage `json:"duration"` // seconds
	Data      event.Data      `json:"data"`
}

// beat is an event as the log keeps it; kept false where it is not to be.
func (k Keep) beat(b *event.Bucket, e event.Event) (beat logbook.Beat, kept bool) {
	if !k.wants(e.Data) {
		return beat, false
	}
	plain := structure(b.Type, e.Data)
	raw, err := json.Marshal(Item{
		Bucket: b.ID, Timestamp: event.Stamp(e.At), Duration: event.Seconds(e.For), Data: k.of(b.Type, e.Data),
	})
	if err != nil {
		return beat, false // nothing that JSON gave can come here
	}
	beat = logbook.Beat{
		Lane: lane(b), Key: keyOf(b.ID, e.At, plain), More: int64(e.For),
		At: e.At, For: e.For, Type: logbook.Text(b.Type), Raw: raw,
	}
	k.describe(&beat, plain, e.Data)
	return beat, true
}

func lane(b *event.Bucket) logbook.Lane {
	return logbook.Lane{Source: sourceName, Machine: logbook.Text(b.Hostname), Program: logbook.Text(b.Client)}
}

// keyOf is what makes an event this one: where, when and what. What is said
// beside structure has no part in it, so that it is one event however much of it
// is kept.
func keyOf(bucket string, at when.Instant, plain event.Data) string {
	return bucket + " " + strconv.FormatInt(int64(at), 10) + " " + plain.Canonical()
}

// describe fills in what the beat speaks of, as the package says.
func (k Keep) describe(b *logbook.Beat, plain, all event.Data) {
	text := func(key string) string { return logbook.Text(plain.Text(key)) }
	switch b.Type {
	case typePresence:
		b.Category = text("status")
	case typeTab:
		b.Entity = text("domain")
		if audible, _ := plain["audible"].(bool); audible {
			b.Category = "audible"
		}
	case typeEditor:
		b.Entity, b.Project = text("file"), lastPart(text("project"))
		b.Branch, b.Language = named(text("branch")), strings.ToLower(named(text("language")))
	case typeStopwatch:
		if k.Titles {
			b.Entity = logbook.Text(all.Text("label"))
		}
	default:
		b.Entity = cmp.Or(text("app"), text("domain"))
		b.Project, b.Language = lastPart(text("project")), strings.ToLower(named(text("language")))
	}
}

// named is a name an editor knows; it says "unknown" for none.
func named(s string) string {
	if strings.EqualFold(s, "unknown") {
		return ""
	}
	return s
}

// lastPart is the folder a path ends in, of either system's paths.
func lastPart(p string) string {
	if p = named(p); p == "" {
		return ""
	}
	return strings.Trim(path.Base(strings.ReplaceAll(p, `\`, "/")), "/")
}
