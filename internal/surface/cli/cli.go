// Package cli is the command line: commands, one file each, and the one place
// where the parts are put together. It alone asks the clock and talks to the
// terminal; a desk opens the store for it. Data goes to stdout, everything else to
// stderr; it reckons nothing itself.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/cli/auditing"
	"github.com/backsight/backsight/internal/surface/cli/feeling"
	"github.com/backsight/backsight/internal/surface/cli/growth"
	"github.com/backsight/backsight/internal/surface/cli/noting"
	"github.com/backsight/backsight/internal/surface/cli/saying"
	"github.com/backsight/backsight/internal/surface/cli/sharing"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/cli/writing"
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
	terminal.KeepPrivate()
	if len(os.Args) == 2 && os.Args[1] == "prompt" {
		return promptAtOnce(os.Stdout, os.Getenv)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	p := terminal.Standard()
	now, err := terminal.Now(os.Getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, "backsight:", err)
		return int(fault.KindOf(err))
	}
	p.Env, p.Now = os.Getenv, now
	return Run(ctx, p, os.Args[1:])
}

// Run runs one command line and gives its exit code. Whatever it prints is plain.
func Run(ctx context.Context, p Program, args []string) int {
	out, errs := terminal.NewPlain(p.Out), terminal.NewPlain(p.Err)
	defer func() { _ = errors.Join(out.Flush(), errs.Flush()) }() // whoever no longer reads need not be told
	p.Out, p.Err = out, errs
	a := &app{Program: p}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	err := unknownCommand(root, root.ExecuteContext(ctx))
	if a.endless && err == nil {
		return 0
	}
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled) || fault.KindOf(err) == fault.Failed) {
		fmt.Fprintln(p.Err, "backsight: stopped; what was read is kept, and the next run continues from there")
		return int(fault.Stopped)
	}
	if err != nil {
		a.Complain(err)
	}
	return int(fault.KindOf(err))
}

// root is the command with all its children.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "backsight",
		Short: "How far you have moved from building, how fast, and since when",
		Long: "Backsight reads what your own tools know (git histories, calendars, editors) and says\n" +
			"how far you have moved from building, compared with a reference that does not move.\n" +
			"Everything stays on this machine. Begin with `backsight look`.",
		Example:       "  backsight look ~/src ~/calendar.ics\n  backsight look --reference 2017\n  backsight why 2021-07-12",
		SilenceErrors: true, SilenceUsage: true,
		Version:           Version,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.prepare() },
	}
	root.SetVersionTemplate("backsight {{.Version}}\n")
	flags := root.PersistentFlags()
	flags.StringVar(&a.flags.store, "store", "", "use this store: a `file` or postgres://…, without its password (BACKSIGHT_STORE)")
	flags.BoolVar(&a.flags.noInput, "no-input", false, "ask no questions, as without a terminal")
	flags.BoolVar(&a.flags.noColor, "no-color", false, "use no colour (NO_COLOR, BACKSIGHT_NO_COLOR)")
	a.addGroups(root)
	root.AddCommand(a.manCommand())
	sayPlainly(root)
	root.SetFlagErrorFunc(wrongFlag)
	return root
}

// addGroups adds the commands, each in the group it is listed in. To add one,
// write its file and put it here.
func (a *app) addGroups(root *cobra.Command) {
	says, mends := saying.Commands(&a.Program, &a.desk)
	for _, g := range []struct {
		id, title string
		commands  []*cobra.Command
	}{
		{"see", "See what your evidence says:", append([]*cobra.Command{
			a.lookCommand(), a.checkCommand(), a.clocksCommand(), a.promptCommand(), a.dayCommand(), a.whyCommand(), a.driftCommand(),
			a.meetingsCommand(), a.assistantsCommand(), feeling.Command(&a.Program, &a.desk), writing.Command(&a.Program, &a.desk), a.openCommand(), a.demoCommand(), a.occurrencesCommand(),
		}, growth.Commands(&a.Program, &a.desk)...)},
		{"keep", "Keep evidence:", []*cobra.Command{
			a.importCommand(), a.calendarCommand(), a.connectCommand(), a.serveCommand(), a.tokenCommand(), a.sourcesCommand(), sharing.Command(&a.Program, &a.desk),
		}},
		{"say", "Say what only you know:", append(says, noting.Command(&a.Program, &a.desk))},
		{"mend", "Mend what is wrong:", append(mends, a.doctorCommand(), auditing.Command(&a.Program, &a.desk), a.rebuildCommand())},
	} {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.id
		}
		root.AddCommand(g.commands...)
	}
}
