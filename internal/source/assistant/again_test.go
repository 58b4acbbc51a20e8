package assistant_test

import (
	"encoding/json"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestReadAgain: what the first version of this reader kept is read again, and what
// it took for a person's, for tokens of its own or for another session's gives way.
func TestReadAgain(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"projects/p/s.jsonl": `{"type":"user","uuid":"w","sessionId":"s","timestamp":"2026-11-02T09:00:00Z","promptSource":"system","message":{"content":"go on"}}` + "\n" +
			`{"type":"user","uuid":"f","sessionId":"s","timestamp":"2026-11-02T08:00:00Z","forkedFrom":{"sessionId":"o","messageUuid":"u"},"message":{"content":"typed"}}` + "\n",
	})
	b := &sourcetest.Book{}
	was := func(key string, hour int, tokens int64) logbook.Entry {
		at := when.At(began) + when.Instant(hour)*when.Hour
		return logbook.Entry{Beat: &logbook.Beat{
			Lane: logbook.Lane{Source: "assistant", Machine: "m", Program: "claude-code"}, Key: "claude-code " + key, At: at, More: tokens,
			Type: logbook.TurnPrompt, Entity: key, Session: "s", Raw: logbook.Body(logbook.Turn{Human: true, Length: 5}),
		}}
	}
	first := logbook.Batch{Person: 1, Place: place(dir), Entries: []logbook.Entry{was("w", 0, 1<<42), was("f", -1, 1<<42)}, Position: logbook.Position(oldPosition(t))}
	if _, err := b.Put(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := pull(t, b, dir); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, beat := range b.Beats(dir) {
		got[beat.Entity] = beat.Type + " " + beat.Session
	}
	for key, want := range map[string]string{"w": "request s", "f": "copy s", "u": "prompt o"} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
}

// oldPosition is one of the first version, which had read everything.
func oldPosition(t *testing.T) []byte {
	t.Helper()
	b, err := json.Marshal(map[string]any{"engine": 1, "files": map[string]any{"projects/p/s.jsonl": map[string]any{"s": 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
