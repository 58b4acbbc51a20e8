package measure_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

func layers(levels timeline.Levels) (out []string) {
	for _, l := range measure.Layers(levels) {
		out = append(out, fmt.Sprintf("%d %s: %s", l.Level, l.Name, l.Words))
	}
	return out
}

// TestLayersFollowTheTable: works that a person puts at different levels part, and
// every layer stands at its level.
func TestLayersFollowTheTable(t *testing.T) {
	usual := timeline.UsualLevels()
	want := []string{
		"0 hand: making, by hand", "0 assisted: making, with an assistant", "1 unclear: with an assistant, or delegated",
		"0 aside: learning and operating", "1 reviewing: reviewing", "2 leading: mentoring and hiring", "3 coordinating: coordinating and administering",
	}
	if diff := cmp.Diff(want, layers(usual)); diff != "" {
		t.Errorf("usual (-want +got):\n%s", diff)
	}
	mine := usual.Edited(timeline.Levels{timeline.Making: 1, timeline.Mentoring: 0, timeline.Reviewing: 4})
	want = []string{
		"1 hand: making, by hand", "1 assisted: making, with an assistant", "2 unclear: with an assistant, or delegated",
		"0 aside: learning and operating", "0 mentoring: mentoring", "2 hiring: hiring", "3 coordinating: coordinating and administering", "4 reviewing: reviewing",
	}
	if diff := cmp.Diff(want, layers(mine)); diff != "" {
		t.Errorf("edited (-want +got):\n%s", diff)
	}
}

// TestRemoveFollowsTheTable counts a day with and without what the person said.
func TestRemoveFollowsTheTable(t *testing.T) {
	h := berlin(t)
	d := timeline.Day{Day: tuesday, Span: tuesday.Span(h.Zone(tuesday)), Stints: []timeline.Stint{
		done(h, hour(9, 0), hour(10, 0), timeline.Making, timeline.ByHand, timeline.RuleByHand, work),
		done(h, hour(12, 0), hour(12, 30), timeline.Reviewing, "", timeline.RuleActivity, work),
	}, Planned: []timeline.Stint{stint(h, tuesday, hour(13, 0), hour(14, 0), timeline.Mentoring, 0.5, work)}}
	for _, c := range []struct {
		said                 timeline.Levels
		remove, planned, all float64
	}{
		{nil, 30, 60, 90},
		{timeline.Levels{timeline.Reviewing: 3}, 90, 60, 90},
		{timeline.Levels{timeline.Making: 1, timeline.Mentoring: 0}, 90, 0, 90},
	} {
		if c.said != nil {
			h.Levels = timeline.UsualLevels().Edited(c.said)
		}
		remove, planned, all := measure.RemoveLevel.Of(d, h, "all"), measure.PotentialRemove.Of(d, h, "all"), measure.PlacedMinutes.Of(d, h, "all")
		if remove != c.remove || planned != c.planned || all != c.all {
			t.Errorf("%v: %g, planned %g, of %g minutes", c.said, remove, planned, all)
		}
	}
}
