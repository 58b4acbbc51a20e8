package noting

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/noted"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

func (a *app) watchCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "watch [FILE|DIR...]",
		Short: "Read what you write in a text file or a folder of daily notes, now and with every import",
		Long: "A line such as `2026-03-02 10:15 energy 5 after the review`, or `- 10:15 energy 5` in a daily\n" +
			"note of Obsidian or Logseq, is an entry as if you had said it; prose is passed over and never\n" +
			"kept (docs/notes.md). The file is never written to. Without a path, the places that are read\n" +
			"are listed; `backsight sources remove` ends it for one.",
		Example: "  backsight notes watch ~/energy.txt\n  backsight notes watch ~/vault/journals\n  backsight import",
		RunE: func(c *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return a.listWatched(c.Context())
			}
			return a.watch(c.Context(), paths)
		},
	}
}

// watch reads the places; that they were read is what remembers them.
func (a *app) watch(ctx context.Context, paths []string) error {
	var places []find.Found
	for _, path := range paths {
		f, err := noted.At(ctx, a.desk, path)
		if err != nil {
			return err
		}
		places = append(places, f)
	}
	d, err := a.desk.OpenOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	skipped, err := d.NotRead(ctx, places)
	if err != nil {
		return err
	}
	if skipped != "" {
		return fault.New(fault.Usage, "%s", skipped)
	}
	problems, err := d.Import(ctx, nil, places, terminal.Talk{Terminal: a.Terminal})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	h, err := d.Held(ctx, places)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s: %s", find.Words(places), say.Count(h.Facts, "entry", "entries"))
	if h.Bad > 0 {
		line += fmt.Sprintf(", %s (`backsight sources` shows them)", say.Count(h.Bad, "bad row", "bad rows"))
	}
	fmt.Fprintln(a.Out, line)
	a.Tell("`backsight import` reads it anew")
	return a.Report(problems)
}

func (a *app) listWatched(ctx context.Context) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	places, err := noted.Places(ctx, d)
	if err != nil {
		return err
	}
	for _, p := range places {
		fmt.Fprintln(a.Out, a.Screen().Plain(p.URI))
	}
	if len(places) == 0 {
		return fault.New(fault.Nothing, "no file or folder of notes is read").Try("`backsight notes watch FILE|DIR`")
	}
	return nil
}
