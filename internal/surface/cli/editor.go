package cli

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/editor"
)

// connectFlags are the flags of connect editor.
type connectFlags struct {
	url         string
	undo, dryly bool
}

func (a *app) connectEditorCommand() *cobra.Command {
	f := &connectFlags{}
	c := &cobra.Command{
		Use:   "editor",
		Short: "Write ~/.wakatime.cfg, so that WakaTime's plugins send to this machine",
		Long: "connect editor makes a key and writes it, with the address, into the file that every\n" +
			"plugin of WakaTime reads (in WAKATIME_HOME, else in your home folder). If the plugins\n" +
			"already send to another server, they go on doing so and send the same to Backsight; this\n" +
			"needs wakatime-cli 2 or later. A copy of the old file is kept beside it; --undo removes\n" +
			"what was written and revokes the key.",
		Example: "  backsight connect editor --dry-run\n  backsight connect editor\n  backsight connect editor --undo",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			if f.undo {
				return a.disconnectEditor(c.Context(), f)
			}
			return a.connectEditor(c.Context(), f)
		},
	}
	c.Flags().StringVar(&f.url, "url", "http://127.0.0.1:7717", "the address of `backsight serve`")
	c.Flags().BoolVar(&f.undo, "undo", false, "remove what was written")
	c.Flags().BoolVar(&f.dryly, "dry-run", false, "show what would be written and write nothing")
	return c
}

// check says whether the address can be one of a server.
func (f *connectFlags) check() error {
	at, err := url.Parse(f.url)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" || at.RawQuery != "" || strings.ContainsAny(f.url, "|\r\n ") {
		return fault.New(fault.Usage, "%q is not the address of a server", f.url).Try("write it like http://127.0.0.1:7717")
	}
	return nil
}

// apiURL is what plugins are told.
func (f *connectFlags) apiURL() string { return strings.TrimSuffix(f.url, "/") + "/api/v1" }

func (a *app) connectEditor(ctx context.Context, f *connectFlags) error {
	p, err := editor.Open(editor.File(a.desk))
	if err != nil {
		return err
	}
	if f.dryly {
		lines, besides := p.Preview(f.apiURL())
		a.sayConnected(p.File, besides)
		for _, line := range lines {
			fmt.Fprintln(a.Out, "+", line)
		}
		return nil
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	besides, err := p.Connect(ctx, d, f.apiURL())
	if err != nil {
		return err
	}
	a.sayConnected(p.File, besides)
	fmt.Fprintln(a.Out, "`backsight connect editor --undo` undoes this")
	if _, runs := a.running().Find(ctx); !runs {
		fmt.Fprintln(a.Err, "backsight: no server is running: start it with `backsight serve`; until then the plugins keep their heartbeats")
	}
	return nil
}

// sayConnected says what the file makes the plugins do.
func (a *app) sayConnected(file string, besides bool) {
	if besides {
		fmt.Fprintf(a.Out, "%s: the plugins go on as before and send the same to Backsight (wakatime-cli 2 or later)\n", file)
		return
	}
	fmt.Fprintf(a.Out, "%s: the plugins send to Backsight and to nobody else\n", file)
}

func (a *app) disconnectEditor(ctx context.Context, f *connectFlags) error {
	p, err := editor.Open(editor.File(a.desk))
	if err != nil {
		return err
	}
	names, err := p.Ours(f.apiURL())
	if err != nil {
		return err
	}
	if f.dryly {
		for _, name := range names {
			fmt.Fprintln(a.Out, "-", name)
		}
		return nil
	}
	if err := p.Disconnect(f.apiURL()); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "%s: the plugins no longer send to Backsight\n", p.File)
	d, err := a.desk.FindOwn(ctx)
	if err != nil || d == nil {
		return err
	}
	defer d.Close()
	return d.DropKey(ctx, editor.KeyName)
}
