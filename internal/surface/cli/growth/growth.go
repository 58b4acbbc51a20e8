// Package growth is the commands about what a person worked in, learned and is glad of:
// where, learning, wins and aims. They read and print; what is said is said by the
// commands of package saying.
package growth

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text/years"
)

// app is these commands' end of the program.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// Commands are all of them, over the store of a desk. To add one, write its file and put
// it here.
func Commands(t *terminal.Terminal, o *desk.Options) []*cobra.Command {
	a := &app{t, o}
	return []*cobra.Command{a.whereCommand(), a.learningCommand(), a.winsCommand(), a.aimsCommand()}
}

func (a *app) whereCommand() *cobra.Command {
	asJSON, all, against := false, false, ""
	c := &cobra.Command{
		Use:   "where",
		Short: "In what you worked: hands-on days by repository and language, year by year",
		Long: "where answers \"of what?\": repositories and languages as rows, years as columns, hands-on\n" +
			"days as the numbers, with the reference and the last 52 weeks beside them, and when each\n" +
			"was seen first and last. Repositories that share their works are one row.",
		Example: "  backsight where\n  backsight where --reference 2017 --all\n  backsight where --json | jq '.languages[].name'",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.where(c.Context(), against, all, asJSON)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list every repository and language")
	c.Flags().StringVar(&against, "reference", "", "compare with this `period` in place of the reference")
	c.Flags().BoolVar(&asJSON, "json", false, "everything as JSON")
	return c
}

func (a *app) where(ctx context.Context, against string, all, asJSON bool) error {
	ask := desk.Query{}
	if against != "" {
		today, err := a.desk.Today("")
		if err != nil {
			return err
		}
		if ask.Reference, err = terminal.Period(against, today); err != nil {
			return err
		}
	}
	d, q, err := a.desk.NeedAsked(ctx, ask)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := d.Reckoning().Where(ctx, d.Grant, q)
	if err != nil {
		return err
	}
	if asJSON {
		return a.WriteJSON(found)
	}
	if found.Nothing() {
		return fault.New(fault.Nothing, "no hands-on day is known").Try("`backsight import PATH...` reads git repositories")
	}
	return years.Where(a.Out, found, all, a.Screen())
}
