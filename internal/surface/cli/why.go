package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/draw"
)

func (a *app) whyCommand() *cobra.Command {
	f := &lookFlags{}
	c := &cobra.Command{
		Use:     "why DATE [TIME]",
		Short:   "What a day, or a minute of it, was made of: the rule and the facts that say so",
		Example: "  backsight why 2021-07-12\n  backsight why 2021-07-12 14:50",
		Args:    cobra.RangeArgs(1, 2),
		RunE:    func(c *cobra.Command, args []string) error { return a.why(c.Context(), f, args) },
	}
	c.Flags().StringVar(&f.zone, "zone", "", "the home zone, such as Europe/Berlin")
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return c
}

func (a *app) why(ctx context.Context, f *lookFlags, args []string) error {
	if date, clock, both := strings.Cut(args[0], "T"); both && len(args) == 1 {
		args = []string{date, clock}
	}
	days, err := parsePeriod(args[0])
	if err != nil {
		return err
	}
	if days.Len() != 1 {
		return fault.New(fault.Usage, "%q is no day", args[0]).Try("write 2021-07-12")
	}
	minute := -1
	if len(args) == 2 {
		if minute, err = parseClock(args[1]); err != nil {
			return err
		}
	}
	d, err := a.mustOpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.DB.Close()
	q, err := a.question(f)
	if err != nil {
		return err
	}
	p, err := identified(ctx, d)
	if err != nil {
		return err
	}
	q.Habits.Self = p.self
	found, err := d.Reckoning().Why(ctx, d.Grant, q, days.From, minute)
	if err != nil {
		return err
	}
	if f.json {
		return a.writeJSON(found)
	}
	if len(found.Acts) == 0 && len(found.Stints) == 0 {
		return fault.New(fault.Nothing, "nothing is known of %s", args[0])
	}
	return draw.Why(a.Out, found, a.screen())
}
