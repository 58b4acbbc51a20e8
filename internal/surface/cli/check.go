package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/look"
)

func (a *app) checkCommand() *cobra.Command {
	f := &queryFlags{}
	c := &cobra.Command{
		Use:     "check [PATH...]",
		Short:   "For scripts: one sentence and exit code 10 if an alarm rings or something is overdue, else nothing",
		Example: "  backsight check || notify-send \"$(backsight check)\"",
		RunE:    func(c *cobra.Command, paths []string) error { return a.check(c.Context(), f, paths) },
	}
	f.common(c.Flags())
	return c
}

// check says whether anything rings. A clock comes first: it names a day.
func (a *app) check(ctx context.Context, f *queryFlags, paths []string) error {
	r, problem := a.briefAt(ctx, f, paths)
	if problem != nil && len(r.Measures) == 0 {
		return problem
	}
	if r.Synthetic {
		return fault.New(fault.Nothing, "there is nothing to check yet").Try("`backsight import PATH...` reads your evidence")
	}
	ringing := look.Ringing(r)
	if len(ringing) == 0 {
		return problem
	}
	text := ringing[0].Text.String()
	if n := len(ringing) - 1; n > 0 {
		text = fmt.Sprintf("%s; and %s (backsight clocks, backsight look).", strings.TrimSuffix(text, "."), say.Count(n, "more alarm", "more alarms"))
	}
	fmt.Fprintln(a.Out, text)
	return &fault.Fault{Kind: fault.Drifted}
}
