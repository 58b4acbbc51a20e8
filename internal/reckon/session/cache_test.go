package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/turn"
)

// TestWhoIsGoneDoesNotWait: while another reckons, whoever has left is told so at once.
func TestWhoIsGoneDoesNotWait(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	s := &Session{Ctx: gone, kept: newRemembered()}
	for _, line := range []turn.Line{s.kept.fresh, s.kept.reading} {
		if err := line.Take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.refresh(); !errors.Is(err, context.Canceled) {
		t.Errorf("it was brought up to date: %v", err)
	}
	if _, err := s.Assistants(time.UTC); !errors.Is(err, context.Canceled) {
		t.Errorf("assistants were read: %v", err)
	}
}
