package frame

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
)

// TestWhoIsGoneDoesNotWait: a request for an answer that another reckons ends with its
// client; the answer is there for the next one.
func TestWhoIsGoneDoesNotWait(t *testing.T) {
	d, err := desk.Open(t.Context(), ":memory:", func() when.Instant { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	keeps := &site{kept: newKept()}
	once := func(ctx context.Context, answer func(context.Context) (int, error)) (int, error) {
		return Once(&Ask{Ctx: ctx, Desk: d, site: keeps}, "an answer", answer)
	}
	begun, end, first := make(chan bool), make(chan bool), make(chan error)
	go func() {
		_, err := once(t.Context(), func(context.Context) (int, error) {
			close(begun)
			<-end
			return 7, nil
		})
		first <- err
	}()
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	again := func(context.Context) (int, error) { t.Error("it is reckoned twice"); return 0, nil }
	gone := make(chan error, 1)
	go func() { _, err := once(ctx, again); gone <- err }()
	select {
	case err := <-gone:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("who is gone waits")
	}
	close(end)
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	if got, err := once(t.Context(), again); got != 7 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
}
