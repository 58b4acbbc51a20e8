package saying

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw"
)

func (a *app) meCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "me",
		Short:   "The names and e-mail addresses that are yours",
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
			Use: "not EMAIL...", Short: "Say that an address is somebody else's: you are not asked about it again", Args: cobra.MinimumNArgs(1),
			RunE: func(c *cobra.Command, texts []string) error { return a.notMe(c.Context(), texts) },
		},
		&cobra.Command{
			Use: "remove NAME|EMAIL...", Short: "Remove a name or an address: what it brought is hidden, not deleted", Args: cobra.MinimumNArgs(1),
			RunE: func(c *cobra.Command, texts []string) error { return a.changeMe(c.Context(), texts, true) },
		},
	)
	return c
}

// listMe lists what the person is known by, and what may be theirs too.
func (a *app) listMe(ctx context.Context) error {
	d, err := a.desk.FindOwn(ctx)
	if err != nil {
		return err
	}
	if d == nil {
		return a.listConfigured()
	}
	defer d.Close()
	p, err := d.Identified(ctx)
	if err != nil {
		return err
	}
	if len(p.Self.Identities) == 0 {
		if err := a.listUncounted(ctx, d); err != nil {
			return err
		}
		return a.listConfigured()
	}
	for _, i := range p.Self.Identities {
		fmt.Fprintln(a.Out, person.Written(i, p.Names))
	}
	if p.Chosen == person.IsGuessed {
		fmt.Fprintln(a.Err, "backsight: this is a guess; `backsight me add` and `me remove` put it right")
	}
	return a.listUncounted(ctx, d)
}

// listConfigured lists by what git's configuration knows the person, where nothing is
// kept of them yet.
func (a *app) listConfigured() error {
	p, err := a.desk.Configured()
	if err != nil {
		a.Complain(err)
	}
	if len(p.Self.Identities) == 0 {
		return fault.New(fault.Nothing, "no name or e-mail address of yours is known yet, and git's configuration names none").
			Try("`backsight me add ann@example.org`, or `git config --global user.email ann@example.org`")
	}
	for _, i := range p.Self.Identities {
		fmt.Fprintln(a.Out, draw.PlainText(person.Written(i, p.Names)))
	}
	fmt.Fprintln(a.Err, "backsight: git's configuration on this machine says so, and nothing else is known of you yet.\n           `backsight me add ADDRESS` adds to it, `backsight look` and `backsight import PATH...` read as that person")
	return nil
}

// listUncounted says what may be the person's and is not counted.
func (a *app) listUncounted(ctx context.Context, d *desk.Desk) error {
	q, err := d.Question(ctx, desk.Query{})
	if err != nil || len(q.Uncounted) == 0 {
		return err
	}
	fmt.Fprintln(a.Err, "\nThese may be yours too, and are not counted as yours (`backsight me add ADDRESS`, or `me not ADDRESS`):")
	for _, u := range q.Uncounted {
		fmt.Fprintf(a.Err, "  %s\n     %s\n", say.Upper(draw.Met(u)), say.Upper(draw.Reasons(u)))
	}
	return nil
}

// notMe keeps that addresses are somebody else's.
func (a *app) notMe(ctx context.Context, texts []string) error {
	if err := a.desk.Disowned(texts...); err != nil {
		return err
	}
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
		if slices.Contains(p.Self.Identities, who.Known(text)) {
			return fault.New(fault.Usage, "you are known as %q", text).Try("`backsight me remove` takes it back first")
		}
		if err := d.NotMe(ctx, who.Known(text)); err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "not you: %s (kept as a keyed hash)\n", strings.TrimSpace(text))
	}
	names, err := d.OthersCalendars(ctx)
	if err == nil && len(names) > 0 {
		fmt.Fprintf(a.Out, "of %s, only what names you counts as yours\n", draw.PlainText(say.List(names)))
	}
	return err
}

// changeMe adds or removes names and addresses, and reads the histories again that
// this changes.
func (a *app) changeMe(ctx context.Context, texts []string, remove bool) error {
	if remove {
		if err := a.desk.Disowned(texts...); err != nil {
			return err
		}
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if remove {
		err = a.removeMe(ctx, d, texts)
	} else {
		err = a.addMe(ctx, d, texts)
	}
	if err != nil {
		return err
	}
	p, err := d.Identified(ctx)
	if err != nil {
		return err
	}
	problems, err := d.Renew(ctx, p.Self, "me", terminal.Talk{Terminal: a.Terminal}.Meter())
	if err != nil {
		return err
	}
	return a.Report(problems)
}

// addMe keeps names and addresses, and says so, with what becomes of a guess by it.
func (a *app) addMe(ctx context.Context, d *desk.Desk, texts []string) error {
	taken, err := d.Own(ctx, texts...)
	if err != nil {
		return err
	}
	for _, text := range texts {
		fmt.Fprintf(a.Out, "you are known as: %s\n", strings.TrimSpace(text))
	}
	for _, text := range taken.Confirmed {
		fmt.Fprintf(a.Out, "you are known as: %s (a guess until now)\n", draw.PlainText(text))
	}
	for _, text := range taken.Dropped {
		fmt.Fprintf(a.Out, "no longer counted as yours: %s (it was a guess; `backsight me add` counts it again)\n", draw.PlainText(text))
	}
	return nil
}

// removeMe takes names and addresses back, and says so.
func (a *app) removeMe(ctx context.Context, d *desk.Desk, texts []string) error {
	p, err := d.Identified(ctx)
	if err != nil {
		return err
	}
	for _, text := range texts {
		if !slices.Contains(p.Self.Identities, who.Known(text)) {
			return fault.New(fault.Nothing, "you are not known as %q", text).Try("`backsight me` lists what you are known by")
		}
	}
	for _, text := range texts {
		e := record.Identity.New(record.Values{"text": {Text: strings.TrimSpace(text)}})
		e.Gone = true
		if _, err := d.Say(ctx, e); err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "no longer you: %s\n", strings.TrimSpace(text))
	}
	return nil
}
