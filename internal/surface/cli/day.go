package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

func (a *app) dayCommand() *cobra.Command {
	f := &answerFlags{}
	c := &cobra.Command{
		Use:   "day [DATE]",
		Short: "A day in lanes: calendar, editor, git, prompts, agents, and what was reckoned of them",
		Long: "Shows the evidence of a day (today, if none is named) and what was reckoned of it.\n" +
			"Agents run on a clock of their own and are never counted as yours.\n" +
			"`backsight why DATE TIME` tells why a minute is what it is, `backsight set` corrects it.",
		Example: "  backsight day\n  backsight day 2026-11-19 --json",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.day(c.Context(), f, args) },
	}
	f.zoned(c.Flags())
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return c
}

func (a *app) day(ctx context.Context, f *answerFlags, args []string) error {
	d, q, day, err := a.onDay(ctx, &f.queryFlags, args)
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := d.Reckoning().OnDay(ctx, d.Grant, q, day)
	if err != nil {
		return err
	}
	if len(r.Lanes)+len(r.Runs)+len(r.Stints) == 0 {
		return fault.New(fault.Nothing, "nothing is known of %s", day)
	}
	if f.json {
		return a.writeJSON(r)
	}
	return draw.DayLanes(a.Out, r, q.Habits.Zone(day), a.screen())
}

// onDay opens the store for a question about one day: that of the first argument,
// else today.
func (a *app) onDay(ctx context.Context, f *queryFlags, args []string) (*desk.Desk, reckon.Question, when.Day, error) {
	ask, err := f.query()
	if err != nil {
		return nil, reckon.Question{}, 0, err
	}
	q, err := a.desk.Question(ask)
	if err != nil {
		return nil, q, 0, err
	}
	day := q.Through
	if len(args) > 0 {
		if day, err = parseDay(args[0]); err != nil {
			return nil, q, 0, err
		}
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return nil, q, 0, err
	}
	if q, err = d.Question(ctx, ask); err != nil {
		return nil, q, 0, errors.Join(err, d.Close())
	}
	return d, q, day, nil
}
