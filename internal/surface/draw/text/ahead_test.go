package text_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// What is planned on days to come stands under the hours, a line a day, with what is
// left free of it; where nothing is planned there are no lines.
func TestWhatIsAheadIsDrawn(t *testing.T) {
	utc := func(when.Day) *time.Location { return time.UTC }
	ahead := func(free string, days ...reckon.Day) string {
		var b strings.Builder
		if err := text.Ahead(&b, days, free, utc, text.Screen{Width: 60, ASCII: true}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	meeting := reckon.DayStint{Piece: piece(10*60, 12*60, "Roadmap"), Work: "coordinating"}
	busy := aDay(reckon.Day{Planned: true, Stints: []reckon.DayStint{meeting}, Free: []reckon.Piece{piece(9*60, 10*60, ""), piece(12*60, 17*60, "")}})
	empty := aDay(reckon.Day{Planned: true})
	empty.Day, empty.From, empty.To = thursday+1, clockAt(24*60), clockAt(48*60)
	want := `
  Fri is free from 9 to 17.
  Planned ahead     08 09 10 11 12 13 14 15 16 17
  Thu 19 Nov              ######---------------
  Fri 20 Nov
  # planned   - two hours or more left free
`
	if diff := cmp.Diff(want, ahead("Fri is free from 9 to 17.", busy, empty)); diff != "" {
		t.Error(diff)
	}
	if got := ahead("", empty); got != "" {
		t.Errorf("of a day on which nothing is planned:\n%s", got)
	}
	if got := ahead("Fri is free from 9 to 17.", empty); got != "\n  Fri is free from 9 to 17.\n" {
		t.Errorf("of a day that is free:\n%s", got)
	}
}
