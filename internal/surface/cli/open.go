package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/surface/cli/serving"
	"github.com/backsight/backsight/internal/surface/serve"
)

func (a *app) openCommand() *cobra.Command {
	f := &serveFlags{}
	only := false
	c := &cobra.Command{
		Use:   "open",
		Short: "Open the pages in your browser; start the server if none is running",
		Long: "open asks the running server for a link that works once, within ten minutes, and opens it\n" +
			"in your browser, by a file that only you can read. If no server is running, it starts one,\n" +
			"which ends with Ctrl-C.",
		Example: "  backsight open\n  backsight open --print",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.openPages(c.Context(), f, only) },
	}
	c.Flags().StringVar(&f.addr, "addr", "127.0.0.1:7717", "where to listen if no server is running, `host:port`")
	c.Flags().StringVar(&f.zone, "zone", "", "the home `zone`, such as Europe/Berlin")
	c.Flags().BoolVar(&only, "print", false, "print the link and open no browser")
	return c
}

// openPages opens the pages of the server that runs, else of one of its own.
func (a *app) openPages(ctx context.Context, f *serveFlags, only bool) error {
	l, runs := a.running().Find(ctx)
	if !runs {
		return a.serve(ctx, f, func(l serving.Left, s *serve.Sessions) { a.browse(ctx, l, s.Link(), only) })
	}
	link, err := l.Invited(ctx)
	if err == nil {
		a.browse(ctx, l, link, only)
	}
	return err
}

// running is the server that was started last.
func (a *app) running() serving.Running { return serving.Running{State: a.desk.Folders.State} }

// browse opens a link of a server in the person's browser, and says it where that
// cannot be done or is not wanted. The browser is given a file that leads there: what
// programs are started with is no secret on a machine of several people.
func (a *app) browse(ctx context.Context, l serving.Left, link string, only bool) {
	fmt.Fprintln(a.Out, l.Pages+link)
	if only || a.Env("BROWSER") == "none" {
		return
	}
	file, err := a.running().Browse(ctx, a.Env("BROWSER"), l, link)
	if a.led = file; err != nil {
		fmt.Fprintln(a.Err, "backsight: no browser could be started; open the link above, within ten minutes")
	}
}

// unlead takes away the file that led a browser to a server that ends.
func (a *app) unlead() {
	if a.led != "" {
		_ = os.Remove(a.led) // one left behind leads nowhere, and is swept away later
	}
}
