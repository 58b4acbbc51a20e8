package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

func (a *app) promptCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "prompt",
		Short: "One short line for a shell's prompt, tmux or a status bar, or nothing",
		Long: "prompt prints the question that waits for your answer, and else nothing. It opens no\n" +
			"store and always exits 0, so that a shell can run it before every line.",
		Example: "  PS1='$(backsight prompt)'$PS1\n  set -g status-right '#(backsight prompt)'",
		Args:    cobra.ArbitraryArgs,
		Run:     func(*cobra.Command, []string) { promptOf(a.Out, a.desk.Folders.State, a.desk.Now()) },
	}
}

// promptOf prints the note in the state folder.
func promptOf(out io.Writer, state string, now when.Instant) {
	if text := asked.Left(state, now); text != "" {
		fmt.Fprintln(out, text)
	}
}

// promptAtOnce is the command for a shell that runs it before every line: no other
// command is built, and nothing that goes wrong is said.
func promptAtOnce(out io.Writer, env func(string) string) int {
	if now, err := terminal.Now(env); err == nil {
		plain := terminal.NewPlain(out)
		promptOf(plain, desk.FoldersOf(env).State, when.At(now()))
		_ = plain.Flush() // a prompt has nowhere to say it
	}
	return 0
}
