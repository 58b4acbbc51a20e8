package cli

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/desk"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
)

func (a *app) connectCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "connect",
		Short: "Connect what you use already: editors, ActivityWatch",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.connectEditorCommand(), a.connectDesktopCommand())
	return c
}

// usualDesktop is where ActivityWatch's server listens unless it was told
// otherwise.
const usualDesktop = "http://127.0.0.1:5600"

func (a *app) connectDesktopCommand() *cobra.Command {
	var l loginFlags
	c := &cobra.Command{
		Use:   "activitywatch [ADDRESS]",
		Short: "Read what is new in the ActivityWatch that runs here, and remember where it is",
		Long: "Which program was in front, whether anybody was there, what the editor and the browser\n" +
			"had open is read from ActivityWatch's own server, which is asked and never changed. Run\n" +
			"it again, or from a timer, and it reads what is new in every one that was connected. Of\n" +
			"what was seen, programs, domains, files and states are kept; no titles (unless the\n" +
			"setting desktop_titles says so), no addresses and no private windows.",
		Example: "  backsight connect activitywatch\n  backsight connect activitywatch http://127.0.0.1:5666",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.connectDesktop(c.Context(), args, l) },
	}
	c.Flags().BoolVar(&l.token, "token", false, "it asks for a key: it is asked for here, and kept as a password is")
	c.Flags().BoolVar(&l.stdin, "password-stdin", false, "read that key from stdin")
	return c
}

// connectDesktop remembers a server where one is named, or none is known, and
// reads all that are.
func (a *app) connectDesktop(ctx context.Context, args []string, l loginFlags) error {
	d, err := a.open(ctx, a.storeAddress())
	if err != nil {
		return err
	}
	defer d.DB.Close()
	known, err := desktops(ctx, d)
	if err != nil {
		return err
	}
	if len(args) > 0 || len(known) == 0 {
		address := usualDesktop
		if len(args) > 0 {
			address = args[0]
		}
		if err := a.addDesktop(ctx, d, address, l); err != nil {
			return err
		}
		if known, err = desktops(ctx, d); err != nil {
			return err
		}
	}
	return a.readDesktops(ctx, d, known)
}

// addDesktop finds the server at an address and keeps where it is.
func (a *app) addDesktop(ctx context.Context, d *desk.Desk, address string, l loginFlags) error {
	if !egress.Address(address) {
		return fault.New(fault.Usage, "%q is no address of a server", address).Try("write it like %s", usualDesktop)
	}
	login, err := a.newLogin(address, l)
	if err != nil {
		return err
	}
	f, err := oneOf(ctx, all.Desktop(a.local(), all.Access{}), address)
	if err != nil {
		return err
	}
	if l.token {
		if err := a.keepSecret("the key", desktopKey(f.URI), login.Secret); err != nil {
			return err
		}
	}
	_, err = d.Say(ctx, record.Server.New(record.Values{
		"address": {Text: f.URI}, "name": {Text: f.Place.Name}, "source": {Text: f.Source}, "login": {Flag: l.token},
	}))
	return err
}

// oneOf is the one place at an address.
func oneOf(ctx context.Context, p source.Puller, address string) (found, error) {
	for place, err := range p.Find(ctx, address) {
		return found{p, place}, err
	}
	return found{}, fault.New(fault.Incomplete, "there is nothing to read at %s", address)
}

// desktops are the servers of ActivityWatch that the person connected.
func desktops(ctx context.Context, d *desk.Desk) (list []logbook.Fact, err error) {
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, logbook.KindServer) {
		if err != nil {
			return nil, fmt.Errorf("reading what is connected: %w", err)
		}
		list = append(list, f)
	}
	return list, nil
}

// readDesktops reads what is new in them.
func (a *app) readDesktops(ctx context.Context, d *desk.Desk, known []logbook.Fact) error {
	access := all.Access{Login: a.desktopLogin}
	var places []found
	for _, f := range known {
		said, err := logbook.Read[logbook.Server](&f)
		if err != nil {
			continue // of a later version
		}
		p := all.Desktop(a.local(), access)
		places = append(places, found{p, logbook.Place{Source: p.Name(), Machine: a.machine(), Name: said.Name, URI: f.Key}})
	}
	p, err := identified(ctx, d)
	if err != nil {
		return err
	}
	problems := a.read(ctx, d, p.self, places, "connect")
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := a.summary(ctx, d, places); err != nil {
		return err
	}
	return a.report(problems)
}

func desktopKey(address string) string { return "activitywatch " + address }

// desktopLogin is the key of a server, where one is kept.
func (a *app) desktopLogin(address string) (egress.Login, error) {
	s, err := a.secrets().Find(desktopKey(address))
	if err != nil {
		s = secret.Text{} // whoever asks for it is told to give it again
	}
	return egress.Login{Secret: s}, nil
}

// atDesktop says whether an address is that of a server rather than of a file:
// it names no page, or one of ActivityWatch's interface.
func atDesktop(address string) bool {
	u, err := egress.Parse(address)
	return err == nil && (u.Path == "/" || u.Path == "/api/0" || u.Path == "/api/0/") && u.RawQuery == ""
}
