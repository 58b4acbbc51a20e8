package measure_test

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// A block of one's own and a shift on call are no meeting hours, and leave the
// window free: 7 of its 8 hours, round one real meeting in the middle of both.
//
//	window   |09···························17|
//	on call  ████████████████████████████████████
//	solo       ▐████▌
//	meeting              ▐██▌
func TestOwnBlocksAndShiftsTakeNothing(t *testing.T) {
	h := berlin(t)
	zone := h.Zone(tuesday)
	h.Topic = func(o logbook.Occurrence) timeline.Topic {
		switch o.Summary {
		case "solo":
			return timeline.Solo()
		case "shift":
			return timeline.Topic{Name: "on_call", Work: timeline.Operating}
		}
		return timeline.Unsorted()
	}
	solo := invited(zone, tuesday, hour(9, 30), hour(11, 0), logbook.Called)
	shift := invited(zone, tuesday, hour(8, 0), hour(20, 0), logbook.Called)
	met := invited(zone, tuesday, hour(12, 0), hour(13, 0), logbook.Accepted)
	solo.Summary, shift.Summary = "solo", "shift"
	s := stretch(h, when.Days{From: tuesday, To: tuesday + 1}, solo, shift, met)
	got := told(s)
	for name, want := range map[string]float64{"meeting_load": 5, "potential_focus": 35, "after_hours": 0, "window_share": 1.0 / 8} {
		if got[name].Value != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if cost := measure.Marginal(s.Days[0], h); cost[0] != 0 || cost[1] != 0 || cost[2] != when.Hour {
		t.Errorf("they break up %v", cost)
	}
}

// A planned event over three days is in the window of each of them, and the minute
// that makes it a day long changes a minute: there is no cliff at 24 hours.
func TestDaysLongMeetingsHaveNoCliff(t *testing.T) {
	h := berlin(t)
	zone := h.Zone(tuesday)
	week := when.Days{From: tuesday - 1, To: tuesday + 4}
	offsite := invited(zone, tuesday-1, hour(9, 0), 2*24*60+hour(17, 0), logbook.Accepted)
	got := told(stretch(h, week, offsite))
	for name, want := range map[string]float64{"meeting_load": 24, "after_hours": 0, "potential_focus": 16, "window_share": 0.6} {
		if v := got[name].Value; v < want-1e-9 || v > want+1e-9 {
			t.Errorf("%s is %v, want %v", name, v, want)
		}
	}
	load := func(minutes int) float64 {
		return told(stretch(h, week, invited(zone, tuesday, hour(9, 0), hour(9, 0)+minutes, logbook.Accepted)))["meeting_load"].Value
	}
	if short, long := load(24*60-1), load(24*60); long < short || long-short > 1.5/60 {
		t.Errorf("a minute less than a day counts %v hours, a day %v", short, long)
	}
}
