package saying

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// referenceKey names the one reference a person has.
const referenceKey = "reference"

func (a *app) fixCommand() *cobra.Command {
	var why string
	var remove bool
	c := &cobra.Command{
		Use:     "fix [PERIOD]",
		Short:   "Fix the reference, the period that everything is compared with; without PERIOD, show it",
		Example: "  backsight fix 2017 --why \"the last year as an engineer\"\n  backsight fix 2017-03..2018-02\n  backsight fix --remove",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, periods []string) error {
			switch {
			case remove:
				return a.unfix(c.Context())
			case len(periods) == 1:
				return a.fix(c.Context(), periods[0], why)
			}
			return a.fixed(c.Context())
		},
	}
	c.Flags().StringVar(&why, "why", "", "the `reason`, for yourself later")
	c.Flags().BoolVar(&remove, "remove", false, "undo it; Backsight proposes a reference again")
	return c
}

func (a *app) fix(ctx context.Context, text, why string) error {
	days, err := a.period(text)
	if err != nil {
		return err
	}
	if today := a.desk.Now().Day(time.UTC); days.From > today {
		return fault.New(fault.Usage, "a reference lies in the past: today is %s", today).Try("name an earlier period, such as `backsight fix %d`", today.Year()-1)
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if why == "" {
		why = "fixed by you"
	}
	_, err = d.Say(ctx, record.Reference.New(record.Values{"period": {Days: days}, "why": {Text: why}}))
	if err == nil {
		fmt.Fprintf(a.Out, "the reference is %s: %s\n", days, why)
	}
	return err
}

func (a *app) unfix(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	gone := record.Reference.New(nil)
	gone.Gone = true
	if _, err = d.Say(ctx, gone); err == nil {
		fmt.Fprintln(a.Out, "your reference is taken back; `backsight look` proposes one again")
	}
	return err
}

// fixed shows the reference and every one before it.
func (a *app) fixed(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	some := false
	for f, err := range d.DB.Versions(ctx, d.Grant, logbook.KindReference, referenceKey) {
		if err != nil {
			return fmt.Errorf("reading the references: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			return err
		}
		some = true
		at := said.At.In(a.desk.MachineZone()).Format("2006-01-02 15:04")
		if f.Gone {
			fmt.Fprintf(a.Out, "%s  taken back\n", at)
			continue
		}
		fmt.Fprintf(a.Out, "%s  %s: %s\n", at, when.Days{From: said.From, To: said.To}, said.Text)
	}
	if !some {
		return fault.New(fault.Nothing, "no reference is fixed; `backsight look` proposes one").Try("`backsight fix 2017` fixes it")
	}
	return nil
}
