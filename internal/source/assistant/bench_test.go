package assistant_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// nowhere is a sink that keeps nothing.
type nowhere struct{ beats int }

func (n *nowhere) Put(_ context.Context, b logbook.Batch) (logbook.Kept, error) {
	n.beats += len(b.Entries)
	return logbook.Kept{}, nil
}

// BenchmarkTranscript reads a transcript as they are, mostly what tools printed.
// Compare the lines of one run: "parse" only takes the same lines apart as JSON,
// which is what reading them would cost at least without cutting them first.
func BenchmarkTranscript(b *testing.B) {
	long := strings.Repeat(`words of a tool, \"quoted\", on lines\n`, 400)
	text := strings.Repeat(prompt(1, 1, "words")+answer(2, 2, 7)+strings.ReplaceAll(answer(3, 3, 7), "...", long), 500)
	dir := b.TempDir()
	writeTo(b, dir, "projects/p/s.jsonl", text)
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			sink := &nowhere{}
			if err := reader.Pull(b.Context(), source.Ask{Place: place(dir), Sink: sink, Now: now}); err != nil || sink.beats != 1500 {
				b.Fatal(err, sink.beats)
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		lines := bytes.Split([]byte(strings.TrimSpace(text)), []byte("\n"))
		for b.Loop() {
			for _, line := range lines {
				var v struct{ Type, UUID string }
				if err := json.Unmarshal(line, &v); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkFind walks a home of many folders, one of them a tool's.
func BenchmarkFind(b *testing.B) {
	home := b.TempDir()
	for i := range 1000 {
		writeTo(b, home, filepath.Join("src", strings.Repeat("d", i%7+1), strings.Repeat("e", i+1)[:i%200+1], "x.txt"), "x")
	}
	writeTo(b, home, ".claude/history.jsonl", "{}\n")
	for b.Loop() {
		n := 0
		for range reader.Find(b.Context(), home) {
			n++
		}
		if n != 1 {
			b.Fatal(n)
		}
	}
}
