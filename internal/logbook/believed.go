package logbook

import "github.com/backsight/backsight/internal/base/when"

// What is believed of the clocks of those who send beats, and of the dates of events.
// Every room that reads or keeps them goes by these.
const (
	// EarliestBeat is 1990-01-01 in UTC: a beat dated before it has come from a
	// wrong clock. It is kept and takes no part. An event from before it does not say
	// that its calendar was kept then.
	EarliestBeat when.Instant = 631_152_000 * when.Second

	// ClockAhead is how far ahead of ours the clock of a client may be. A beat that
	// lies further ahead takes no part until its time has come.
	ClockAhead = when.Hour

	// KeystrokeTimeout is how long a heartbeat speaks for: WakaTime's own "keystroke
	// timeout", 15 minutes until somebody asks for another.
	KeystrokeTimeout = 15 * when.Minute

	// LongestEvent is how long one event is believed: a watcher that said the same
	// for days was left running, and no day may hang on what began a week before it.
	LongestEvent = 24 * when.Hour
)

// Past is when something was said, or, where that is further in the future than a clock may
// be ahead, before what is said at an instant: what such a clock said hides nothing.
func Past(said, at, clock when.Instant) when.Instant {
	if said > clock+ClockAhead {
		return min(said, at-1)
	}
	return said
}
