package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/account"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/egress"
)

func (a *app) connectCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "connect",
		Short: "Connect your editors or ActivityWatch",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.connectEditorCommand(), a.connectDesktopCommand())
	return c
}

func (a *app) connectDesktopCommand() *cobra.Command {
	var l loginFlags
	c := &cobra.Command{
		Use:   "activitywatch [ADDRESS]",
		Short: "Read what is new in the ActivityWatch that runs here, and remember its address",
		Long: "ActivityWatch's own server says which program was in front, whether somebody was there,\n" +
			"and what was open in the editor and the browser. It is only read, never changed. Run the\n" +
			"command again, or from a timer, to read what is new in every connected server. Programs,\n" +
			"domains, files and states are kept. Titles (unless the setting desktop_titles says so),\n" +
			"addresses and private windows are not.",
		Example: "  backsight connect activitywatch\n  backsight connect activitywatch http://127.0.0.1:5666",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.connectDesktop(c.Context(), args, l) },
	}
	c.Flags().BoolVar(&l.token, "token", false, "the server needs a key: you are asked for it, and it is kept like a password")
	c.Flags().BoolVar(&l.stdin, "password-stdin", false, "read that key from stdin")
	return c
}

// connectDesktop remembers a server where one is named, or none is known, and
// reads all that are.
func (a *app) connectDesktop(ctx context.Context, args []string, l loginFlags) error {
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	places, err := a.accounts().Desktops(ctx, d)
	if err != nil {
		return err
	}
	if len(args) > 0 || len(places) == 0 {
		if err := a.addDesktop(ctx, d, append(args, account.UsualDesktop)[0], l); err != nil {
			return err
		}
		if places, err = a.accounts().Desktops(ctx, d); err != nil {
			return err
		}
	}
	return a.readAccounts(ctx, d, places, "connect")
}

// addDesktop asks for what opens the server at an address, and adds it.
func (a *app) addDesktop(ctx context.Context, d *desk.Desk, address string, l loginFlags) error {
	if !egress.Address(address) {
		return fault.New(fault.Usage, "%q is not the address of a server", address).Try("write it like %s", account.UsualDesktop)
	}
	login, err := a.newLogin(address, l)
	if err != nil {
		return err
	}
	return a.accounts().AddDesktop(ctx, d, address, l.token, login)
}

// readAccounts reads what is new on servers, and says what there is of them.
func (a *app) readAccounts(ctx context.Context, d *desk.Desk, places []find.Found, by string) error {
	p, err := d.Identified(ctx)
	if err != nil {
		return err
	}
	problems := d.Read(ctx, p.Self, places, by, a.talk().Meter())
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := a.summary(ctx, d, places); err != nil {
		return err
	}
	return a.Report(problems)
}
