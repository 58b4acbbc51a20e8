package day

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// TestWhatWasHeardIsNamedBySign: a source that nobody here knows says what its beats
// are signs of, and that decides which of their words `why` shows.
func TestWhatWasHeardIsNamedBySign(t *testing.T) {
	sources := logbook.Sources{
		{Name: "door", Sees: []logbook.Class{logbook.Hands}, Sign: func(b *logbook.Beat) logbook.Sign {
			return logbook.Sign{Of: map[string]logbook.SignOf{"in": logbook.OfHere, "out": logbook.OfGone}[b.Category]}
		}},
		{Name: "log", Sees: []logbook.Class{logbook.Turns}},
	}
	for _, c := range []struct {
		beat logbook.Beat
		want string
	}{
		{logbook.Beat{Lane: logbook.Lane{Source: "door"}, Type: "opened", Category: "in"}, "in"},
		{logbook.Beat{Lane: logbook.Lane{Source: "door"}, Type: "opened", Category: "out"}, "out"},
		{logbook.Beat{Lane: logbook.Lane{Source: "door"}, Type: "opened", Category: "painted"}, ""},
		{logbook.Beat{Lane: logbook.Lane{Source: "door"}, Category: "in", Entity: "the back door"}, "the back door"},
		{logbook.Beat{Lane: logbook.Lane{Source: "log"}, Entity: "17", Project: "mill"}, "mill"},
	} {
		c.beat.At, c.beat.For = 9*when.Hour, when.Minute
		var heard WhyHeard
		if heard.add(c.beat, sources, time.UTC); heard.What != c.want || heard.Beats != 1 || heard.To != "09:01" {
			t.Errorf("%+v is shown as %+v", c.beat, heard)
		}
	}
}
