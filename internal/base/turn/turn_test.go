package turn_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backsight/backsight/internal/base/turn"
)

// TestOneAtATime: of many only one has a turn, and all get theirs.
func TestOneAtATime(t *testing.T) {
	line, had, now := turn.New(), 0, 0
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if err := line.Take(context.Background()); err != nil {
				t.Error(err)
				return
			}
			defer line.Leave()
			if now++; now != 1 {
				t.Errorf("%d at once", now)
			}
			time.Sleep(time.Microsecond)
			had, now = had+1, now-1
		})
	}
	wg.Wait()
	if had != 50 {
		t.Errorf("%d had a turn", had)
	}
}

// TestWhoIsGoneDoesNotWait: a wait ends with its context, while another's turn goes on.
func TestWhoIsGoneDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := turn.New()
		if err := line.Take(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := line.Take(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a turn was had: %v", err)
		}
		line.Leave()
		if err := line.Take(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
