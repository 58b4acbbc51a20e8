package saying

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/record"
)

func (a *app) levelsCommand() *cobra.Command {
	var asJSON, history bool
	c := &cobra.Command{
		Use:   "levels",
		Short: "Show your table of levels: how far each kind of work is from the work itself",
		Long: "`backsight say level WORK LEVEL` changes a row, for all the years; `backsight unsay level\n" +
			"WORK` undoes that. The measures `remove` and `planned_remove` and the page Distance change\n" +
			"at once. Work that an agent did alone is one level further away.",
		Example: "  backsight levels\n  backsight say level reviewing 2 --note \"I only skim\"\n  backsight unsay level reviewing\n  backsight levels --history",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.levels(c.Context(), asJSON, history)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON, with the history")
	c.Flags().BoolVar(&history, "history", false, "every change of the table, the oldest first")
	return c
}

func (a *app) levels(ctx context.Context, asJSON, history bool) error {
	d, err := a.desk.NeedOwn(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	rows, err := d.Levels(ctx)
	if err != nil {
		return err
	}
	switch {
	case asJSON:
		return a.WriteJSON(map[string]any{"levels": desk.LevelValues(rows)})
	case history:
		return a.levelHistory(rows)
	}
	means := record.Levels()
	for _, r := range rows {
		line := fmt.Sprintf("%d  %-14s %s", r.Level, r.Work, means[r.Level])
		if r.Said != nil {
			line += fmt.Sprintf("  (%s, %s; usually %d)", a.Screen().Plain(r.Said.Who()), a.dayOf(r.Said.Said), r.Usual)
		}
		fmt.Fprintln(a.Out, line)
	}
	return nil
}

// levelHistory prints what was ever said of the table, in the order of saying.
func (a *app) levelHistory(rows []desk.LevelRow) error {
	var all []record.Entry
	for _, r := range rows {
		all = append(all, r.History...)
	}
	slices.SortStableFunc(all, func(x, y record.Entry) int { return int(max(-1, min(1, x.Said-y.Said))) })
	for _, e := range all {
		said := e.Text("level")
		if e.Gone {
			said = "taken back"
		}
		line := fmt.Sprintf("%s  %s  %s: %s", a.dayOf(e.Said), a.Screen().Plain(e.Who()), e.Text("work"), said)
		if note := e.Text("note"); note != "" && !e.Gone {
			line += ", " + a.Screen().Plain(note)
		}
		fmt.Fprintln(a.Out, line)
	}
	a.Tell("%s", say.Count(len(all), "entry", "entries"))
	return nil
}

// dayOf is the day of an instant at home, UTC where the setting is wrong: other
// commands say so.
func (a *app) dayOf(at when.Instant) when.Day {
	zone, err := a.desk.Zone("")
	if err != nil || zone == nil {
		zone = time.UTC
	}
	return at.Day(zone)
}
