package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

func (a *app) importCommand() *cobra.Command {
	var me []string
	c := &cobra.Command{
		Use:   "import [PATH...]",
		Short: "Read evidence into your store; later only what is new is read, and what vanishes is kept",
		Long: "import reads the PATHs into your own store: folders, searched for git repositories,\n" +
			".ics files, Google Takeout archives, the logs of coding assistants, exports and\n" +
			"databases of ActivityWatch and dumps of WakaTime; or one of these; or the https:// address\n" +
			"of an .ics file. Importing twice changes nothing, and you can stop it at any time. Use\n" +
			"`backsight calendar` for calendars that need a password or are read regularly, and\n" +
			"`backsight connect` for a running ActivityWatch. Without a PATH, import reads again what it\n" +
			"knows on this machine.",
		Example: "  backsight import ~/src ~/calendar.ics\n  backsight import https://example.org/holidays.ics\n  backsight import --me ann@example.org repo",
		RunE:    func(c *cobra.Command, paths []string) error { return a.importPaths(c.Context(), me, paths) },
	}
	c.Flags().StringArrayVar(&me, "me", nil, "a `name` or e-mail address of yours; may be given again")
	return c
}

// importPaths reads the paths into the person's own store.
func (a *app) importPaths(ctx context.Context, me, paths []string) error {
	if len(paths) == 0 {
		return a.importKnown(ctx, me)
	}
	found := a.desk.Search(ctx, paths, a.talk())
	if len(found.Places) == 0 {
		return a.Report(found.Problems)
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	return a.importInto(ctx, d, me, found.Places, found.Problems)
}

// importKnown reads again what the store knows on this machine.
func (a *app) importKnown(ctx context.Context, me []string) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	places, problems, err := d.ReadBefore(ctx)
	if err != nil {
		return err
	}
	if len(places) == 0 && len(problems) > 0 {
		return a.Report(problems)
	}
	if len(places) == 0 {
		return fault.New(fault.Nothing, "nothing on this machine was imported yet").Try("`backsight import PATH...` reads what you name")
	}
	return a.importInto(ctx, d, me, places, problems)
}

// importInto reads the places into a store, and says what they hold.
func (a *app) importInto(ctx context.Context, d *desk.Desk, me []string, places []find.Found, problems []error) error {
	skipped, err := d.NotRead(ctx, places)
	if err != nil {
		return err
	}
	if skipped != "" {
		fmt.Fprintf(a.Err, "backsight: %s\n", skipped)
	}
	more, err := d.Import(ctx, me, places, a.talk())
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	h, err := a.summary(ctx, d, places)
	if err != nil {
		return err
	}
	switch {
	case h.Yours > 0:
		a.Tell("`backsight look` shows how far you have moved")
	case h.Facts > 0:
		a.Tell("none of it is yours: `backsight me add NAME|EMAIL` says who you are there")
	}
	return a.Report(append(problems, more...))
}

// summary says what the places hold now.
func (a *app) summary(ctx context.Context, d *desk.Desk, places []find.Found) (desk.Held, error) {
	h, err := d.Held(ctx, places)
	if err != nil {
		return h, err
	}
	fmt.Fprintf(a.Out, "%s: %s, %d yours", find.Words(places), factWords(places, h.Facts), h.Yours)
	if h.Bad > 0 {
		fmt.Fprintf(a.Out, ", %s (`backsight sources` shows them)", say.Count(h.Bad, "bad row", "bad rows"))
	}
	fmt.Fprintln(a.Out)
	return h, nil
}

// factWords says how many facts of the places there are, by the names that their
// sources give them: "1 event", "9665 commits and events".
func factWords(places []find.Found, n int) string {
	var many, one []string
	for _, f := range places {
		name := cmp.Or(all.Declared().Named(f.Source).Facts, "records")
		if all.Declared().See(f.Source, logbook.Hands) {
			name = "records" // as the logs and dumps call them
		}
		if !slices.Contains(many, name) {
			many, one = append(many, name), append(one, strings.TrimSuffix(name, "s"))
		}
	}
	if n == 1 {
		return "1 " + strings.Join(one, " or ")
	}
	return fmt.Sprintf("%d %s", n, say.List(many))
}

func (a *app) rebuildCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rebuild",
		Short: "Work every number out again from the evidence, and forget the old ones",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			err := a.rebuild(c.Context())
			if err == nil {
				return nil
			}
			kept, err := store.Mend(c.Context(), err)
			if err != nil {
				return err
			}
			a.Tell("the store was damaged and has been written anew; the damaged file is kept as %s", kept)
			return a.rebuild(c.Context())
		},
	}
}

// rebuild works every number out again.
func (a *app) rebuild(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.DB.Forget(ctx, d.Grant); err != nil {
		return fault.New(fault.Failed, "the numbers that were worked out could not be forgotten").Because(err)
	}
	q, err := d.Question(ctx, desk.Query{})
	if err != nil {
		return err
	}
	r, err := d.Reckoning().Look(ctx, d.Grant, q)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "every number was worked out again from the evidence (%s)\n", r.Engine.Data[:12])
	return nil
}
