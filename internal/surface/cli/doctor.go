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
		Short: "What could cost you evidence or privacy on this machine, and what to do about it",
		Long: "doctor checks the store, who can read it, the places it was read from, how long coding\n" +
			"assistants keep their logs, and where editors send their heartbeats. It changes nothing.\n" +
			"Exit code 0: there is nothing to do; 1: there is something to do.",
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
	s, worst := a.Screen(), error(nil)
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
		if err := a.WriteJSON(found); err != nil {
			return err
		}
	}
	return worst
}
