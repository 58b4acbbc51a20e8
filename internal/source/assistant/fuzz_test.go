package assistant_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/source/sourcetest"
)

// FuzzDecoders: whatever a file of a tool holds, reading it ends, what is put
// can be kept, and reading it in two pieces gives the same turns.
func FuzzDecoders(f *testing.F) {
	files := []string{
		"projects/p/s.jsonl", "history.jsonl", "sessions/2026/11/02/rollout-a.jsonl", "tmp/h/chats/session-a.json",
		"tmp/h/chats/session-a.jsonl", "session-state/c.jsonl", "otel/o.jsonl", ".aider.chat.history.md", "x.assistant.jsonl",
		"projects/p/chats/q.jsonl", "storage/message/s/m.json", "tasks/1/ui_messages.json",
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
		{0, `{"type":"progress","uuid":"p","sessionId":"s","timestamp":"2026-11-02T09:00:00Z","data":{"agentId":"z","message":{"type":"assistant","uuid":"q","message":{"id":"m","usage":{"input_tokens":1}}}}}` + "\n"},
		{0, `{"type":"user","uuid":"f","sessionId":"t","timestamp":"2026-11-02T09:00:00Z","origin":{"kind":"peer"},"forkedFrom":{"sessionId":"s","messageUuid":"u"},"message":{"content":"x"}}` + "\n"},
		{0, `{"type":"assistant","uuid":"a","timestamp":"2026-11-02T09:00:00Z","message":{"id":"m","usage":{"input_tokens":3,"iterations":[{"type":"message","input_tokens":3},{"type":"advisor_message","model":"x","input_tokens":9}]}}}` + "\n"},
		{0, `{"type":"user","uuid":"t","timestamp":"2026-11-02T09:00:00Z","message":{"content":[{"type":"tool_result"}]},"toolUseResult":{"agentId":"z","totalTokens":5,"usage":{"output_tokens":5}}}` + "\n"},
		{2, `{"timestamp":"2026-11-02T10:00:00Z","type":"session_meta","payload":{"id":"b","forked_from_id":"a"}}` + "\n" + rollout},
		{9, `{"uuid":"a","sessionId":"s","timestamp":"2026-05-05T11:08:46Z","type":"assistant","message":{"parts":[{"text":"x"},{"functionCall":{"name":"y"}}]},"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":7,"totalTokenCount":14,"cachedContentTokenCount":99}}` + "\n"},
		{9, `{"uuid":"p","sessionId":"s","timestamp":"2026-05-05T11:08:46Z","type":"system","subtype":"parent_session","systemPayload":{"parentSessionId":"t"}}` + "\n" + `{"uuid":"u","sessionId":"s","timestamp":"2026-05-05T11:08:47Z","type":"user","forkedFrom":{"sessionId":"r"},"message":{"parts":[{"text":"x"}]}}` + "\n"},
		{10, `{"id":"m","sessionID":"s","role":"assistant","modelID":"x","cost":0.1,"tokens":{"input":1,"cache":{"read":2}},"time":{"created":1781886357000,"completed":1781886367000}}`},
		{11, `[{"ts":1781886356000,"say":"task","text":"x"},{"ts":1781886357000,"say":"api_req_started","text":"{\"request\":\"Current Working Directory (/a)\",\"tokensIn\":5,\"cost\":1}"},{"ts":1781886358000,"say":"text"}]`},
		{5, `{"type":"session.shutdown","timestamp":"2026-11-02T12:00:01Z","data":{"modelMetrics":{"x":{"usage":{"inputTokens":40,"outputTokens":12,"cacheReadTokens":35}}}}}` + "\n"},
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
