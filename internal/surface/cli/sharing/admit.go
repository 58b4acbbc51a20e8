// Package sharing holds the command of those who share one store: who is in it, and who
// lets others in. It prints; the store decides.
package sharing

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// app is the person's end of a terminal, and what opens the store.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// Command is `backsight admit`.
func Command(t *terminal.Terminal, o *desk.Options) *cobra.Command {
	a := app{t, o}
	var undo bool
	c := &cobra.Command{
		Use:   "admit [ROLE]",
		Short: "Let another role of a PostgreSQL server keep its own evidence in your store",
		Long: "Several people can keep their evidence in one store on PostgreSQL, each under a role of\n" +
			"the server. Who owns the store's tables lets the others in. The role becomes a person of\n" +
			"its own: it gets the rights that Backsight needs, and row-level security shows it nobody\n" +
			"else's rows, whatever SQL it writes. Make the role first (create role bob login), and\n" +
			"keep the store in a schema in which not everybody may create (search_path in its\n" +
			"address). --undo takes the rights away; what was kept stays, and is the role's again once\n" +
			"it is let in again. Without a role it lists who is in. Superusers read everything.",
		Example: "  backsight admit bob\n  backsight admit --undo bob\n  backsight admit",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if undo && len(args) == 0 {
				return fault.New(fault.Usage, "whose rights are to be taken away?").Try("backsight admit --undo ROLE")
			}
			d, err := a.desk.NeedOwn(c.Context())
			if err != nil {
				return err
			}
			defer d.Close()
			switch {
			case len(args) == 0:
				return a.roommates(c.Context(), d)
			case undo:
				return a.dismiss(c.Context(), d, args[0])
			}
			return a.admit(c.Context(), d, args[0])
		},
	}
	c.Flags().BoolVar(&undo, "undo", false, "take the role's rights away; what it kept stays")
	return c
}

func (a app) admit(ctx context.Context, d *desk.Desk, role string) error {
	fresh, schema, err := d.DB.Sharing(d.Grant).Admit(ctx, role)
	if err != nil {
		return fmt.Errorf("letting %s in: %w", role, err)
	}
	again := ""
	if !fresh {
		again = " again: what it kept before is its own"
	}
	fmt.Fprintf(a.Out, "let %s in%s\n", role, again)
	a.Tell("it opens the store by your address with its own name, and search_path=%s where that stands in yours", schema)
	return nil
}

func (a app) dismiss(ctx context.Context, d *desk.Desk, role string) error {
	if err := d.DB.Sharing(d.Grant).Dismiss(ctx, role); err != nil {
		return fmt.Errorf("taking %s its rights: %w", role, err)
	}
	fmt.Fprintf(a.Out, "%s no longer opens the store; what it kept stays\n", role)
	return nil
}

// roommates lists who keeps theirs in the store.
func (a app) roommates(ctx context.Context, d *desk.Desk) error {
	people, err := d.DB.Sharing(d.Grant).People(ctx)
	if err != nil {
		return fmt.Errorf("asking who is in: %w", err)
	}
	for _, p := range people {
		state := "in"
		switch {
		case p.Owner:
			state = "owns the tables"
		case !p.In:
			state = "no longer in"
		}
		fmt.Fprintf(a.Out, "%-20s since %s, %s\n", p.Role, p.Since.Day(a.desk.MachineZone()), state)
	}
	return nil
}
