package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
)

// shownBadRows is how many bad rows of a place are listed.
const shownBadRows = 20

func (a *app) sourcesCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "sources",
		Short: "What was read, from where and when, and every row that could not be read; take a place out again",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return a.sources(c.Context(), asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.AddCommand(a.sourcesRemoveCommand())
	return c
}

func (a *app) sourcesRemoveCommand() *cobra.Command {
	var undo bool
	c := &cobra.Command{
		Use:   "remove WHERE",
		Short: "Set apart what was read by mistake: it takes no part in anything, and nothing is erased",
		Long: "remove sets places apart: the one at WHERE, as `backsight sources` shows it, or all in a\n" +
			"folder. What was seen nowhere else takes no part in anything from now on, and later\n" +
			"imports do not read it. Nothing is erased: --undo brings it back.\n\n" +
			"Records of activity do not say where they were met, so they are set apart by their kind:\n" +
			"WHERE is then " + kindsHeard() + ".",
		Example: "  backsight sources remove ~/src/lantern/testdata\n  backsight sources remove activitywatch\n  backsight sources remove --undo ~/src/lantern/testdata",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.setApart(c.Context(), args[0], undo) },
	}
	c.Flags().BoolVar(&undo, "undo", false, "bring it back")
	return c
}

// kindsHeard are the names of what is set apart as a whole.
func kindsHeard() string {
	names := all.Declared().Seeing(logbook.Hands)
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// setApart sets places apart, or brings them back, and says which.
func (a *app) setApart(ctx context.Context, where string, undo bool) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	act, done := d.SetApart, "set apart"
	if undo {
		act, done = d.BringBack, "counts again"
	}
	places, err := act(ctx, where)
	if err != nil {
		return err
	}
	for _, p := range places {
		fmt.Fprintf(a.Out, "%s: %s\n", done, a.Screen().Plain(strings.TrimSpace(p.Source+" "+p.Where())))
	}
	if !undo {
		fmt.Fprintf(a.Out, "nothing was erased; `backsight sources remove --undo %s` brings it back\n", where)
	}
	return nil
}

// sourceLine is a place with what it covers and its bad rows.
type sourceLine struct {
	Source  string   `json:"source"`
	Name    string   `json:"name"`
	Where   string   `json:"where"`
	From    when.Day `json:"from,omitempty"`
	To      when.Day `json:"to,omitempty"`
	Facts   int      `json:"facts"`
	Yours   int      `json:"yours"`
	Read    string   `json:"read"`
	BadRows []badRow `json:"bad_rows"`
	Bad     int      `json:"bad"`
	Apart   bool     `json:"apart,omitempty"`
}

type badRow struct {
	Line int    `json:"line,omitempty"`
	What string `json:"what"`
	Row  string `json:"row,omitempty"`
}

func (a *app) sources(ctx context.Context, asJSON bool) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	lines, err := sourceLines(ctx, d)
	if err != nil {
		return err
	}
	if asJSON {
		return a.WriteJSON(lines)
	}
	for _, l := range lines {
		a.sourceText(l)
	}
	if len(lines) == 0 {
		return fault.New(fault.Nothing, "nothing was imported yet").Try("`backsight import PATH...` reads git repositories, calendars and logs")
	}
	return nil
}

func sourceLines(ctx context.Context, d *desk.Desk) ([]sourceLine, error) {
	places, err := d.Places(ctx)
	if err != nil {
		return nil, err
	}
	out := []sourceLine{}
	for _, p := range places {
		line := sourceLine{
			Source: p.Source, Name: p.Name, Where: p.Where(), From: p.From, To: p.To, Facts: p.Facts, Yours: p.Yours,
			Read: readAt(p.Last), Bad: p.Bad, BadRows: []badRow{}, Apart: p.Apart,
		}
		bad, err := d.BadRows(ctx, p.Place, shownBadRows)
		if err != nil {
			return nil, err
		}
		for _, b := range bad {
			line.BadRows = append(line.BadRows, badRow(b))
		}
		out = append(out, line)
	}
	return out, nil
}

// readAt is when a place was read last, "" for never.
func readAt(t when.Instant) string {
	if t == 0 {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

func (a *app) sourceText(l sourceLine) {
	s := a.Screen()
	fmt.Fprintf(a.Out, "%-9s %s\n", cmp.Or(l.Source, "not read"), s.Plain(l.Where))
	if l.Apart && l.Read == "" {
		fmt.Fprintln(a.Out, "          set apart before it was read")
		return
	}
	if l.Apart {
		fmt.Fprintf(a.Out, "          set apart: what was seen nowhere else takes no part; last read %s\n", l.Read)
		return
	}
	fmt.Fprintf(a.Out, "          %d read, %d yours", l.Facts, l.Yours)
	if l.From != when.NoDay {
		fmt.Fprintf(a.Out, ", known from %s until %s", l.From, l.To)
	}
	fmt.Fprintf(a.Out, "; last read %s\n", l.Read)
	for _, b := range l.BadRows {
		where := desk.At(logbook.Place{URI: l.Where}, b.Line)
		fmt.Fprintf(a.Out, "          %s: %s\n", s.Plain(where), s.Plain(b.What))
	}
	if more := l.Bad - len(l.BadRows); more > 0 {
		fmt.Fprintf(a.Out, "          and %s more\n", say.Count(more, "bad row", "bad rows"))
	}
}
