package activitywatch

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestWhatIsTooLongInAnExport: a string, a run of blank lines and a list of numbers of
// many megabytes. What came before is kept; none is held.
func TestWhatIsTooLongInAnExport(t *testing.T) {
	for name, text := range map[string]string{
		"string":  `{"timestamp":"2026-11-02T08:00:00Z","duration":60,"data":{"app":"` + strings.Repeat("x", 20<<20) + `"}}`,
		"lines":   strings.Repeat("\n", 20<<20) + `{"timestamp":"2026-11-02T08:00:00Z","duration":60,"data":{"app":"x"}}`,
		"numbers": `{"timestamp":"2026-11-02T08:00:00Z","duration":60,"data":{"app":[` + strings.Repeat("1,", 10<<20) + `1]}}`,
	} {
		path := filepath.Join(t.TempDir(), "aw-buckets-export.json")
		export := `{"buckets":{"aw-watcher-window_x":{"id":"aw-watcher-window_x","type":"currentwindow","client":"aw-watcher-window","hostname":"x","events":[
{"timestamp":"2026-11-01T08:00:00Z","duration":60,"data":{"app":"x"}},` + text + `]}}}`
		if err := os.WriteFile(path, []byte(export), 0o600); err != nil {
			t.Fatal(err)
		}
		b, s := &sourcetest.Book{}, Source{}
		p := found(t, s, path)
		err := s.Pull(t.Context(), ask(b, p))
		if fault.KindOf(err) != fault.Incomplete || !errors.Is(err, bounded.ErrLong) || len(b.Beats(path)) != 1 {
			t.Errorf("%s: %d events, %v", name, len(b.Beats(path)), err)
		}
	}
}

// TestLinesAreCountedAndNotKept: the ends of lines that were passed take no memory.
func TestLinesAreCountedAndNotKept(t *testing.T) {
	l := &lines{in: strings.NewReader(strings.Repeat("a\n", 1<<20))}
	l.used = func() int64 { return max(0, l.off-4096) }
	b := make([]byte, 4096)
	for {
		if _, err := l.Read(b); err != nil {
			break
		}
		if len(l.ends) > 8192 {
			t.Fatalf("%d ends of lines are kept", len(l.ends))
		}
	}
	if n := l.at(2 << 20); n != 1<<20+1 {
		t.Errorf("the end lies in line %d", n)
	}
}
