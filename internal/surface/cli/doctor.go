package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
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
		RunE:    func(c *cobra.Command, _ []string) error { return a.doctor(c.Context(), asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON: check, state (ok, bad, note), say, do")
	return c
}

// finding is what one check found.
type finding struct {
	Check string `json:"check"`
	State string `json:"state"` // ok, bad, note
	Say   string `json:"say"`
	Do    string `json:"do,omitempty"`
}

func fine(check, format string, args ...any) finding {
	return finding{Check: check, State: "ok", Say: fmt.Sprintf(format, args...)}
}

func note(check, format string, args ...any) finding {
	return finding{Check: check, State: "note", Say: fmt.Sprintf(format, args...)}
}

func bad(check, do, format string, args ...any) finding {
	return finding{Check: check, State: "bad", Say: fmt.Sprintf(format, args...), Do: do}
}

// doctor runs every check. To add one, write it and put it here.
func (a *app) doctor(ctx context.Context, asJSON bool) error {
	d, err := a.desk.FindOwn(ctx)
	found := []finding{}
	switch {
	case err != nil:
		found = append(found, bad("store", hintOf(err, "restore it from a copy; what it was read from may still be there"),
			"the store at %s cannot be opened: %v", shown(a.desk.Address()), err))
	case d == nil:
		found = append(found, note("store", "there is no store yet; `backsight import PATH...` makes one"))
	default:
		defer d.Close()
		found = append(found, a.soundStore(ctx, d)...)
		found = append(found, a.placesThere(ctx, d)...)
	}
	found = append(found, a.privateFiles()...)
	found = append(found, a.logsKept(ctx, d)...)
	found = append(found, a.editorSends()...)
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.diagnosis(found, asJSON)
}

// hintOf is what an error itself says to do, else what usually helps.
func hintOf(err error, usual string) string {
	if f, is := errors.AsType[*fault.Fault](err); is && f.Hint != "" {
		return f.Hint
	}
	return usual
}

// diagnosis shows what was found; something bad is exit code 1.
func (a *app) diagnosis(found []finding, asJSON bool) error {
	s, worst := a.screen(), error(nil)
	for _, f := range found {
		if f.State == "bad" {
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
