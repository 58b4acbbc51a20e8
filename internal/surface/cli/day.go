package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text"
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
		return a.WriteJSON(r)
	}
	if err := text.NotCounted(a.Out, q.Uncounted, a.Screen()); err != nil {
		return err
	}
	return text.DayLanes(a.Out, r, q.Habits.Zone(day), a.Screen())
}

// onDay opens the store for a question about one day: that of the first argument,
// else today.
func (a *app) onDay(ctx context.Context, f *queryFlags, args []string) (*desk.Desk, reckon.Question, when.Day, error) {
	on := when.NoDay
	if len(args) > 0 {
		var err error
		if on, err = terminal.Day(args[0]); err != nil {
			return nil, reckon.Question{}, 0, err
		}
	}
	ask, err := f.query()
	if err != nil {
		return nil, reckon.Question{}, 0, err
	}
	d, q, err := a.desk.NeedAsked(ctx, ask)
	if on == when.NoDay {
		on = q.Through
	}
	return d, q, on, err
}
