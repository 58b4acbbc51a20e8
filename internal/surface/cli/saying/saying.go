// Package saying is the commands by which a person says something: who they are,
// what the reference is, what happened in their life, what a stretch of time was,
// what a series of the calendar is about, and whatever record has a kind for. It
// keeps nothing itself: the desk does.
package saying

import (
	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// app is one run of the program, as far as these commands need it.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// period is a period as it was typed, at home.
func (a *app) period(text string) (when.Days, error) {
	today, err := a.desk.Today("")
	if err != nil {
		return when.Days{}, err
	}
	return terminal.Period(text, today)
}

// Commands are all of them: those that say something new, and those that mend what
// was said or found out. To add one, write its file and put it here. The options
// may be filled in until a command runs.
func Commands(t *terminal.Terminal, o *desk.Options) (says, mends []*cobra.Command) {
	a := &app{t, o}
	says = append([]*cobra.Command{a.sayCommand(), a.saidCommand(), a.eventCommand(), a.fixCommand()}, a.shortCommands()...)
	return says, []*cobra.Command{
		a.unsayCommand(), a.setCommand(), a.unsetCommand(), a.sortCommand(), a.levelsCommand(), a.meCommand(),
	}
}

// LineCommands are "export" and "import" of all that was said, an entry a line.
func LineCommands(t *terminal.Terminal, o *desk.Options) (export, read *cobra.Command) {
	a := &app{t, o}
	export = &cobra.Command{
		Use: "export", Short: "Write all that you said, one JSON object a line, as `backsight said --jsonl` does", Args: cobra.NoArgs,
		Example: "  backsight notes export >said.jsonl",
		RunE: func(c *cobra.Command, _ []string) error {
			return a.said(c.Context(), &saidFlags{jsonl: true}, record.Sayable())
		},
	}
	read = &cobra.Command{
		Use: "import FILE", Short: "Keep the entries of such a file, as `backsight say --in` does; - is stdin", Args: cobra.ExactArgs(1),
		Example: "  backsight notes import said.jsonl",
		RunE:    func(c *cobra.Command, args []string) error { return a.sayLines(c.Context(), args[0]) },
	}
	return export, read
}
