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

// What an agent was asked, by a person or not, ends its rest: the time before is none
// of its own. A copy and a sum are nothing on its clock.
func TestARequestIsNobodys(t *testing.T) {
	beat := func(kind string, second when.Instant) logbook.Beat {
		return logbook.Beat{
			Lane: logbook.Lane{Source: "assistant", Program: "claude-code"}, Type: kind, Session: "s", Key: string(rune('a' + second%26)),
			At: at(14, 9, 0) + second*1_000_000, Raw: logbook.Body(logbook.Turn{}),
		}
	}
	for kind, want := range map[string]when.Instant{
		logbook.TurnPrompt: 40, logbook.TurnRequest: 40, logbook.TurnTool: 260, logbook.TurnCopy: 260 - 20, logbook.TurnUsage: 260 - 20,
	} {
		beats := []logbook.Beat{beat(kind, 0), beat(logbook.TurnAnswer, 20), beat(kind, 240), beat(logbook.TurnAnswer, 260)}
		union, _ := timeline.AgentMinutes(timeline.Runs(beats, all.Declared()), when.Span{From: at(14, 0, 0), To: at(15, 0, 0)})
		if union != want*1_000_000 {
			t.Errorf("%s: agents worked %d s, want %d", kind, union/1_000_000, want)
		}
	}
}
