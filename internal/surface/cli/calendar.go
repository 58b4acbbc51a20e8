package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/account"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/egress"
)

func (a *app) calendarCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "calendar",
		Short: "Read calendars from servers: add, list, remove, sync",
		Long: "A calendar on a server (CalDAV) or published at an address (.ics) is added once and read\n" +
			"with `calendar sync`. Nothing on the server is changed. The password is kept in the\n" +
			"system's keyring or, if there is none, in a file that only you can read. It is sent only\n" +
			"to that server, and never over plain http:// except to this machine.",
		Example: "  backsight calendar add https://dav.example.org --user ann\n  backsight calendar sync",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.listCalendars(c.Context(), false) },
	}
	c.AddCommand(a.calendarAddCommand(), a.calendarListCommand(), a.calendarRemoveCommand(), a.calendarSyncCommand())
	return c
}

func (a *app) calendarAddCommand() *cobra.Command {
	var l loginFlags
	c := &cobra.Command{
		Use:   "add ADDRESS",
		Short: "Add the calendars behind an address: of a server, of one calendar, or of an .ics file",
		Long: "On a terminal you are asked for the password. Elsewhere it is read from stdin with\n" +
			"--password-stdin, or from BACKSIGHT_CALENDAR_PASSWORD. Adding an address again\n" +
			"replaces its password.",
		Example: "  backsight calendar add https://dav.example.org --user ann\n" +
			"  backsight calendar add https://dav.example.org --token --password-stdin <token.txt\n" +
			"  backsight calendar add https://example.org/published/ann.ics",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.addCalendars(c.Context(), args[0], l) },
	}
	c.Flags().StringVar(&l.user, "user", "", "your `name` on the server")
	c.Flags().BoolVar(&l.token, "token", false, "use a bearer token, not a password")
	c.Flags().BoolVar(&l.stdin, "password-stdin", false, "read the password or token from stdin")
	return c
}

func (a *app) calendarListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "List the calendars, numbered", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.listCalendars(c.Context(), asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func (a *app) calendarRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove N|NAME|ADDRESS",
		Short: "Stop reading a calendar and delete its password; what was read from it is kept",
		Args:  cobra.ExactArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return a.removeCalendar(c.Context(), args[0]) },
	}
}

func (a *app) calendarSyncCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sync",
		Short: "Read what is new in all your calendars into your store",
		Long: "An edited or moved event replaces its earlier version; a deleted event is marked as\n" +
			"deleted. Both stay in the store. If a server does not answer as it should, what was read\n" +
			"before is kept, and the exit code is 3.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.syncCalendars(c.Context()) },
	}
}

func (a *app) addCalendars(ctx context.Context, address string, flags loginFlags) error {
	u, err := egress.Parse(address)
	if err != nil {
		return err
	}
	flags.user = cmp.Or(flags.user, u.User.Username())
	u.User = nil
	address = u.String()
	login, err := a.newLogin(address, flags)
	if err != nil {
		return err
	}
	list, err := a.accounts().Behind(ctx, address, login)
	if err != nil {
		return err
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	for _, k := range list {
		k.User, k.Login = login.User, flags.wanted()
		if err := a.accounts().KeepSecrets(k, address, login); err != nil {
			return err
		}
		if err := account.Say(ctx, d, k, false); err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "added %s\n", a.calendarLine(k))
	}
	fmt.Fprintln(a.Err, "backsight: `backsight calendar sync` reads what is new in it")
	return nil
}

// calendarLine is one calendar as the person is shown it.
func (a *app) calendarLine(k account.Calendar) string {
	s := a.Screen()
	line := fmt.Sprintf("%s  %s", s.Plain(k.Name), s.Plain(k.URI))
	switch {
	case k.User != "":
		line += "  as " + s.Plain(k.User)
	case k.Login:
		line += "  with a token"
	}
	return line
}

// myCalendars opens the store with the calendars in it.
func (a *app) myCalendars(ctx context.Context) (*desk.Desk, []account.Calendar, error) {
	d, err := a.desk.FindOwn(ctx)
	if err != nil {
		return nil, nil, err
	}
	none := fault.New(fault.Nothing, "no calendar on a server was added yet").Try("`backsight calendar add https://dav.example.org --user NAME`")
	if d == nil {
		return nil, nil, none
	}
	list, err := account.Calendars(ctx, d)
	if err == nil && len(list) == 0 {
		err = none
	}
	if err != nil {
		return nil, nil, errors.Join(err, d.Close())
	}
	return d, list, nil
}

// calendarJSON is one calendar in `calendar list --json`.
type calendarJSON struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	User    string `json:"user,omitempty"`
	Kind    string `json:"kind"` // caldav, ics
}

func (a *app) listCalendars(ctx context.Context, asJSON bool) error {
	d, list, err := a.myCalendars(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if asJSON {
		out := make([]calendarJSON, len(list))
		for i, k := range list {
			kind := "ics"
			if k.Served {
				kind = "caldav"
			}
			out[i] = calendarJSON{k.Name, k.URI, k.User, kind}
		}
		return a.WriteJSON(out)
	}
	for i, k := range list {
		fmt.Fprintf(a.Out, "%3d  %s\n", i+1, a.calendarLine(k))
	}
	return nil
}

func (a *app) removeCalendar(ctx context.Context, which string) error {
	d, list, err := a.myCalendars(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	i, err := account.Pick(list, which)
	if err != nil {
		return err
	}
	k := list[i]
	if err := account.Say(ctx, d, k, true); err != nil {
		return err
	}
	gone := a.calendarLine(k)
	if err := a.accounts().DropSecrets(k, slices.Delete(list, i, i+1)); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "removed %s; what was read from it is kept\n", gone)
	return nil
}

func (a *app) syncCalendars(ctx context.Context) error {
	d, list, err := a.myCalendars(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	places := make([]find.Found, len(list))
	for i, k := range list {
		places[i] = a.accounts().Reader(k)
	}
	return a.readAccounts(ctx, d, places, "sync")
}
