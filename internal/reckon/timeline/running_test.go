package timeline_test

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// A prompt typed in the very instant of an answer does not take the time before
// it from the agent, whichever of the two is told first.
func TestNoOrderWithinAnInstant(t *testing.T) {
	beat := func(kind string, second when.Instant) logbook.Beat {
		return logbook.Beat{
			Lane: logbook.Lane{Source: "assistant", Program: "claude-code"}, Type: kind, Session: "s",
			At: at(14, 9, 0) + second*1_000_000, Raw: logbook.Body(logbook.Turn{Human: kind == logbook.TurnPrompt}),
		}
	}
	first, prompt, answer := beat(logbook.TurnPrompt, 0), beat(logbook.TurnPrompt, 15), beat(logbook.TurnAnswer, 15)
	for name, beats := range map[string][]logbook.Beat{
		"the prompt first": {first, prompt, answer}, "the answer first": {first, answer, prompt},
	} {
		union, _ := timeline.AgentMinutes(timeline.Runs(beats, all.Declared()), when.Span{From: at(14, 0, 0), To: at(15, 0, 0)})
		if union != 15*1_000_000 {
			t.Errorf("%s: %d µs, want 15 s", name, union)
		}
	}
}
