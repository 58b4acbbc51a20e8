package reckon_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestReportedLogs: logs that other programs were reported to count wrongly, each
// rebuilt, with the right value.
func TestReportedLogs(t *testing.T) {
	corpora := os.Getenv("BACKSIGHT_CORPORA")
	if corpora == "" {
		t.Skip("SKIPPED: the rebuilt reports are not here; set BACKSIGHT_CORPORA to the folder that holds reports")
	}
	paid := logbook.Tokens{In: 30, Out: 600, Write5m: 1600, Read: 2500}
	for name, want := range map[string]reported{
		"01-claude-resumed.claude":      {total{paid, 3, 3, 0}, 2, 0},
		"02-claude-sdk-fork.claude":     {total{paid, 3, 3, 0}, 2, 0},
		"03-claude-advisor.claude":      {total{logbook.Tokens{In: 160_002, Out: 8500, Write5m: 8000, Read: 200_000}, 2, 1, 0}, 1, 0},
		"05-codex-replay-tick.codex":    {total{logbook.Tokens{In: 300, Out: 40, Reasoning: 10, Read: 200}, 1, 0, 0}, 1, 1},
		"06-codex-said-again.codex":     {total{logbook.Tokens{In: 2500, Out: 200, Read: 500}, 2, 2, 0}, 1, 0},
		"07-copilot-shutdown.copilot":   {total{logbook.Tokens{In: 6000, Out: 200, Read: 54_000}, 2, 2, 0}, 1, 0},
		"54-claude-nobody-typed.claude": {total{logbook.Tokens{In: 13, Out: 130}, 13, 1, 0}, 1, 12},
	} {
		got := reportedOf(t, filepath.Join(corpora, "reports", name))
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(reported{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// reported is what logs come to.
type reported struct {
	total
	sessions int
	requests int // that nobody typed
}

func reportedOf(t *testing.T, path string) (out reported) {
	t.Helper()
	turns := turnsAt(t, path)
	out.total = totalOf(turns)
	sessions := map[string]bool{}
	for _, turn := range timeline.Distinct(turns) {
		if sessions[turn.Session] = true; turn.Type == logbook.TurnRequest {
			out.requests++
		}
	}
	out.sessions = len(sessions)
	return out
}

// turnsAt are the turns in the logs of one tool, as they are kept.
func turnsAt(t *testing.T, path string) (turns []timeline.AgentTurn) {
	t.Helper()
	b := &sourcetest.Book{}
	err := assistant.Source{Machine: "m"}.Pull(t.Context(), source.Ask{
		Self: who.Self{Person: 1}, Sink: b, Now: when.Unix(1_795_000_000), By: "test",
		Place: logbook.Place{Source: "assistant", Machine: "m", Name: "x", URI: path},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, beat := range b.Beats(path) {
		if beat.Type != logbook.TurnCopy {
			turns = append(turns, timeline.TurnOf(&beat))
		}
	}
	return turns
}
