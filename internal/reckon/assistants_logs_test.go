package reckon_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// TestLogs reads made-up logs, testdata/logs/*.txtar, each the smallest case of a
// kind that is easily counted wrongly, and compares what they come to with the file
// "want" in each. The comment of each says what is tried.
func TestLogs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "logs", "*.txtar"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d logs, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			logs, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir, want := t.TempDir(), 0
			place := dir
			for i, f := range logs.Files {
				if f.Name == "want" {
					want = i
					continue
				}
				path := filepath.Join(dir, filepath.FromSlash(f.Name))
				if strings.HasSuffix(f.Name, ".assistant.jsonl") {
					place = path
				}
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got := come(turnsAt(t, place))
			if os.Getenv("UPDATE_SCRIPTS") != "" {
				logs.Files[want].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(logs), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := gocmp.Diff(string(logs.Files[want].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// come is what turns come to, a line a session and a line a model.
func come(turns []timeline.AgentTurn) string {
	type session struct {
		prompts, listed, requests int
		agents                    map[string]bool
	}
	sessions, models := map[string]*session{}, map[string]logbook.Tokens{}
	for _, turn := range timeline.Distinct(turns) {
		s := sessions[turn.Session]
		if s == nil {
			s = &session{agents: map[string]bool{}}
			sessions[turn.Session] = s
		}
		switch {
		case turn.Type == logbook.TurnPrompt && turn.History:
			s.listed++
		case turn.Type == logbook.TurnPrompt:
			s.prompts++
		case turn.Type == logbook.TurnRequest:
			s.requests++
		}
		if turn.Agent != "" {
			s.agents[turn.Agent] = true
		}
		if turn.Tokens != nil && turn.Tokens.Sum() > 0 {
			name := cmp.Or(turn.Model, "unnamed")
			models[name] = models[name].Add(*turn.Tokens)
		}
	}
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(sessions)) {
		s := sessions[name]
		fmt.Fprintf(&out, "session %s: prompts %d, requests %d, agents %d\n", cmp.Or(name, "unnamed"), max(s.prompts, s.listed), s.requests, len(s.agents))
	}
	for _, name := range slices.Sorted(maps.Keys(models)) {
		k := models[name]
		fmt.Fprintf(&out, "%s: in %d, out %d, reasoning %d, written %d, read %d\n", name, k.In, k.Out, k.Reasoning, k.Write5m+k.Write1h, k.Read)
	}
	return out.String()
}
