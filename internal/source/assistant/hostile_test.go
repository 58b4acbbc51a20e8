package assistant_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestWhatIsTooLongInALog: a message of megabytes of numbers, and a line of nothing but
// brackets. Neither is held, each is said, and what else there is is kept.
func TestWhatIsTooLongInALog(t *testing.T) {
	for name, files := range map[string]map[string]string{
		".gemini": {"tmp/h/chats/session-1.json": `{"sessionId":"s","messages":[
{"id":"1","timestamp":"2026-11-02T08:00:00Z","type":"user","content":"hello"},
{"id":"2","timestamp":"2026-11-02T08:01:00Z","type":"gemini","content":"x","more":[` + strings.Repeat("1,\n", 20<<20) + `1]}]}`},
		".claude": {"projects/p/s.jsonl": prompt(1, 1, "short") + `{"type":"user","more":` + strings.Repeat("[", 20<<20) + "\n"},
	} {
		dir := t.TempDir() + "/" + name
		write(t, dir, files)
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		b := &sourcetest.Book{}
		err := pull(t, b, dir)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; len(b.Beats(dir)) != 1 || fault.KindOf(err) != fault.Incomplete || used > 64<<20 {
			t.Errorf("%s: %d turns, %v, %d bytes", name, len(b.Beats(dir)), err, used)
		}
	}
}
