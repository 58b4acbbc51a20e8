package saying

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

func (a *app) eventCommand() *cobra.Command {
	var until, kind string
	c := &cobra.Command{
		Use:     "event DAY TEXT",
		Short:   "Keep a life event: every chart marks it; leave and illness count as absence",
		Example: "  backsight event 2024-03-10 \"first child\" --until 2024-09-01 --kind leave\n  backsight event list\n  backsight event remove 1",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.tellEvent(c.Context(), args[0], args[1], until, kind)
		},
	}
	c.Flags().StringVar(&until, "until", "", "its last `day`")
	c.Flags().StringVar(&kind, "kind", "family", strings.Join(logbook.LifeKinds(), ", "))
	c.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List them, numbered", Args: cobra.NoArgs,
			RunE: func(c *cobra.Command, _ []string) error { return a.listEvents(c.Context()) },
		},
		&cobra.Command{
			Use: "remove N", Short: "Remove the one that list numbers N", Args: cobra.ExactArgs(1),
			RunE: func(c *cobra.Command, args []string) error { return a.removeEvent(c.Context(), args[0]) },
		},
	)
	return c
}

func (a *app) tellEvent(ctx context.Context, day, text, until, kind string) error {
	days, err := a.period(day)
	if err != nil {
		return err
	}
	if until != "" {
		end, err := a.period(until)
		if err != nil {
			return err
		}
		days.To = end.To
	}
	if days.Len() == 0 {
		return fault.New(fault.Usage, "the event ends before it begins: from %s to %s", days.From, days.Last())
	}
	if !slices.Contains(logbook.LifeKinds(), kind) {
		return fault.New(fault.Usage, "there is no kind %q", kind).Try("one of: %s", strings.Join(logbook.LifeKinds(), ", "))
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	told, err := d.Say(ctx, record.Life.New(record.Values{"text": {Text: text}, "what": {Text: kind}, "from": {Day: days.From}, "to": {Day: days.Last()}}))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "kept: %s\n", a.eventLine(told[0].Entry))
	a.Tell("`backsight event list` numbers your events, `backsight event remove N` takes one back")
	return nil
}

// eventLine is a life event on one line.
func (a *app) eventLine(e record.Entry) string {
	days := e.Day.String()
	if last := e.Values["to"].Day; last > e.Day {
		days += " to " + last.String()
	}
	return fmt.Sprintf("%s  %-8s %s", days, e.Text("what"), a.Screen().Plain(e.Text("text")))
}

// events are the life events in force, in the order of their first days.
func events(ctx context.Context, d *desk.Desk) ([]record.Entry, error) {
	out, err := d.Said(ctx, record.Life, when.Span{})
	slices.SortStableFunc(out, func(x, y record.Entry) int { return int(x.Day) - int(y.Day) })
	return out, err
}

func (a *app) listEvents(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	events, err := events(ctx, d)
	if err != nil {
		return err
	}
	for i, e := range events {
		fmt.Fprintf(a.Out, "%3d  %s\n", i+1, a.eventLine(e))
	}
	if len(events) == 0 {
		return fault.New(fault.Nothing, "no life event was kept yet").Try("`backsight event 2024-03-10 \"first child\" --kind leave --until 2024-09-01`")
	}
	return nil
}

func (a *app) removeEvent(ctx context.Context, number string) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	events, err := events(ctx, d)
	if err != nil {
		return err
	}
	var n int
	if _, err := fmt.Sscan(number, &n); err != nil || n < 1 || n > len(events) {
		return fault.New(fault.Usage, "there is no event %s", number).Try("`backsight event list` numbers them")
	}
	if _, err = d.Unsay(ctx, record.Life, events[n-1].ID); err == nil {
		fmt.Fprintf(a.Out, "taken back: %s\n", a.eventLine(events[n-1]))
	}
	return err
}
