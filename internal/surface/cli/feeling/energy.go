// Package feeling is the commands about how much energy a person has: what their
// check-ins say of each kind of work.
package feeling

import (
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/energy/wire"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// app is the commands' end of the program.
type app struct {
	*terminal.Terminal
	desk *desk.Options
}

// Command is "energy", for a terminal, over the store of a desk.
func Command(t *terminal.Terminal, o *desk.Options) *cobra.Command {
	return (&app{t, o}).energyCommand()
}

func (a *app) energyCommand() *cobra.Command {
	in, asJSON := "", false
	c := &cobra.Command{
		Use:   "energy",
		Short: "What your check-ins say of each kind of work: which gives energy, which takes it",
		Long: "energy sets check-ins against the work of the hour before each, compares hours inside the\n" +
			"same day, and says which kinds of work leave you with more energy than your average hour.\n" +
			"It says so only where it is at least 90 % sure of more than 0.15 points; else it says how\n" +
			"many check-ins more it needs. Only answers to a question count: `backsight serve` asks if\n" +
			"the setting checkins says how often. --in reads anyone's check-ins, one JSON object a\n" +
			"line (docs/energy-json.md).",
		Example: "  backsight energy\n  backsight energy --in checkins.ndjson\n  backsight energy --in - --json < checkins.ndjson",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if in == "" {
				return a.own(c.Context(), asJSON)
			}
			return a.energyIn(c.Context(), in, asJSON)
		},
	}
	c.Flags().StringVar(&in, "in", "", "read check-ins from `file`, one a line; - is stdin")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

// energyIn answers a file of check-ins. A line that does not hold is named and left
// out.
func (a *app) energyIn(ctx context.Context, name string, asJSON bool) error {
	in := a.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return fault.New(fault.Incomplete, "%s cannot be read", name).Because(err)
		}
		defer file.Close()
		in = file
	}
	left := 0
	found, err := wire.Read(until(ctx, in), func(line int, err error) {
		a.Tell("%s, line %d: %v", name, line, err)
		left++
	})
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", name).Because(err)
	}
	answer, err := of(ctx, found)
	if err != nil {
		return err
	}
	if err := a.show(answer, found, asJSON); err != nil {
		return err
	}
	return wire.Left(left, name)
}

// of answers, as long as the context lasts; the program ends then.
func of(ctx context.Context, found []energy.CheckIn) (energy.Answer, error) {
	done := make(chan energy.Answer, 1)
	go func() { done <- energy.Of(found) }()
	select {
	case answer := <-done:
		return answer, nil
	case <-ctx.Done():
		return energy.Answer{}, fault.New(fault.Stopped, "stopped; there was nothing to keep")
	}
}

// own answers from the person's own check-ins.
func (a *app) own(ctx context.Context, asJSON bool) error {
	d, q, err := a.desk.NeedAsked(ctx, desk.Query{})
	if err != nil {
		return err
	}
	defer d.Close()
	f, err := d.Reckoning().Felt(ctx, d.Grant, q)
	if err != nil {
		return err
	}
	return a.show(f.Answer, f.CheckIns, asJSON)
}

func (a *app) show(answer energy.Answer, checkIns []energy.CheckIn, asJSON bool) error {
	if asJSON {
		return wire.Write(a.Out, answer)
	}
	return text.Energy(a.Out, answer, checkIns, a.Screen())
}

// until reads as long as the context lasts.
func until(ctx context.Context, in io.Reader) io.Reader { return reader{ctx, in} }

type reader struct {
	ctx context.Context
	in  io.Reader
}

// Read is io.Reader's.
func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}
