package assistant_test

import (
	"runtime"
	"strings"
	"testing"
)

// TestASessionOfNumbers: of a session that holds megabytes of numbers in one message
// none is held, and the file is said to be no whole record.
func TestASessionOfNumbers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{".gemini/tmp/h/chats/session-1.json": `{"sessionId":"s","messages":[
{"id":"1","timestamp":"2026-11-02T08:00:00Z","type":"user","content":"hello"},
{"id":"2","timestamp":"2026-11-02T08:01:00Z","type":"gemini","content":"x","more":[` + strings.Repeat("1,\n", 20<<20) + `1]}]}`})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	beats, bad := read(t, dir+"/.gemini")
	runtime.ReadMemStats(&after)
	if len(beats) != 1 || len(bad) != 1 || after.TotalAlloc-before.TotalAlloc > 64<<20 {
		t.Errorf("%d turns, %v bad, %d bytes", len(beats), bad, after.TotalAlloc-before.TotalAlloc)
	}
}
