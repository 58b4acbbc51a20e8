package activitywatch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/activitywatch/pulse"
)

// An event comes back from the log with the heartbeats that made it.
func TestHeartbeatsComeBack(t *testing.T) {
	b := &event.Bucket{ID: "a \"b\"\x01", Type: typeWindow}
	length := rapid.SampledFrom([]when.Instant{0, 0, 0, 5, when.Hour})
	rapid.Check(t, func(t *rapid.T) {
		e := event.Event{At: when.Instant(rapid.Int64Range(-1e15, 4e15).Draw(t, "at")), Data: event.Data{"app": rapid.String().Draw(t, "app"), "title": "t"}}
		var heard []pulse.Beat
		for range rapid.IntRange(1, 5).Draw(t, "beats") {
			heard = append(heard, pulse.Beat{
				At:  e.At + when.Instant(rapid.Int64Range(0, 1e9).Draw(t, "after")),
				For: length.Draw(t, "for"), Pulse: length.Draw(t, "pulse"), Key: Structure(b.Type, e.Data), Data: e.Data.Canonical(),
			})
		}
		beat, _ := Keep{Titles: true}.Beat(b, e, heard...)
		back, again, err := Parse(b.Type, &beat)
		if err != nil || back.At != e.At || !slices.Equal(again, heard) {
			t.Fatalf("%v comes back from %s as %v: %v", heard, beat.Raw, again, err)
		}
	})
}

// An event that was taken back says so, takes no time, and says no more than
// where it was.
func TestWhatIsGone(t *testing.T) {
	b := &event.Bucket{ID: "w", Type: typeTab}
	e := event.Event{At: 5, For: 7, Data: event.Data{"url": "https://example.org/secret", "title": "Secret", "incognito": true}}
	gone := Gone(b, e)
	if gone.Type != TypeGone || gone.For != 0 || gone.Entity != "" || gone.Key != KeyOf(b, e) {
		t.Errorf("it is %+v", gone)
	}
	if want := `{"bucket":"w","timestamp":"1970-01-01T00:00:00.000005Z","duration":0,"data":{"domain":"example.org","incognito":true}}`; string(gone.Raw) != want {
		t.Errorf("it says %s", gone.Raw)
	}
}
