//go:build unix

package disk

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"
)

// TestAPipeHoldsNothingUp: to open a pipe waits until somebody writes to it, and nobody
// ever does.
func TestAPipeHoldsNothingUp(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes here: ", err)
	}
	if _, err := Open(t.Context(), pipe); !errors.Is(err, ErrOdd) {
		t.Errorf("a pipe: %v", err)
	}
	if _, err := List(pipe); err == nil {
		t.Error("a pipe was listed")
	}
	if got := Match(dir, "pipe/*"); len(got) > 0 {
		t.Errorf("a pipe holds %q", got)
	}
}
