package growth

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon/wins"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/draw/text/years"
)

func (a *app) winsCommand() *cobra.Command {
	asJSON, all := false, false
	c := &cobra.Command{
		Use:   "wins",
		Short: "Your wins by year, and how far each was from the work itself",
		Long: "wins counts what you said with `backsight win`, by year and by level: 0 hands on the thing,\n" +
			"1 reviewing, 2 mentoring or hiring, 3 coordinating, 4 coordinating the coordinators. The\n" +
			"levels are numbers, not scores.",
		Example: "  backsight wins\n  backsight win \"reviewed the parser\" --level 1\n  backsight wins --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.said(c.Context(), []*record.Kind{record.Win}, func(said []record.Entry, now when.Day) error {
				found := wins.Of(said, now)
				if asJSON {
					return a.WriteJSON(found)
				}
				return years.Wins(a.Out, found, all, a.Screen())
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list every win")
	c.Flags().BoolVar(&asJSON, "json", false, "everything as JSON")
	return c
}

func (a *app) aimsCommand() *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "aims",
		Short: "What you want to be great at, and what speaks for each aim",
		Long: "aims lists what you said with `backsight aim`. A win or a thing learned is linked to an aim\n" +
			"with --aim TEXT, or on the page /aims; what shares a word with an aim is proposed, and not\n" +
			"counted.",
		Example: "  backsight aim \"to build compilers\"\n  backsight win \"shipped the parser\" --aim \"to build compilers\"\n  backsight aims --json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.said(c.Context(), append([]*record.Kind{record.Aim}, wins.EvidenceKinds()...), func(said []record.Entry, now when.Day) error {
				found := wins.Towards(said, now)
				if asJSON {
					return a.WriteJSON(found)
				}
				return years.Aims(a.Out, found, a.Screen())
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "everything as JSON")
	return c
}

// said hands over what was said of some kinds, and what day it is at home.
func (a *app) said(ctx context.Context, kinds []*record.Kind, show func([]record.Entry, when.Day) error) error {
	d, q, err := a.desk.NeedAsked(ctx, desk.Query{})
	if err != nil {
		return err
	}
	defer d.Close()
	var all []record.Entry
	for _, k := range kinds {
		said, err := d.Said(ctx, k, when.Span{})
		if err != nil {
			return err
		}
		all = append(all, said...)
	}
	return show(all, q.Through)
}
