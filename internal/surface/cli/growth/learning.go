package growth

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/draw/text/years"
)

func (a *app) learningCommand() *cobra.Command {
	asJSON, all := false, false
	c := &cobra.Command{
		Use:   "learning",
		Short: "Whether you are learning: what you told of it, and what your work shows for the first time",
		Long: "learning counts what you told (`backsight learned`, `read`, `prototype`) and, apart from it,\n" +
			"the languages, tools and repositories that your histories, editors and assistants show for\n" +
			"the first time, year by year, and how long ago each was last. It grades nothing.",
		Example: "  backsight learning\n  backsight learning --all\n  backsight learning --json | jq '.firsts[0]'",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.learning(c.Context(), all, asJSON)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list every first time")
	c.Flags().BoolVar(&asJSON, "json", false, "everything as JSON")
	return c
}

func (a *app) learning(ctx context.Context, all, asJSON bool) error {
	d, q, err := a.desk.NeedAsked(ctx, desk.Query{})
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := d.Reckoning().Learning(ctx, d.Grant, q)
	if err != nil {
		return err
	}
	if asJSON {
		return a.WriteJSON(found)
	}
	if found.Nothing() {
		return fault.New(fault.Nothing, "nothing was told of learning, and no work was read for long enough to show anything new").
			Try("`backsight learned \"…\"` keeps what you learned")
	}
	return years.Learning(a.Out, found, all, a.Screen())
}
