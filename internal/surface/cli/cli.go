// Package cli is the command line: commands, one file each, and the one place
// where the parts are put together. It alone opens stores, asks the clock and
// talks to the terminal. Data goes to stdout, everything else to stderr; it
// reckons nothing itself.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/cli/saying"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// Version is the program's; releases set it when they are built.
var Version = "0.1.0-dev"

// Program is what a run has at hand from the world: a terminal, or what stands for
// one.
type Program = terminal.Terminal

// gcPercent keeps the heap small beside the two gits that run while a history is
// read: some 10 MB less for a thirtieth more time.
const gcPercent = 50

// Main runs the program as the shell started it and gives its exit code.
func Main() int {
	debug.SetGCPercent(gcPercent)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	p := terminal.Standard()
	p.Env, p.Now = os.Getenv, clock(os.Getenv)
	return Run(ctx, p, os.Args[1:])
}

// clock is the machine's, or a time that stands still where BACKSIGHT_NOW names
// one: for tests, and for showing the same picture twice.
func clock(env func(string) string) func() time.Time {
	if fixed, err := time.Parse(time.RFC3339, env("BACKSIGHT_NOW")); err == nil {
		return func() time.Time { return fixed }
	}
	return time.Now
}

// Run runs one command line and gives its exit code.
func Run(ctx context.Context, p Program, args []string) int {
	a := &app{Program: p}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	err := root.ExecuteContext(ctx)
	if a.endless && err == nil {
		return 0
	}
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled) || fault.KindOf(err) == fault.Failed) {
		fmt.Fprintln(p.Err, "backsight: stopped; what was read is kept, and the next run goes on from there")
		return int(fault.Stopped)
	}
	if err != nil {
		a.Complain(err)
	}
	return int(kindOf(err))
}

// kindOf is the exit code of an error; what cobra itself refuses is wrong use.
func kindOf(err error) fault.Kind {
	var f *fault.Fault
	if err != nil && !errors.As(err, &f) && isUsage(err) {
		return fault.Usage
	}
	return fault.KindOf(err)
}

func isUsage(err error) bool {
	for _, start := range []string{"unknown command", "unknown flag", "unknown shorthand", "accepts ", "requires ", "invalid argument", "flag needs", "required flag", "bad flag"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

// root is the command with all its children. To add one, write its file and
// put it here.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "backsight",
		Short: "How far have I moved from building, how fast, and since when",
		Long: "Backsight reads what your own tools know (git histories, calendars) and says how\n" +
			"far you have moved from building, set against a reference that does not move.\n" +
			"Everything stays on this machine.",
		Example:       "  backsight look ~/src ~/calendar.ics\n  backsight look --reference 2017\n  backsight why 2021-07-12",
		SilenceErrors: true, SilenceUsage: true,
		Version:           Version,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.prepare() },
	}
	root.SetVersionTemplate("backsight {{.Version}}\n")
	flags := root.PersistentFlags()
	flags.StringVar(&a.flags.store, "store", "", "the store: a `file` or postgres://… (BACKSIGHT_STORE)")
	flags.BoolVar(&a.flags.noInput, "no-input", false, "never ask; do what a missing terminal does")
	flags.BoolVar(&a.flags.noColor, "no-color", false, "no colour (NO_COLOR, BACKSIGHT_NO_COLOR)")
	root.AddCommand(
		a.lookCommand(), a.importCommand(), a.calendarCommand(), a.sourcesCommand(),
		a.driftCommand(), a.checkCommand(), a.clocksCommand(), a.whyCommand(),
		a.dayCommand(), a.meetingsCommand(), a.assistantsCommand(), a.doctorCommand(),
		a.occurrencesCommand(), a.auditCommand(), a.rebuildCommand(), a.manCommand(),
		a.serveCommand(), a.openCommand(), a.tokenCommand(), a.connectCommand(), a.demoCommand(),
	)
	root.AddCommand(saying.Commands(&a.Program, &a.desk)...)
	return root
}
