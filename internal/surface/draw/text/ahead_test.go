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
// left free of it; of days of which no calendar tells there is nothing.
func TestWhatIsAheadIsDrawn(t *testing.T) {
	utc := func(when.Day) *time.Location { return time.UTC }
	ahead := func(days ...reckon.Day) string {
		var b strings.Builder
		if err := text.Ahead(&b, days, "Fri is free from 9 to 17.", utc, text.Screen{Width: 60, ASCII: true}); err != nil {
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
	if diff := cmp.Diff(want, ahead(busy, empty)); diff != "" {
		t.Error(diff)
	}
	busy.Planned, busy.Stints = false, nil
	if got := ahead(busy); got != "" {
		t.Errorf("of a day of which no calendar tells:\n%s", got)
	}
}
