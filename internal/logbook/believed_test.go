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
