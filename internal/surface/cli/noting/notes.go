// Package noting is the commands over all that a person said: the numbered list, the
// change of an entry in an editor, and the files of their own in which entries stand.
package noting

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/noted"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/saying"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// app is one run of the program, as far as these commands need it.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// Command is "notes" with all below it, over the store of a desk.
func Command(t *terminal.Terminal, o *desk.Options) *cobra.Command {
	a := &app{t, o}
	c := a.listCommand()
	export, read := saying.LineCommands(t, o)
	c.AddCommand(a.editCommand(), a.undoCommand(), a.watchCommand(), export, read)
	return c
}

// numbered is an entry with its number among all of them.
type numbered struct {
	N int `json:"n"`
	record.Object
	entry record.Entry
}

func (a *app) listCommand() *cobra.Command {
	var kind, since string
	var asJSON bool
	c := &cobra.Command{
		Use:   "notes",
		Short: "List all that you said, numbered, the newest last; change an entry, take the last back",
		Long: "The numbers are those of the whole list, whatever part of it is shown: `backsight notes\n" +
			"edit N` opens one in your editor. `backsight notes watch` reads entries from a text file\n" +
			"or a folder of daily notes of your own (docs/notes.md).",
		Example: "  backsight notes --kind win --since 2026\n  backsight notes edit 12\n  backsight notes undo\n  backsight notes watch ~/notes",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.list(c.Context(), kind, since, asJSON) },
	}
	c.Flags().StringVar(&kind, "kind", "", "of this `kind` only")
	c.Flags().StringVar(&since, "since", "", "from this `day`, month or year on")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func (a *app) list(ctx context.Context, kind, since string, asJSON bool) error {
	if _, known := record.Named(kind); kind != "" && !known {
		return fault.New(fault.Usage, "there is no kind %q", kind).Try("`backsight say --help` lists the kinds")
	}
	from, err := a.since(since)
	if err != nil {
		return err
	}
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	all, err := entries(ctx, d)
	if err != nil {
		return err
	}
	shown := slices.DeleteFunc(all, func(n numbered) bool { return kind != "" && n.Kind != kind || n.entry.At < from })
	if asJSON {
		return a.WriteJSON(map[string]any{"notes": shown})
	}
	if len(shown) == 0 {
		return fault.New(fault.Nothing, "there is nothing you said").Try("`backsight say --help` shows what you can say")
	}
	width := len(fmt.Sprint(shown[len(shown)-1].N))
	for _, n := range shown {
		by := ""
		if n.entry.By != "" {
			by = "  by " + a.Screen().Plain(n.entry.By)
		}
		fmt.Fprintf(a.Out, "%*d  %-10s %s%s\n", width, n.N, n.Kind, a.line(n.entry), by)
	}
	return nil
}

func (a *app) line(e record.Entry) string { return saying.Line(a.Terminal, a.desk, e) }

// since is the beginning of a period, at home; the beginning of all time for none.
func (a *app) since(text string) (when.Instant, error) {
	if text == "" {
		return -1 << 62, nil
	}
	zone, err := a.desk.Zone("")
	if err != nil {
		return 0, err
	}
	days, err := terminal.Period(text, a.desk.Now().Day(zone))
	return days.From.Start(zone), err
}

// entries are all that a person said and that is in force, in the order of time.
func entries(ctx context.Context, d *desk.Desk) ([]numbered, error) {
	list := []record.Entry{}
	for _, k := range record.Sayable() {
		some, err := d.Said(ctx, k, when.Span{})
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	list = slices.DeleteFunc(list, foundOut)
	slices.SortStableFunc(list, record.Order)
	out := make([]numbered, len(list))
	for i, e := range list {
		out[i] = numbered{i + 1, e.Object(), e}
	}
	return out, nil
}

// foundOut says whether the program found an entry out, and nobody said it.
func foundOut(e record.Entry) bool {
	given := record.Identity.Choices("found")[0]
	return e.Kind == record.Identity && e.Text("found") != "" && e.Text("found") != given
}

func (a *app) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Take back what you said last, of whatever kind",
		Long: "What you take back stays in the store as history and counts no more. What stands in a file\n" +
			"of yours is taken back there.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.undo(c.Context()) },
	}
}

// undo takes back what was said last. What stands in a file is passed over.
func (a *app) undo(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	all, err := entries(ctx, d)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(x, y numbered) int { return cmp.Compare(y.entry.Said, x.entry.Said) })
	for _, n := range all {
		written, err := noted.Written(ctx, d, n.entry)
		if err != nil {
			return err
		}
		if len(written) > 0 {
			continue
		}
		gone, err := d.Unsay(ctx, n.entry.Kind, n.entry.ID)
		if err == nil {
			fmt.Fprintf(a.Out, "taken back: %s: %s\n", n.Kind, a.line(gone))
		}
		return err
	}
	return fault.New(fault.Nothing, "there is nothing to take back")
}
