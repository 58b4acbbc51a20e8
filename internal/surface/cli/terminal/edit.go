package terminal

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
)

// Edit opens a file in the person's editor, $VISUAL, else $EDITOR, and waits until they
// have closed it. The editor has the terminal to itself.
func (t *Terminal) Edit(ctx context.Context, file string) error {
	editor := cmp.Or(t.Env("VISUAL"), t.Env("EDITOR"))
	if editor == "" && t.Asks && runtime.GOOS != "windows" {
		editor = "vi"
	}
	if editor == "" {
		return fault.New(fault.Usage, "no editor is known").Try("set EDITOR, as in EDITOR=nano backsight …")
	}
	c := exec.CommandContext(ctx, "sh", "-c", editor+` "$@"`, editor, file) // as git does: the setting may hold flags
	if runtime.GOOS == "windows" {
		words := strings.Fields(editor)
		c = exec.CommandContext(ctx, words[0], append(words[1:], file)...)
	}
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		return fault.New(fault.Failed, "the editor %q ended with a fault; nothing was changed", editor).Because(err)
	}
	return nil
}
