package cli

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/backsight/backsight/internal/surface/cli/serving"
	"github.com/backsight/backsight/internal/surface/serve"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr, cert, certKey, zone string
	hosts                     []string
	verbose                   bool
	desktop                   desktopFlags
}

func (a *app) serveCommand() *cobra.Command {
	f := &serveFlags{}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the server: it keeps what editor plugins send and shows the pages",
		Long: "serve keeps what WakaTime's plugins send, on this machine only, and prints its address\n" +
			"when it is ready. `backsight connect editor` gives that address and a key to the plugins;\n" +
			"`backsight token new` makes a key for anything else. The server ends on Ctrl-C or SIGTERM;\n" +
			"everything it acknowledged is kept.",
		Example: "  backsight serve\n  backsight serve --addr 127.0.0.1:8080",
		Args:    f.desktop.args,
		RunE:    func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), f, a.served) },
	}
	flags := c.Flags()
	f.desktop.add(flags)
	flags.StringVar(&f.addr, "addr", "127.0.0.1:7717", "where to listen, `host:port`; port 0 takes a free port")
	flags.StringArrayVar(&f.hosts, "host", nil, "another `name` of this machine; may be given again")
	flags.StringVar(&f.cert, "cert", "", "the certificate, a PEM `file`; needed if others can reach the address")
	flags.StringVar(&f.certKey, "cert-key", "", "the certificate's key, a PEM `file`")
	flags.StringVar(&f.zone, "zone", "", "the home `zone`, such as Europe/Berlin")
	flags.BoolVar(&f.verbose, "verbose", false, "report refused requests on stderr")
	return c
}

// served says where it listens, and how a browser gets in.
func (a *app) served(l serving.Left, _ *serve.Sessions) {
	fmt.Fprintln(a.Out, l.URL)
	if a.Shows {
		fmt.Fprintln(a.Err, "backsight: `backsight open` shows the pages in your browser; `backsight connect editor` has your editor send to this server")
	}
}

// serve listens until it is stopped; ready is told when it answers.
func (a *app) serve(ctx context.Context, f *serveFlags, ready func(l serving.Left, s *serve.Sessions)) error {
	a.endless = true
	zone, err := a.desk.Zone(f.zone)
	if err != nil {
		return err
	}
	if f.zone != "" { // for what is kept, the pages and the status bar, as for what programs are told
		a.desk.Settings.Zone = f.zone
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	s := serving.Server{
		Desk: d, Addr: f.addr, Cert: f.cert, CertKey: f.certKey, Hosts: f.hosts, Zone: zone, Desktop: f.desktop.Desktop,
		Log: a.log(f.verbose), Errors: a.log(false), Tell: a.Tell, Ready: ready,
	}
	defer a.unlead()
	return s.Run(ctx)
}

// log says on stderr what the server has to say: errors, and where it was asked
// for everything that was refused.
func (a *app) log(verbose bool) *slog.Logger {
	level := slog.LevelError
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: level}))
}

// desktopFlags say whether, and where, to be ActivityWatch's server as well.
type desktopFlags struct{ serving.Desktop }

const usualDesktopAddr = "127.0.0.1:5600"

func (f *desktopFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.Addr, "as-activitywatch", "", "be ActivityWatch's server too, at this `host:port` ("+usualDesktopAddr+"): its watchers then send to Backsight")
	flags.Lookup("as-activitywatch").NoOptDefVal = usualDesktopAddr
	flags.BoolVar(&f.Key, "activitywatch-key", false, "accept only watchers that send a key of yours; token new NAME --scope ingest,read makes one")
	flags.BoolVar(&f.Open, "activitywatch-open", false, "accept watchers without a key although others use this machine: they too could read and write your events")
}

// args takes the address also where it stands apart from its flag.
func (f *desktopFlags) args(c *cobra.Command, args []string) error {
	if len(args) == 1 && f.Addr == usualDesktopAddr {
		f.Addr = args[0]
		return nil
	}
	return cobra.NoArgs(c, args)
}
