//go:build unix

package terminal_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

func TestKeepPrivate(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	terminal.KeepPrivate()
	file := filepath.Join(t.TempDir(), "made")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
