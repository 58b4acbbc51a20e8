package assistant_test

import (
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestSuite: what every source promises, over a home with several tools.
func TestSuite(t *testing.T) {
	home := t.TempDir()
	write(t, home, map[string]string{
		".claude/projects/-home-ada/s.jsonl":                   many(0, 2500),
		".claude/projects/-home-ada/s/subagents/agent-x.jsonl": many(2400, 2600),
		".claude/history.jsonl":                                `{"display":"Grace Stranger wrote","timestamp":1789000000000,"project":"/home/ada","sessionId":"old"}` + "\n",
		".codex/sessions/2026/11/02/rollout-a.jsonl":           rollout,
		"src/ledger/.aider.chat.history.md":                    "# aider chat started at 2026-11-02 13:00:00\n\n#### Grace Stranger wrote\n",
		"notes/other.assistant.jsonl":                          `{"ts":1789000000,"tool":"other","kind":"prompt","text":"Grace Stranger wrote"}` + "\n",
		"node_modules/x/.claude/history.jsonl":                 `{"display":"not mine","timestamp":1789000000000}` + "\n",
	})
	sourcetest.Run(t, sourcetest.Case{
		Source: reader, Declared: assistant.Declared(), Root: home, Self: who.Self{Person: 1}, Now: now, Missing: filepath.Join(home, "not there"),
		Strangers: []string{"Stranger", "not mine"},
	})
}

const rollout = `{"timestamp":"2026-11-02T10:00:00.000Z","type":"session_meta","payload":{"id":"aaaa","cwd":"/home/ada/src/ledger","originator":"codex_cli_rs","git":{"branch":"main"}}}
{"timestamp":"2026-11-02T10:00:03.000Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"Grace Stranger wrote"}]}}
{"timestamp":"2026-11-02T10:00:09.000Z","type":"event_msg","payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":1000,"cached_input_tokens":250,"output_tokens":125,"reasoning_output_tokens":75},"total_token_usage":{"input_tokens":1000,"cached_input_tokens":250,"output_tokens":125,"reasoning_output_tokens":75}}}}
{"timestamp":"2026-11-02T10:03:00.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":3500,"cached_input_tokens":750,"output_tokens":425,"reasoning_output_tokens":275}}}}
`
