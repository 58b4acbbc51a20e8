package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/doctor"
)

func (a *app) doctorCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "What would cost evidence or privacy on this machine, each with what to do about it",
		Long: "doctor looks at the store, at who may read it, at the places it was read from, at how\n" +
			"long coding assistants keep their logs, and at where editors send their heartbeats. It\n" +
			"changes nothing. Exit code 0: nothing to do; 1: something is.",
		Example: "  backsight doctor\n  backsight doctor --json | jq '.[] | select(.state == \"bad\")'",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.diagnosis(c.Context(), asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON: check, state (ok, bad, note), say, do")
	return c
}

// diagnosis shows what was found; something bad is exit code 1.
func (a *app) diagnosis(ctx context.Context, asJSON bool) error {
	found := doctor.Check(ctx, a.desk)
	if err := ctx.Err(); err != nil {
		return err
	}
	s, worst := a.screen(), error(nil)
	for _, f := range found {
		if f.State == doctor.Bad {
			worst = &fault.Fault{Kind: fault.Failed}
		}
		if asJSON {
			continue
		}
		fmt.Fprintf(a.Out, "%-4s  %-10s %s\n", f.State, f.Check, s.Plain(f.Say))
		if f.Do != "" {
			fmt.Fprintf(a.Out, "%-4s  %-10s %s\n", "", "", s.Plain("do: "+f.Do))
		}
	}
	if asJSON {
		if err := a.writeJSON(found); err != nil {
			return err
		}
	}
	return worst
}
