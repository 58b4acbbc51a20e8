package activitywatch

import (
	"cmp"
	"encoding/json"
	"path"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/activitywatch/pulse"
)

// Beat is an event as the log keeps it, with the heartbeats that made it where
// they are known; kept is false where it is not to be kept.
func (k Keep) Beat(b *event.Bucket, e event.Event, heard ...pulse.Beat) (beat logbook.Beat, kept bool) {
	if !k.wants(e.Data) {
		return beat, false
	}
	raw, err := json.Marshal(Item{
		Bucket: b.ID, Timestamp: event.Stamp(e.At), Duration: event.Seconds(e.For), Data: k.of(b.Type, e.Data), Heard: pulsesOf(e.At, heard),
	})
	if err != nil {
		return beat, false // nothing that JSON gave can come here
	}
	beat = logbook.Beat{
		Lane: lane(b), Key: KeyOf(b, e), More: int64(e.For),
		At: e.At, For: e.For, Type: logbook.Text(b.Type), Raw: raw,
	}
	k.describe(&beat, structure(b.Type, e.Data), e.Data)
	return beat, true
}

// Gone is an event as one that was taken back.
func Gone(b *event.Bucket, e event.Event) logbook.Beat {
	e.For, e.Data = 0, structure(b.Type, e.Data)
	beat, _ := Keep{Private: true}.Beat(b, e)
	return logbook.Beat{Lane: beat.Lane, Key: beat.Key, At: e.At, Type: TypeGone, Raw: beat.Raw}
}

func lane(b *event.Bucket) logbook.Lane {
	return logbook.Lane{Source: sourceName, Machine: logbook.Text(b.Hostname), Program: logbook.Text(b.Client)}
}

// KeyOf is what makes an event this one: where, when and what. What is said
// beside structure has no part in it, so that it is one event however much of it
// is kept.
func KeyOf(b *event.Bucket, e event.Event) string {
	return b.ID + " " + strconv.FormatInt(int64(e.At), 10) + " " + Structure(b.Type, e.Data)
}

// Structure is what of the data of an event makes it this one, as text.
func Structure(kind string, d event.Data) string { return structure(kind, d).Canonical() }

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
