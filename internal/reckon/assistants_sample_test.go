package reckon_test

import (
	"context"
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
)

// turns is a sink that keeps the turns it is given, whatever they repeat.
type turns struct {
	list []timeline.AgentTurn
	bad  []string
}

func (s *turns) Put(_ context.Context, batch logbook.Batch) (logbook.Kept, error) {
	for _, e := range batch.Entries {
		switch {
		case e.Beat != nil:
			s.list = append(s.list, timeline.TurnOf(e.Beat))
		case e.Bad != nil:
			s.bad = append(s.bad, e.Bad.What)
		}
	}
	return logbook.Kept{}, nil
}

// sample reads the made-up logs of one tool; without them the test is skipped.
func sample(t *testing.T, name string) *turns {
	t.Helper()
	corpora := os.Getenv("BACKSIGHT_CORPORA")
	if corpora == "" {
		t.Skip("SKIPPED: the samples of assistants' logs are not here; set BACKSIGHT_CORPORA to their folder")
	}
	return readAt(t, filepath.Join(corpora, "assistant-samples", name))
}

// readAt reads the logs of one tool.
func readAt(t *testing.T, path string) *turns {
	t.Helper()
	s := &turns{}
	err := assistant.Source{Machine: "m"}.Pull(t.Context(), source.Ask{
		Self: who.Self{Person: 1}, Sink: s, Now: when.Unix(1_795_000_000), By: "test",
		Place: logbook.Place{Source: "assistant", Machine: "m", Name: "x", URI: path},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// total is the tokens and counts of what was read.
type total struct {
	Tokens                    logbook.Tokens
	Answers, Prompts, History int // answers that passed any token
}

func totalOf(turns []timeline.AgentTurn) (sum total) {
	for _, t := range timeline.Distinct(turns) {
		if t.Tokens != nil && t.Tokens.Sum() > 0 {
			sum.Answers, sum.Tokens = sum.Answers+1, sum.Tokens.Add(*t.Tokens)
		}
		switch {
		case t.Type == logbook.TurnPrompt && t.History:
			sum.History++
		case t.Type == logbook.TurnPrompt && !t.Command:
			sum.Prompts++
		}
	}
	return sum
}

// TestClaudeSample: an answer that grew, a sub-agent that repeats its parent, a
// tool's result and a command are each told apart.
func TestClaudeSample(t *testing.T) {
	s := sample(t, "claude")
	want := total{
		Tokens:  logbook.Tokens{In: 65, Out: 256, Write5m: 600, Write1h: 400, Read: 12600},
		Answers: 4, Prompts: 2, History: 2,
	}
	if diff := cmp.Diff(want, totalOf(s.list)); diff != "" {
		t.Error(diff)
	}
	if len(s.bad) != 1 {
		t.Errorf("bad rows: %v, want the line that was cut", s.bad)
	}
}

// TestCodexSample: a count twice, one that only the total tells, and a sub-agent
// that repeats its parent.
func TestCodexSample(t *testing.T) {
	s := sample(t, "codex")
	var parent, side []timeline.AgentTurn
	for _, turn := range s.list {
		if turn.Side {
			side = append(side, turn)
		} else {
			parent = append(parent, turn)
		}
	}
	want := total{Tokens: logbook.Tokens{In: 2750, Read: 750, Out: 150, Reasoning: 275}, Answers: 2, Prompts: 1}
	if diff := cmp.Diff(want, totalOf(parent)); diff != "" {
		t.Error(diff)
	}
	want = total{Tokens: logbook.Tokens{In: 40, Out: 5, Reasoning: 1}, Answers: 1}
	if diff := cmp.Diff(want, totalOf(side)); diff != "" {
		t.Error(diff)
	}
	for _, turn := range s.list {
		if turn.Session != "aaaa" || turn.Cwd != "/home/ada/src/ledger" {
			t.Errorf("session %q in %q", turn.Session, turn.Cwd)
		}
	}
}

// TestOtherSamples: the tokens of the rest, in buckets that do not overlap.
func TestOtherSamples(t *testing.T) {
	for name, want := range map[string]total{
		"gemini":                       {Tokens: logbook.Tokens{In: 300, Read: 600, Out: 40, Reasoning: 25}, Answers: 1, Prompts: 1},
		"copilot":                      {Tokens: logbook.Tokens{In: 300, Read: 600, Out: 33}, Answers: 1, Prompts: 1},
		"aider/.aider.chat.history.md": {},
	} {
		s := sample(t, name)
		if diff := cmp.Diff(want, totalOf(s.list)); diff != "" || len(s.list) == 0 || len(s.bad) > 0 {
			t.Errorf("%s: %d turns, %v bad: %s", name, len(s.list), s.bad, diff)
		}
	}
}
