package saying

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
)

// saidFlags are those of the list of what was said.
type saidFlags struct {
	since, until string
	json, jsonl  bool
}

func (a *app) saidCommand() *cobra.Command {
	f := &saidFlags{}
	c := &cobra.Command{
		Use:   "said [KIND]",
		Short: "List what you said, of one kind or of all",
		Long: "The last column is the id for `backsight unsay`. What a program said has the name of its\n" +
			"key behind it, \"by phone\". --jsonl writes one entry a line, in the form that `backsight\n" +
			"say --in` reads.",
		Example: "  backsight said energy --since 2026-03\n  backsight said --jsonl >said.jsonl",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			kinds := record.Sayable()
			if len(args) > 0 {
				k, err := sayable(args[0])
				if err != nil {
					return err
				}
				kinds = []*record.Kind{k}
			}
			return a.said(c.Context(), f, kinds)
		},
	}
	c.Flags().StringVar(&f.since, "since", "", "from this `day`, month or year on")
	c.Flags().StringVar(&f.until, "until", "", "until the end of this `day`, month or year")
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	c.Flags().BoolVar(&f.jsonl, "jsonl", false, "as JSON, an entry a line")
	return c
}

func (a *app) unsayCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "unsay KIND [ID]",
		Short:   "Take back what you said: the entry with this id, or the last one of its kind",
		Long:    "What you take back stays in the store as history and counts no more.",
		Example: "  backsight unsay energy\n  backsight unsay win 1772442900000000",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			k, err := sayable(args[0])
			if err != nil {
				return err
			}
			return a.unsay(c.Context(), k, append(args, "")[1])
		},
	}
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return fault.New(fault.Usage, "%v", err).Try("an id that begins with - stands behind --: backsight unsay KIND -- -5")
	})
	return c
}

// said lists entries of some kinds, in the order of time.
func (a *app) said(ctx context.Context, f *saidFlags, kinds []*record.Kind) error {
	span, err := a.span(f)
	if err != nil {
		return err
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	list := []record.Entry{}
	for _, k := range kinds {
		some, err := d.Said(ctx, k, span)
		if err != nil {
			return err
		}
		list = append(list, some...)
	}
	slices.SortStableFunc(list, record.Order)
	switch {
	case f.jsonl:
		return a.writeLines(namedFirst(list))
	case f.json:
		out := struct {
			Entries []record.Object `json:"entries"`
		}{[]record.Object{}}
		for _, e := range list {
			out.Entries = append(out.Entries, e.Object())
		}
		return a.WriteJSON(out)
	case len(list) == 0:
		return fault.New(fault.Nothing, "there is nothing you said").Try("`backsight say --help` shows what you can say")
	}
	for _, e := range list {
		by := ""
		if e.By != "" {
			by = "  by " + a.Screen().Plain(e.By)
		}
		fmt.Fprintf(a.Out, "%-10s %s%s  [%s]\n", e.Kind.Name, a.entryText(e), by, a.Screen().Plain(e.ID))
	}
	return nil
}

// namedFirst puts the aims before what may name one, so that the lines can be said again
// in this order.
func namedFirst(list []record.Entry) (out []record.Entry) {
	isAim := func(e record.Entry) bool { return e.Kind == record.Aim }
	for _, e := range list {
		if isAim(e) {
			out = append(out, e)
		}
	}
	return append(out, slices.DeleteFunc(list, isAim)...)
}

// span is the time that flags name, at home.
func (a *app) span(f *saidFlags) (when.Span, error) {
	out := when.Span{From: -1 << 62, To: 1 << 62}
	zone, err := a.desk.Zone("")
	if err != nil {
		return out, err
	}
	if f.since != "" {
		days, err := a.period(f.since)
		if err != nil {
			return out, err
		}
		out.From = days.From.Start(zone)
	}
	if f.until != "" {
		days, err := a.period(f.until)
		if err != nil {
			return out, err
		}
		out.To = days.To.Start(zone)
	}
	return out, nil
}

func (a *app) writeLines(list []record.Entry) error {
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	for _, one := range list {
		if err := e.Encode(one.Object()); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) unsay(ctx context.Context, k *record.Kind, id string) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if id == "" {
		if id, err = last(ctx, d, k); err != nil {
			return err
		}
	}
	gone, err := d.Unsay(ctx, k, id)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "taken back: %s: %s\n", k.Name, a.entryText(gone))
	return nil
}

// last is the id of what was said last of a kind.
func last(ctx context.Context, d *desk.Desk, k *record.Kind) (string, error) {
	list, err := d.Said(ctx, k, when.Span{})
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", fault.New(fault.Nothing, "there is no %s to take back", k.One)
	}
	return slices.MaxFunc(list, func(x, y record.Entry) int {
		return cmp.Or(cmp.Compare(x.Said, y.Said), record.Order(x, y))
	}).ID, nil
}
