package watch

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// TestAReadingThatIsStuck: a place that makes no progress is given up, and one that
// makes a little is not.
func TestAReadingThatIsStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, why, done := Place(t.Context(), logbook.Place{Source: "git", URI: "/slow"}, time.Minute)
		defer done()
		for range 10 {
			time.Sleep(50 * time.Second)
			if err := disk.Spend(ctx, 1); err != nil {
				t.Fatal("what goes on was given up: ", err)
			}
		}
		time.Sleep(3 * time.Minute)
		if err := why(ctx.Err()); fault.KindOf(err) != fault.Incomplete {
			t.Errorf("what is stuck: %v", err)
		}
	})
}

func TestAWatchedReadingTellsItsOwnError(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	within, why, done := Place(ctx, logbook.Place{}, time.Hour)
	defer done()
	cancel()
	<-within.Done()
	if err := why(within.Err()); !errors.Is(err, context.Canceled) {
		t.Errorf("what the person ended: %v", err)
	}
}
