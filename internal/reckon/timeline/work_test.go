package timeline_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// TestEveryLevelCanBeSaid: the kinds of work of which a person can say a level are
// those that have one.
func TestEveryLevelCanBeSaid(t *testing.T) {
	var works []string
	for w := range maps.Keys(timeline.UsualLevels()) {
		works = append(works, string(w))
	}
	slices.Sort(works)
	if diff := cmp.Diff(works, slices.Sorted(slices.Values(record.LevelledWorks()))); diff != "" {
		t.Errorf("(-have a level +can be said):\n%s", diff)
	}
}

// TestLevelOfAStint: agents add a level, doubt has none, and what has no level in the
// table gets none by being said.
func TestLevelOfAStint(t *testing.T) {
	usual := timeline.UsualLevels()
	mine := usual.Edited(timeline.Levels{timeline.Reviewing: 3, timeline.Making: 1, timeline.Away: 4})
	for _, c := range []struct {
		of    timeline.Levels
		work  timeline.Work
		hands timeline.Hands
		want  int // -1 for none
	}{
		{usual, timeline.Making, timeline.ByHand, 0},
		{usual, timeline.Making, timeline.Delegated, 1},
		{usual, timeline.Making, timeline.CantTell, -1},
		{usual, timeline.Reviewing, "", 1},
		{usual, timeline.Unknown, "", -1},
		{mine, timeline.Reviewing, "", 3},
		{mine, timeline.Making, timeline.Delegated, 2},
		{mine, timeline.Away, "", -1},
	} {
		level, ok := c.of.Of(timeline.Stint{Work: c.work, Hands: c.hands})
		if !ok {
			level = -1
		}
		if level != c.want {
			t.Errorf("%s %s: %d, want %d", c.work, c.hands, level, c.want)
		}
	}
	if usual[timeline.Reviewing] != 1 {
		t.Error("editing a table changed the one it was made of")
	}
}
