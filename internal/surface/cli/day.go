package cli

import (
	"context"
	"errors"

	"github.com/backsight/backsight/internal/desk"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

func (a *app) dayCommand() *cobra.Command {
	f := &lookFlags{}
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
	c.Flags().StringVar(&f.zone, "zone", "", "the home zone, such as Europe/Berlin")
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return c
}

func (a *app) day(ctx context.Context, f *lookFlags, args []string) error {
	d, q, day, err := a.onDay(ctx, f, args)
	if err != nil {
		return err
	}
	defer d.DB.Close()
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
func (a *app) onDay(ctx context.Context, f *lookFlags, args []string) (*desk.Desk, reckon.Question, when.Day, error) {
	q, err := a.question(f)
	if err != nil {
		return nil, q, 0, err
	}
	day := q.Through
	if len(args) > 0 {
		days, err := parsePeriod(args[0])
		if err != nil {
			return nil, q, 0, err
		}
		if days.Len() != 1 {
			return nil, q, 0, fault.New(fault.Usage, "%q is no day", args[0]).Try("write 2021-07-12")
		}
		day = days.From
	}
	d, err := a.mustOpenOwn(ctx)
	if err != nil {
		return nil, q, 0, err
	}
	p, err := identified(ctx, d)
	if err != nil {
		return nil, q, 0, errors.Join(err, d.DB.Close())
	}
	q.Habits.Self = p.self
	return d, q, day, nil
}
