package told

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/backsight/backsight/internal/logbook"
)

// FuzzReaders: whatever a file holds, reading it ends, and what is told can be kept.
func FuzzReaders(f *testing.F) {
	f.Add(0, []byte(`{"uuid":"a","sessionId":"s","timestamp":"2026-05-05T11:08:46Z","type":"assistant","usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":7,"totalTokenCount":14,"cachedContentTokenCount":99}}`))
	f.Add(0, []byte(`{"type":"system","subtype":"parent_session","systemPayload":{"parentSessionId":"t"}}`))
	f.Add(1, []byte(`{"id":"m","role":"assistant","tokens":{"input":1,"cache":{"read":2}},"time":{"created":1781886357000,"completed":1}}`))
	f.Add(2, []byte(`[{"ts":1781886356000,"say":"task","text":"x"},{"ts":1781886357000,"say":"api_req_started","text":"{\"request\":\"Current Working Directory (/a)\",\"tokensIn\":5,\"cost\":1}"},{"ts":1}]`))
	f.Add(3, []byte(`{"ts":1789000000,"tool":"other","kind":"answer","input_tokens":3,"cost":0.1}`))
	f.Fuzz(func(t *testing.T, which int, text []byte) {
		var turns []Turn
		keep := func(turn Turn) error {
			turns = append(turns, turn)
			return nil
		}
		switch which & 3 {
		case 0:
			var q Qwen
			for line := range bytes.Lines(text) {
				turn, _ := q.Line(bytes.TrimSuffix(line, []byte("\n")))
				_ = keep(turn)
			}
		case 1:
			turn, _ := Stored(text, "m", "s", Beside{func(string) Session { return Session{} }, func(string) []Part { return nil }})
			_ = keep(turn)
		case 2:
			if _, err := (&Task{Name: "n"}).Read(t.Context(), bytes.NewReader(text), keep); err != nil {
				t.Fatal(err)
			}
		case 3:
			_, turn, _ := Neutral(text)
			_ = keep(turn)
		}
		for _, turn := range turns {
			k := turn.Body.Tokens
			if turn.For < 0 || turn.Body.Length < 0 || k != nil && min(k.In, k.Out, k.Reasoning, k.Write5m, k.Read) < 0 {
				t.Errorf("%+v %+v", turn, k)
			}
			if !json.Valid([]byte(logbook.Body(turn.Body))) {
				t.Errorf("%+v cannot be kept", turn)
			}
		}
	})
}
