// Package watch sees to the reading of one place: it gives it a budget of bytes, and
// ends it where it makes no progress. It reads nothing.
package watch

import (
	"context"
	"errors"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// placeBytes is how much is read of one place at a time: far more than anybody's
// evidence, and far less than a file without an end.
const placeBytes = 64 << 30

// Patience is how long the reading of a place may make no progress at all: nothing
// read, nothing computed by a program it asks, nothing put.
const Patience = 5 * time.Minute

// Place gives the reading of one place its budget, and ends it where it makes no
// progress; then why is what to tell. Done ends the watching.
func Place(ctx context.Context, p logbook.Place, patience time.Duration) (within context.Context, why func(error) error, done func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	within = disk.Within(ctx, placeBytes)
	stuck := fault.New(fault.Incomplete, "%s was given up: nothing more came of it in %s", p.Where(), patience).
		Try("what was read is kept; the next import tries again")
	ticks := time.NewTicker(patience)
	over := make(chan struct{})
	go func() {
		last := int64(-1)
		for {
			select {
			case <-over:
				return
			case <-ticks.C:
			}
			used := disk.Used(within)
			if used == last {
				cancel(stuck)
				return
			}
			last = used
		}
	}()
	why = func(err error) error {
		if errors.Is(context.Cause(ctx), stuck) {
			return stuck
		}
		return err
	}
	return within, why, func() {
		ticks.Stop()
		close(over)
		cancel(nil)
	}
}

// Sink is one to put into which is progress.
type Sink struct{ source.Sink }

// Put is source.Sink's.
func (s Sink) Put(ctx context.Context, b logbook.Batch) (logbook.Kept, error) {
	kept, err := s.Sink.Put(ctx, b)
	if err == nil {
		err = disk.Spend(ctx, 1)
	}
	return kept, err
}
