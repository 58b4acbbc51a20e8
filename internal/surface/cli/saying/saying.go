// Package saying is the commands by which a person says something: who they are,
// what the reference is, what happened in their life, what a stretch of time was,
// what a series of the calendar is about, and whatever record has a kind for. It
// keeps nothing itself: the desk does.
package saying

import (
	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// app is one run of the program, as far as these commands need it.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// Commands are all of them. To add one, write its file and put it here. The
// options may be filled in until a command runs.
func Commands(t *terminal.Terminal, o *desk.Options) []*cobra.Command {
	a := &app{t, o}
	return append([]*cobra.Command{
		a.sayCommand(), a.unsayCommand(), a.saidCommand(), a.levelsCommand(),
		a.fixCommand(), a.setCommand(), a.unsetCommand(), a.sortCommand(), a.meCommand(), a.eventCommand(),
	}, a.shortCommands()...)
}
