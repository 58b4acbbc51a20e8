package saying

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/record"
)

func (a *app) meCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "me",
		Short:   "By which names and e-mail addresses you are known",
		Example: "  backsight me\n  backsight me add ann@old.example.org\n  backsight me remove ann@old.example.org",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.listMe(c.Context()) },
	}
	c.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List them", Args: cobra.NoArgs,
			RunE: func(c *cobra.Command, _ []string) error { return a.listMe(c.Context()) },
		},
		&cobra.Command{
			Use: "add NAME|EMAIL...", Short: "Add a name or an e-mail address", Args: cobra.MinimumNArgs(1),
			RunE: func(c *cobra.Command, texts []string) error { return a.changeMe(c.Context(), texts, false) },
		},
		&cobra.Command{
			Use: "remove NAME|EMAIL...", Short: "Remove one: what it brought is hidden, not lost", Args: cobra.MinimumNArgs(1),
			RunE: func(c *cobra.Command, texts []string) error { return a.changeMe(c.Context(), texts, true) },
		},
	)
	return c
}

func (a *app) listMe(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.Identified(ctx)
	if err != nil {
		return err
	}
	if len(p.Self.Identities) == 0 {
		return fault.New(fault.Nothing, "you are known by nothing yet").Try("`backsight me add ann@example.org`")
	}
	for _, i := range p.Self.Identities {
		fmt.Fprintln(a.Out, person.Written(i, p.Names))
	}
	if p.Chosen == "guessed" {
		fmt.Fprintln(a.Err, "backsight: this is a guess; `backsight me add` and `me remove` put it right")
	}
	return nil
}

func (a *app) changeMe(ctx context.Context, texts []string, remove bool) error {
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.Identified(ctx)
	if err != nil {
		return err
	}
	for _, text := range texts {
		i := who.Known(text)
		if remove && !slices.Contains(p.Self.Identities, i) {
			return fault.New(fault.Nothing, "you are not known as %q", text).Try("`backsight me` lists what you are known by")
		}
		e := record.Identity.New(record.Values{"text": {Text: strings.TrimSpace(text)}})
		e.Gone = remove
		if _, err := d.Say(ctx, e); err != nil {
			return err
		}
	}
	if !remove {
		fmt.Fprintln(a.Err, "backsight: the next `backsight import` reads the histories again for it")
	}
	return nil
}
