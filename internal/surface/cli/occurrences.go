package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

func (a *app) occurrencesCommand() *cobra.Command {
	var from, to, zone string
	var asJSON bool
	c := &cobra.Command{
		Use:     "occurrences FILE.ics",
		Short:   "List when the events of a calendar file take place, one a line",
		Example: "  backsight occurrences cal.ics --from 2026-11-01 --to 2026-12-01\n  backsight occurrences cal.ics --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if from == "" || to == "" {
				return wrongUse(c, "--from and --to are both needed")
			}
			return a.occurrences(args[0], from, to, zone, asJSON)
		},
	}
	flags := c.Flags()
	flags.StringVar(&from, "from", "", "from this `time` on: 2026-11-01, or with a time of day, 2026-11-01T09:00:00")
	flags.StringVar(&to, "to", "", "until before this `time`")
	flags.StringVar(&zone, "zone", "", "the time zone for times that name none, such as Europe/Berlin")
	flags.BoolVar(&asJSON, "json", false, "one JSON object a line")
	return c
}

func (a *app) occurrences(name, from, to, zoneName string, asJSON bool) error {
	var zone *time.Location
	if zoneName != "" {
		var err error
		if zone, err = a.desk.Zone(zoneName); err != nil {
			return err
		}
	}
	file, err := os.Open(name)
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", name).Because(err)
	}
	defer file.Close()
	found, err := calendar.Occurrences(file, from, to, zone, time.LoadLocation)
	if err != nil {
		return fault.New(fault.Usage, "%s: %v", name, err)
	}
	if err := a.list(found.Rows, asJSON); err != nil {
		return err
	}
	return a.Report(badLines(name, found.Bad))
}

func (a *app) list(rows []calendar.Row, asJSON bool) error {
	out := bufio.NewWriter(a.Out)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	s := a.Screen()
	for _, row := range rows {
		if asJSON {
			if err := e.Encode(row); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(out, "%-20s  %-20s  %s\n", row.Start, row.End, s.Plain(row.Summary))
	}
	return out.Flush()
}

func badLines(name string, bad []logbook.BadRow) (problems []error) {
	for _, row := range bad {
		problems = append(problems, fault.New(fault.Incomplete, "%s: %s", desk.At(logbook.Place{URI: name}, row.Line), row.What))
	}
	return problems
}
