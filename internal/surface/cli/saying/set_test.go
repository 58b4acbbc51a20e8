package saying_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/saying"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

var noon = when.At(time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC))

func still() when.Instant { return noon }

// mends runs commands that mend, over a store of their own.
func mends(t *testing.T) func(ctx context.Context, now func() when.Instant, args ...string) (string, error) {
	t.Helper()
	store := filepath.Join(t.TempDir(), "s.db")
	d, err := desk.Open(context.Background(), store, still)
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	return func(ctx context.Context, now func() when.Instant, args ...string) (string, error) {
		var out bytes.Buffer
		_, commands := saying.Commands(&terminal.Terminal{Out: &out, Err: &out}, &desk.Options{Now: now, Store: store, Settings: config.Default()})
		root := &cobra.Command{SilenceErrors: true, SilenceUsage: true}
		root.AddCommand(commands...)
		root.SetArgs(args)
		err := root.ExecuteContext(ctx)
		return out.String(), err
	}
}

// TestWhateverACorrectionHoldsCanBeSet by its word alone.
func TestWhateverACorrectionHoldsCanBeSet(t *testing.T) {
	run := mends(t)
	for _, word := range append(record.Set.Choices("hands"), record.Set.Choices("work")...) {
		if out, err := run(context.Background(), still, "set", "9:00", word, "--until", "10:00", "--zone", "UTC"); err != nil || out == "" {
			t.Errorf("%s: %q, %v", word, out, err)
		}
	}
}

// TestUnsetTellsWhatHappened: wherever `unset` is broken off, it either fails and has
// said nothing or takes the correction back.
func TestUnsetTellsWhatHappened(t *testing.T) {
	run := mends(t)
	if _, err := run(context.Background(), still, "set", "9:00", "reviewing", "--until", "10:00", "--zone", "UTC"); err != nil {
		t.Fatal(err)
	}
	for cut := 1; ; cut++ {
		ctx, cancel := context.WithCancel(context.Background())
		asked := 0
		out, err := run(ctx, func() when.Instant {
			if asked++; asked == cut {
				cancel()
			}
			return noon
		}, "unset", "9:00", "--zone", "UTC")
		cancel()
		switch {
		case err == nil && cut > 2 && out != "":
			return
		case err == nil || out != "":
			t.Fatalf("broken off at %d: %q, %v", cut, out, err)
		}
	}
}
