// Package writing is the command "letter": one page about a week, a month or a year.
package writing

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon/letter"
	"github.com/backsight/backsight/internal/surface/cli/serving"
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
	d, _, err := a.desk.NeedAsked(ctx, desk.Query{})
	if err != nil {
		return err
	}
	defer d.Close()
	l, some, err := serving.Letter(ctx, d, f.length(), today)
	if err != nil {
		return err
	}
	if !some {
		a.Tell("there is nothing to say of the last %s: nothing that was seen of it lies outside of what the %ss before held, nothing is new, and you said nothing", f.length(), f.length())
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
