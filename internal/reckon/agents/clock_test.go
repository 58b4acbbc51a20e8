package agents

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// The clock goes by steps as timeline.Runs goes by beats, wherever they are cut and
// joined.
func TestTheClockIsThatOfRuns(t *testing.T) {
	sources := all.Declared()
	read := timeline.Clock(sources)
	rapid.Check(t, func(t *rapid.T) {
		at := logbook.EarliestBeat + when.Hour
		var beats []logbook.Beat
		var whole, part []step
		c := clock{open: map[string]*running{}}
		for range rapid.IntRange(0, 40).Draw(t, "beats") {
			at += when.Instant(rapid.IntRange(0, 14).Draw(t, "half minutes")) * when.Minute / 2
			b := logbook.Beat{
				Lane: logbook.Lane{Source: "assistant", Program: "claude-code"}, Session: "s", At: at, For: when.Instant(rapid.SampledFrom([]int{0, 0, 1, 9}).Draw(t, "for")) * when.Minute,
				Type: rapid.SampledFrom([]string{logbook.TurnPrompt, logbook.TurnAnswer, logbook.TurnTool, logbook.TurnPresence}).Draw(t, "kind"),
			}
			sign, length := read(&b)
			// A cut is a midnight: nothing of one instant lies on both sides.
			if len(beats) > 0 && beats[len(beats)-1].At < at && rapid.IntRange(0, 4).Draw(t, "cut") == 0 {
				c.take("s", join(inOrder(part)))
				part = nil
			}
			beats = append(beats, b)
			if sign != logbook.AgentNone {
				whole, part = append(whole, stepOf(b.At, length, sign)), append(part, stepOf(b.At, length, sign))
			}
		}
		c.take("s", join(inOrder(part)))
		within := when.Span{From: logbook.EarliestBeat + when.Hour + when.Minute, To: at}
		union, sum := c.minutes(within)
		wantUnion, wantSum := timeline.AgentMinutes(timeline.Runs(beats, sources), within)
		if union != wantUnion || sum != wantSum {
			t.Errorf("%d and %d, want %d and %d, of %v", union, sum, wantUnion, wantSum, whole)
		}
		once := join(inOrder(slices.Clone(whole)))
		if again := join(slices.Clone(once)); !slices.Equal(once, again) {
			t.Errorf("joined again %v is %v", once, again)
		}
	})
}

func inOrder(list []step) []step {
	slices.SortFunc(list, byStep)
	return list
}
