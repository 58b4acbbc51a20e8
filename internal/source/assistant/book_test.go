package assistant_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/assistant"
)

var now = when.Unix(1_795_000_000) // 2026-11-18

// book keeps beats as the store does: of two with one key the one that says more.
type book struct {
	batches  int
	beats    map[string]logbook.Beat
	bad      []logbook.BadRow
	position logbook.Position
}

func (b *book) Put(_ context.Context, batch logbook.Batch) (logbook.Kept, error) {
	if b.beats == nil {
		b.beats = map[string]logbook.Beat{}
	}
	b.batches++
	for _, e := range batch.Entries {
		switch {
		case e.Beat != nil:
			was, had := b.beats[e.Beat.Key]
			if !had || was.More < e.Beat.More || was.More == e.Beat.More && string(was.Raw) < string(e.Beat.Raw) {
				b.beats[e.Beat.Key] = *e.Beat
			}
		case e.Bad != nil:
			b.bad = append(b.bad, *e.Bad)
		}
	}
	if batch.Position != nil {
		b.position = batch.Position
	}
	return logbook.Kept{}, nil
}

// pull reads a place on from where the book stands.
func pull(t *testing.T, b *book, dir string) {
	t.Helper()
	err := assistant.Source{Machine: "m"}.Pull(t.Context(), source.Ask{
		Self: who.Self{Person: 1}, Place: logbook.Place{Source: "assistant", Machine: "m", Name: "x", URI: dir},
		Position: b.position, Sink: b, Now: now, By: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sample is a folder of the made-up logs; without them the test is skipped.
func sample(t *testing.T, name string) string {
	t.Helper()
	corpora := os.Getenv("BACKSIGHT_CORPORA")
	if corpora == "" {
		t.Skip("SKIPPED: the samples of assistants' logs are not here; set BACKSIGHT_CORPORA to their folder")
	}
	return filepath.Join(corpora, "assistant-samples", name)
}
