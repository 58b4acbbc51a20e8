package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/bell"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// checkFlags are what is asked, how often it is said again, and whether it was seen.
type checkFlags struct {
	queryFlags
	again string
	seen  bool
}

func (a *app) checkCommand() *cobra.Command {
	f := &checkFlags{}
	c := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "For scripts: one sentence and exit code 10 when an alarm or a clock begins to ring, else nothing",
		Long: "check says in a sentence what rings and exits with 10 when it begins, and every 7 days\n" +
			"while it lasts; in between it is silent and exits with 0. What was said is kept in the\n" +
			"state folder. With a PATH, --me, --until or --reference nothing is kept, and it speaks\n" +
			"each time.",
		Example: "  said=$(backsight check) || notify-send \"$said\"\n  backsight check --seen\n  backsight check --again 0",
		RunE:    func(c *cobra.Command, paths []string) error { return a.check(c.Context(), f, paths) },
	}
	flags := c.Flags()
	flags.StringVar(&f.again, "again", "7d", "say it again after so many `days` while it lasts; 0 says it each time")
	flags.BoolVar(&f.seen, "seen", false, "be silent about what rings now, until it ends and begins again")
	f.common(flags)
	return c
}

// check says whether anything rings that is to be said. A clock comes first: it
// names a day.
func (a *app) check(ctx context.Context, f *checkFlags, paths []string) error {
	again, err := daysOf(f.again)
	if err != nil {
		return err
	}
	keeps := len(paths)+len(f.me) == 0 && f.until == "" && f.reference == ""
	if f.seen && !keeps {
		return fault.New(fault.Usage, "--seen is about your own store: it takes no PATH, --me, --until or --reference")
	}
	r, problem := a.briefAt(ctx, &f.queryFlags, paths)
	if problem != nil && len(r.Measures) == 0 {
		return problem
	}
	if r.Synthetic {
		return fault.New(fault.Nothing, "there is nothing to check yet").Try("`backsight import PATH...` reads your evidence")
	}
	ringing := look.Ringing(r)
	due, err := a.due(f, r, ringing, keeps, again)
	if err != nil {
		return err
	}
	if len(due) == 0 {
		return problem
	}
	fmt.Fprintln(a.Out, ringsText(ringing, due[0]))
	if err := text.NotCounted(a.Err, r.Person.Uncounted, a.Screen()); err != nil {
		return err
	}
	return &fault.Fault{Kind: fault.Drifted}
}

// daysOf is a number of days: "7d", "7" or "0".
func daysOf(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err != nil || n < 0 {
		return 0, fault.New(fault.Usage, "--again takes a number of days, not %q", text).Try("--again 7d, or --again 0 for each time")
	}
	return n, nil
}

// due are those of what rings that are to be said now. What was said, or seen, is
// remembered where it is about the person's own store.
func (a *app) due(f *checkFlags, r reckon.Report, ringing []reckon.Claim, keeps bool, again int) (due []int, err error) {
	names := make([]string, len(ringing))
	for i, c := range ringing {
		names[i] = look.RingName(r, c)
	}
	today, err := a.desk.Today(f.zone)
	if err != nil {
		return nil, err
	}
	if !keeps {
		due, _ = bell.Heard{}.Ask(names, today, 0)
		return due, nil
	}
	file := bell.File{Folder: a.desk.Folders.State, Store: desk.Shown(a.desk.Address())}
	heard, err := file.Read()
	if err != nil {
		a.Complain(err)
	}
	next := heard.See(names, today)
	if f.seen {
		a.saySeen(ringing)
	} else {
		due, next = heard.Ask(names, today, again)
	}
	if len(heard)+len(next) > 0 {
		if err := file.Write(next); err != nil {
			a.Complain(err)
		}
	}
	return due, nil
}

// saySeen says what is silent from now on.
func (a *app) saySeen(ringing []reckon.Claim) {
	if len(ringing) == 0 {
		fmt.Fprintln(a.Out, "Nothing rings.")
		return
	}
	for _, c := range ringing {
		fmt.Fprintf(a.Out, "Silent until it ends and begins again: %s\n", c.Text)
	}
}

// ringsText is the sentence of one that rings, and how many others do.
func ringsText(ringing []reckon.Claim, which int) string {
	text := ringing[which].Text.String()
	if n := len(ringing) - 1; n > 0 {
		text = fmt.Sprintf("%s; and %s (backsight clocks, backsight look).", strings.TrimSuffix(text, "."), say.Count(n, "more alarm", "more alarms"))
	}
	return text
}
