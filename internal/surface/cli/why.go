package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

func (a *app) whyCommand() *cobra.Command {
	f := &answerFlags{}
	c := &cobra.Command{
		Use:     "why DATE [TIME]",
		Short:   "Why a day, or a minute of it, counts as it does: the rule and the evidence",
		Example: "  backsight why 2021-07-12\n  backsight why 2021-07-12 14:50",
		Args:    cobra.RangeArgs(1, 2),
		RunE:    func(c *cobra.Command, args []string) error { return a.why(c.Context(), f, args) },
	}
	f.zoned(c.Flags())
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return c
}

func (a *app) why(ctx context.Context, f *answerFlags, args []string) error {
	if date, clock, both := strings.Cut(args[0], "T"); both && len(args) == 1 {
		args = []string{date, clock}
	}
	day, err := a.dayNamed(args[0], f.zone)
	if err != nil {
		return err
	}
	minute := -1
	if len(args) == 2 {
		if minute, err = terminal.Clock(args[1]); err != nil {
			return err
		}
	}
	ask, err := a.query(&f.queryFlags)
	if err != nil {
		return err
	}
	d, q, err := a.desk.NeedAsked(ctx, ask)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := d.Reckoning().Why(ctx, d.Grant, q, day, minute)
	if err != nil {
		return err
	}
	if f.json {
		return a.WriteJSON(found)
	}
	if len(found.Acts)+len(found.Stints)+len(found.Whole)+len(found.Covered) == 0 {
		return fault.New(fault.Nothing, "nothing is known about %s", args[0]).Try("`backsight sources` says what was read")
	}
	if err := text.NotCounted(a.Out, q.Uncounted, a.Screen()); err != nil {
		return err
	}
	return text.Why(a.Out, found, a.Screen())
}
