package logbook

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

func TestTheEarliestBeatIsOf1990(t *testing.T) {
	if want := when.At(when.Date(1990, 1, 1).Time()); EarliestBeat != want {
		t.Errorf("the earliest beat is of %s, not of %s", EarliestBeat, want)
	}
}

// What was said by a clock that was far ahead is before what is said now; a clock that is a
// little ahead is borne.
func TestWhatAClockAheadSaidIsPast(t *testing.T) {
	const now = when.Instant(1_795_000_000) * when.Second
	for _, c := range []struct{ said, at, want when.Instant }{
		{now - 1, now, now - 1},
		{now, now, now},
		{now + when.Minute, now, now + when.Minute},
		{now + ClockAhead, now, now + ClockAhead},
		{now + ClockAhead + 1, now, now - 1},
		{now + 3650*24*when.Hour, now - when.Hour, now - when.Hour - 1},
	} {
		if got := Past(c.said, c.at, now); got != c.want {
			t.Errorf("said at %v, now %v: %v, not %v", c.said, c.at, got, c.want)
		}
	}
}
