package assistant_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/sourcetest"
	"github.com/backsight/backsight/internal/store/foreign"
)

var (
	reader = assistant.Source{Machine: "m", Rows: foreign.Rows}
	began  = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	now    = when.Unix(1_795_000_000) // 2026-11-18
)

// write puts files into a folder.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		writeTo(t, dir, name, text)
	}
}

func writeTo(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// add puts text at the end of a file.
func add(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// pull reads a place on from where the book stands.
func pull(t *testing.T, b *sourcetest.Book, path string) error {
	t.Helper()
	return reader.Pull(t.Context(), source.Ask{
		Self: who.Self{Person: 1}, Place: place(path), Position: b.Position(path), Sink: b, Now: now, By: "test",
	})
}

func place(path string) logbook.Place {
	return logbook.Place{Source: "assistant", Machine: "m", Name: "x", URI: path}
}

// read is what a place holds, read at once.
func read(t *testing.T, path string) ([]logbook.Beat, []logbook.BadRow) {
	t.Helper()
	b := &sourcetest.Book{}
	if err := pull(t, b, path); err != nil {
		t.Fatal(err)
	}
	return b.Beats(path), b.Bad(path)
}

// answer is a line of a transcript: minute says when, out how far it had come.
func answer(id, minute, out int) string {
	return fmt.Sprintf(`{"type":"assistant","uuid":"a%d-%d","sessionId":"s","timestamp":%q,"cwd":"/home/ada/src/ledger","gitBranch":"main","requestId":"r%d","message":{"id":"m%d","model":"claude-test-1","content":[{"type":"text","text":"..."}],"usage":{"input_tokens":3,"output_tokens":%d}}}`,
		id, out, began.Add(time.Duration(minute)*time.Minute).Format(time.RFC3339), id, id, out) + "\n"
}

// prompt is a line of a transcript in which somebody types.
func prompt(id, minute int, text string) string {
	b, _ := json.Marshal(text)
	return fmt.Sprintf(`{"type":"user","uuid":"p%d","sessionId":"s","timestamp":%q,"cwd":"/home/ada/src/ledger","gitBranch":"main","message":{"role":"user","content":%s}}`,
		id, began.Add(time.Duration(minute)*time.Minute).Format(time.RFC3339), b) + "\n"
}

// many are lines of a transcript.
func many(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		b.WriteString(answer(i, i, 7))
	}
	return b.String()
}
