package draw_test

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// A commit of 22:45 in New York is one of that day, drawn at 22:45, though at home it
// was 2:45 on the next.
func TestAnActIsDrawnByItsOwnClock(t *testing.T) {
	day := when.Date(2025, 10, 15)
	night := (day + 1).At(time.UTC, 2*60+45)
	d := reckon.Day{Day: day, From: day.At(time.UTC, 0), To: (day + 1).At(time.UTC, 0), Lanes: []reckon.Lane{
		{Name: logbook.LaneCommits, Pieces: []reckon.Piece{{From: day.At(time.UTC, 600), To: day.At(time.UTC, 600), Clock: "10:00"}, {From: night, To: night, Clock: "22:45 -04:00"}}},
	}}
	drawn := draw.ByClock(d, time.UTC).Lanes[0].Pieces
	if want := day.At(time.UTC, 22*60+45); drawn[1].From != want || drawn[1].To != want || drawn[0].From != d.Lanes[0].Pieces[0].From {
		t.Errorf("they are drawn at %s and %s", drawn[0].From, drawn[1].From)
	}
	if d.Lanes[0].Pieces[1].From != night {
		t.Error("the day that was given is another now")
	}
	if from, to := draw.DayHours(draw.ByClock(d, time.UTC), time.UTC, 0); from > drawn[0].From || to < drawn[1].From {
		t.Errorf("the hours drawn are %s to %s", from, to)
	}
}
