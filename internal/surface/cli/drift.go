package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/drift/wire"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

func (a *app) driftCommand() *cobra.Command {
	f := &answerFlags{}
	in := ""
	c := &cobra.Command{
		Use:   "drift [PATH...]",
		Short: "Every measure: how far it moved, how fast, and when; or the same for series of your own",
		Long: "drift shows every measure of yours. With --in it reads any series, one JSON object a line,\n" +
			"and writes one line of JSON for each, in the same order (docs/drift-json.md).",
		Example: "  backsight drift\n  backsight drift --measure meeting_hours --json\n  backsight drift --in series.ndjson --json",
		RunE: func(c *cobra.Command, paths []string) error {
			if in != "" {
				return a.driftIn(c.Context(), in)
			}
			return a.drift(c.Context(), f, paths)
		},
	}
	flags := c.Flags()
	flags.StringVar(&in, "in", "", "read series from `file`, one a line; - is stdin")
	flags.StringVar(&f.measure, "measure", "", "only this `measure`")
	flags.BoolVar(&f.json, "json", false, "as JSON")
	f.common(flags)
	return c
}

func (a *app) drift(ctx context.Context, f *answerFlags, paths []string) error {
	r, problem := a.lookAt(ctx, &f.queryFlags, paths)
	if problem != nil && len(r.Measures) == 0 {
		return problem
	}
	var err error
	if f.json {
		err = a.WriteJSON(r.Measures)
	} else {
		err = text.Drift(a.Out, r, a.Screen())
	}
	return errors.Join(err, problem)
}

// driftIn answers a file of series.
func (a *app) driftIn(ctx context.Context, name string) error {
	in := a.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return fault.New(fault.Incomplete, "%s cannot be read", name).Because(err)
		}
		defer file.Close()
		in = file
	}
	out := bufio.NewWriter(a.Out)
	bad, err := answerLines(ctx, in, out)
	if err = errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("answering %s: %w", name, err)
	}
	if bad > 0 {
		return fault.New(fault.Incomplete, "%s in %s could not be answered; the error is in the line's place", say.Count(bad, "line", "lines"), name)
	}
	return nil
}

// answer is one line's answer on its way.
type answer struct {
	line []byte
	bad  bool
}

// answerLines answers every line in its order, a few at a time, without holding
// more of them than that.
func answerLines(ctx context.Context, in io.Reader, out io.Writer) (bad int, err error) {
	waiting := make(chan chan answer, runtime.GOMAXPROCS(0))
	var readErr error
	go func() {
		defer close(waiting)
		readErr = eachLine(in, func(line []byte) bool {
			done := make(chan answer, 1)
			select {
			case waiting <- done:
			case <-ctx.Done():
				return false
			}
			go func() {
				text, bad := wire.Answer(line)
				done <- answer{text, bad}
			}()
			return true
		})
	}()
	for done := range waiting {
		got := <-done
		if got.bad {
			bad++
		}
		if err == nil {
			_, err = out.Write(append(got.line, '\n'))
		}
	}
	return bad, errors.Join(err, readErr, ctx.Err())
}

// eachLine visits every line that holds anything; of one that is too long the beginning.
func eachLine(in io.Reader, visit func([]byte) bool) error {
	r := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := bounded.Line(r, 8<<20)  // a series of a hundred years of days is 1 MB
		if errors.Is(err, bounded.ErrLong) { // what is left of it is no question
			line, err = line[:100], nil
		}
		if len(line) > 1 && !visit(line) {
			return nil
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
