package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	lived "github.com/backsight/backsight/internal/reckon/day"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

func (a *app) dayCommand() *cobra.Command {
	f := &answerFlags{}
	c := &cobra.Command{
		Use:   "day [DATE]",
		Short: "One day: calendar, editor, git, prompts and agents, and what you did according to them",
		Long: "Shows the evidence of a day (today, if none is named) and what you did according to it.\n" +
			"The time of agents is counted separately and never as yours. `backsight why DATE TIME`\n" +
			"gives the reason for a minute, `backsight set` corrects it. DATE may be yesterday or\n" +
			"monday, too. Beneath today stands what is planned on the next six days.",
		Example: "  backsight day\n  backsight day yesterday\n  backsight day 2026-11-19 --json",
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
	if r.Unknown() {
		return fault.New(fault.Nothing, "nothing is known about %s", day).Try("`backsight day DATE` shows another day; `backsight sources` says what was read")
	}
	if f.json {
		return a.WriteJSON(r)
	}
	if err := text.NotCounted(a.Out, q.Uncounted, a.Screen()); err != nil {
		return err
	}
	if err := text.DayLanes(a.Out, r, q.Habits.Zone(day), a.Screen()); err != nil || day != q.Through {
		return err
	}
	return a.ahead(ctx, d, q)
}

// daysAhead is how many days to come are shown beneath today.
const daysAhead = 6

// ahead shows what is planned after today.
func (a *app) ahead(ctx context.Context, d *desk.Desk, q reckon.Question) error {
	days, err := d.Reckoning().Days(ctx, d.Grant, q, when.Days{From: q.Through + 1, To: q.Through + 1 + daysAhead})
	if err != nil {
		return err
	}
	return text.Ahead(a.Out, days, lived.FreeAhead(days, q), q.Habits.Zone, a.Screen())
}

// dayNamed is a day as it was typed: a date, "yesterday" or "monday".
func (a *app) dayNamed(text, zone string) (when.Day, error) {
	today, err := a.desk.Today(zone)
	if err != nil {
		return today, err
	}
	return terminal.Day(text, today)
}

// onDay opens the store for a question about one day: that of the first argument,
// else today.
func (a *app) onDay(ctx context.Context, f *queryFlags, args []string) (*desk.Desk, reckon.Question, when.Day, error) {
	on := when.NoDay
	if len(args) > 0 {
		var err error
		if on, err = a.dayNamed(args[0], f.zone); err != nil {
			return nil, reckon.Question{}, 0, err
		}
	}
	ask, err := a.query(f)
	if err != nil {
		return nil, reckon.Question{}, 0, err
	}
	d, q, err := a.desk.NeedAsked(ctx, ask)
	if on == when.NoDay {
		on = q.Through
	}
	return d, q, on, err
}
