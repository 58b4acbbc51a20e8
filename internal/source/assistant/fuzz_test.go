package assistant_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// FuzzDecoders: whatever a file of a tool holds, reading it ends, what is put
// can be kept, and reading it in two pieces gives the same turns.
func FuzzDecoders(f *testing.F) {
	files := []string{
		"projects/p/s.jsonl", "history.jsonl", "sessions/2026/11/02/rollout-a.jsonl", "tmp/h/chats/session-a.json",
		"tmp/h/chats/session-a.jsonl", "session-state/c.jsonl", "otel/o.jsonl", ".aider.chat.history.md", "x.assistant.jsonl",
	}
	for _, seed := range []struct {
		which int
		text  string
	}{
		{0, prompt(1, 1, "words") + answer(1, 2, 3)},
		{1, `{"display":"x","timestamp":1789000000000,"sessionId":"o"}` + "\n"},
		{2, rollout},
		{3, `{"sessionId":"g","messages":[{"id":"u","timestamp":"2026-11-02T11:00:00Z","type":"user","content":"x"}]}`},
		{4, `{"id":"u","timestamp":"2026-11-02T11:00:00Z","type":"gemini","tokens":{"input":3,"cached":9}}` + "\n"},
		{5, `{"type":"user.message","timestamp":"2026-11-02T12:00:01Z","data":{"content":"x"}}` + "\n"},
		{6, `{"startTime":[1793622000,0],"endTime":[1793622004,0],"attributes":{"gen_ai.operation.name":"chat","gen_ai.response.id":"r1","gen_ai.usage.input_tokens":900}}` + "\n"},
		{7, "# aider chat started at 2026-11-02 13:00:00\n"},
		{8, `{"ts":1789000000,"tool":"other","kind":"answer","input_tokens":3,"cost":0.1}` + "\n"},
	} {
		f.Add(seed.which, []byte(seed.text), len(seed.text)/2)
	}
	f.Fuzz(func(t *testing.T, which int, text []byte, cut int) {
		name := files[(which%len(files)+len(files))%len(files)]
		dir := t.TempDir()
		uri := dir
		if which := filepath.Base(name); which == ".aider.chat.history.md" || which == "x.assistant.jsonl" {
			uri = filepath.Join(dir, which)
		}
		write(t, dir, map[string]string{name: string(text)})
		whole, pieces := &sourcetest.Book{}, &sourcetest.Book{}
		if err := pull(t, whole, uri); err != nil {
			return // no log of a tool
		}
		for _, b := range whole.Beats(uri) {
			if fact := b.Fact(1); fact.Check() != nil || !json.Valid(b.Raw) || b.At == 0 {
				t.Errorf("%+v cannot be kept: %v", b, fact.Check())
			}
		}
		for _, bad := range whole.Bad(uri) {
			if bad.Row != "" || bad.What == "" {
				t.Errorf("a bad row that says %q and holds %q", bad.What, bad.Row)
			}
		}
		cut = min(max(0, cut), len(text))
		write(t, dir, map[string]string{name: string(text[:cut])})
		if err := pull(t, pieces, uri); err != nil {
			return
		}
		add(t, filepath.Join(dir, filepath.FromSlash(name)), string(text[cut:]))
		if err := pull(t, pieces, uri); err != nil {
			t.Fatal(err)
		}
		if len(pieces.Beats(uri)) < len(whole.Beats(uri)) {
			t.Errorf("%d turns in two pieces, %d at once", len(pieces.Beats(uri)), len(whole.Beats(uri)))
		}
	})
}

// FuzzSlim: what is cut from a line is never its structure: JSON stays JSON, and
// a line without long strings stays as it is.
func FuzzSlim(f *testing.F) {
	f.Add([]byte(`{"a":"b\"\\cA","n":[1,2]}`), 0)
	f.Add([]byte(`{"a":"\\"}`), 5000)
	f.Fuzz(func(t *testing.T, line []byte, times int) {
		if bytes.ContainsAny(line, "\n\r") || !json.Valid(line) {
			return
		}
		long := bytes.ReplaceAll(line, []byte("A"), bytes.Repeat([]byte(`A`), min(max(1, times), 5000)))
		got := assistant.Slim(long)
		if !json.Valid(got) {
			t.Errorf("%s became %s", long, got)
		}
		if len(long) < 1000 && !bytes.Equal(got, bytes.TrimSpace(long)) {
			t.Errorf("%s became %s", long, got)
		}
	})
}
