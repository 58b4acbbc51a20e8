// Package turn lets several take turns at something that only one may do at a time,
// and lets whoever waits leave: a request whose client is gone does not stay in line.
//
//	if err := line.Take(ctx); err != nil {
//		return err
//	}
//	defer line.Leave()
//
// It is no sync.Mutex: waiting ends with a context. It keeps no order among those who
// wait.
package turn

import (
	"context"
	"fmt"
)

// Line is where one waits for a turn. Only one that New made can be used.
type Line chan struct{}

// New is a line in which nobody stands.
func New() Line { return make(Line, 1) }

// Take waits for a turn. Where the context ends first it gives its error, and no turn
// was had.
func (l Line) Take(ctx context.Context) error {
	select {
	case l <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for another to be done: %w", ctx.Err())
	}
}

// Leave ends the turn that was taken.
func (l Line) Leave() { <-l }
