// Package writing is the command "letter": one page about a week, a month or a year.
package writing

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/letter"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/paper"
)

// app is the command's end of the program.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

type letterFlags struct {
	week, month, year, html, markdown, text bool
	out, on                                 string
}

// Command is "letter", for a terminal, over the store of a desk.
func Command(t *terminal.Terminal, o *desk.Options) *cobra.Command {
	a, f := &app{t, o}, &letterFlags{}
	c := &cobra.Command{
		Use:   "letter",
		Short: "One page about the last week, month or year: what moved, what did not, one question",
		Long: "letter sets the last week that is over beside the 26 weeks before it (--month beside 12\n" +
			"months, --year beside 5 years) and says what lies outside of what they held, what was\n" +
			"found since the letter before, what you said, what the data cannot tell, and one\n" +
			"question. Where there is nothing to say it prints nothing.",
		Example: "  backsight letter\n  backsight letter --month --html --out letter.html\n  backsight letter --week | mail -s \"My week\" me@example.org",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.letter(c.Context(), f) },
	}
	flags := c.Flags()
	flags.BoolVar(&f.week, "week", false, "about the last week, as without a flag")
	flags.BoolVar(&f.month, "month", false, "about the last month")
	flags.BoolVar(&f.year, "year", false, "about the last year")
	flags.BoolVar(&f.html, "html", false, "as a page that needs nothing else")
	flags.BoolVar(&f.markdown, "markdown", false, "as Markdown")
	flags.BoolVar(&f.text, "text", false, "as text, as without a flag")
	flags.StringVar(&f.on, "on", "", "as if it were this `day`: the last period that was over then")
	flags.StringVar(&f.out, "out", "-", "write to this `file`")
	return c
}

func (f *letterFlags) length() letter.Length {
	switch {
	case f.month:
		return letter.Month
	case f.year:
		return letter.Year
	}
	return letter.Week
}

// check says which flags cannot stand together.
func (f *letterFlags) check() error {
	for _, some := range [][]bool{{f.week, f.month, f.year}, {f.html, f.markdown, f.text}} {
		n := 0
		for _, set := range some {
			if set {
				n++
			}
		}
		if n > 1 {
			return fault.New(fault.Usage, "a letter has one length and one form").Try("give one of --week, --month, --year and one of --text, --markdown, --html")
		}
	}
	return nil
}

func (a *app) letter(ctx context.Context, f *letterFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	today, err := a.desk.Today("")
	if err != nil {
		return err
	}
	if f.on != "" {
		if today, err = when.ParseDay(f.on); err != nil {
			return fault.New(fault.Usage, "%q is not a day", f.on).Try("write 2026-03-02")
		}
	}
	l, some, err := Write(ctx, *a.desk, f.length(), today)
	if err != nil {
		return err
	}
	if !some {
		a.Tell("there is nothing to say of the last %s: what is seen lies within what the %ss before it held", f.length(), f.length())
		return nil
	}
	page, err := a.drawn(f, l)
	if err != nil {
		return err
	}
	return a.Write(f.out, page)
}

func (a *app) drawn(f *letterFlags, l letter.Letter) (string, error) {
	switch {
	case f.html:
		return paper.HTML(l)
	case f.markdown:
		return paper.Markdown(l), nil
	}
	return paper.Text(l, a.Screen()), nil
}

// Write is the letter about the last period of a length that was over on a day; false
// where there is nothing to say.
func Write(ctx context.Context, o desk.Options, length letter.Length, today when.Day) (letter.Letter, bool, error) {
	period := length.Last(today)
	d, now, err := asOf(ctx, o, nil, period.To)
	if err != nil {
		return letter.Letter{}, false, err
	}
	defer d.Close()
	_, before, err := asOf(ctx, o, d, period.From)
	if err != nil {
		return letter.Letter{}, false, err
	}
	said, err := saidIn(ctx, d, period)
	if err != nil {
		return letter.Letter{}, false, err
	}
	l, some := letter.Of(length, period, now, before, said)
	return l, some, nil
}

// asOf is the report as of the beginning of a day, by a desk, which is opened where none
// is given.
func asOf(ctx context.Context, o desk.Options, d *desk.Desk, day when.Day) (*desk.Desk, reckon.Report, error) {
	ask := desk.Query{Until: when.Days{From: day - 1, To: day}}
	if d == nil {
		var err error
		if d, _, err = o.NeedAsked(ctx, ask); err != nil {
			return nil, reckon.Report{}, err
		}
	}
	q, err := d.Question(ctx, ask)
	if err != nil {
		return d, reckon.Report{}, err
	}
	r, err := d.Reckoning().Look(ctx, d.Grant, q)
	return d, r, err
}

// saidIn is what the person said in a period that a letter tells again: wins, what was
// learned, read and tried.
func saidIn(ctx context.Context, d *desk.Desk, days when.Days) (out []string, err error) {
	for _, k := range []*record.Kind{record.Win, record.Learned, record.Paper, record.Prototype} {
		entries, err := d.Said(ctx, k, when.Span{})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if days.Has(e.Day) {
				out = append(out, fmt.Sprintf("%s, %s: %s", e.Day.Time().Format("Mon 2"), k.One, e.Text(k.Fields[0].Name)))
			}
		}
	}
	return out, nil
}
