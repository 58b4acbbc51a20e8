package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

func (a *app) occurrencesCommand() *cobra.Command {
	var from, to, zone string
	var me []string
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
			return a.occurrences(args[0], from, to, zone, me, asJSON)
		},
	}
	flags := c.Flags()
	flags.StringVar(&from, "from", "", "from this `time` on: 2026-11-01, or with a time of day, 2026-11-01T09:00:00")
	flags.StringVar(&to, "to", "", "until before this `time`")
	flags.StringVar(&zone, "zone", "", "the time zone for times that name none, such as Europe/Berlin")
	flags.StringArrayVar(&me, "me", nil, "a `name` or e-mail address of yours, whose answers count; may be given again")
	flags.BoolVar(&asJSON, "json", false, "one JSON object a line")
	return c
}

func (a *app) occurrences(name, from, to, zoneName string, me []string, asJSON bool) error {
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
	found, err := calendar.Occurrences(file, from, to, zone, a.answering(me), time.LoadLocation)
	if err != nil {
		return fault.New(fault.Usage, "%s: %v", name, err)
	}
	if err := a.list(&found, asJSON); err != nil {
		return err
	}
	return a.Report(badLines(name, found.Bad))
}

// answering is the person whose answers are looked for: whom me names, else the
// one of git's configuration; nobody where neither says.
func (a *app) answering(me []string) who.Self {
	if len(me) > 0 {
		return person.Given(me).Self
	}
	p, err := person.Configured(a.desk.Folders.Home, a.desk.Variable)
	if err != nil {
		return who.Self{} // the list is right without
	}
	return p.Self
}

func (a *app) list(found *calendar.Listing, asJSON bool) error {
	out := bufio.NewWriter(a.Out)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	s := a.Screen()
	for _, row := range found.Rows {
		if asJSON {
			if err := e.Encode(row); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(out, "%-20s  %-20s  %s%s\n", row.Start, row.End, s.Plain(row.Summary), s.Plain(remark(&row, found.Named)))
	}
	return out.Flush()
}

// remark is what stands behind a title: that it does not take place, or not with
// the person. Named says that it is known who of those asked that is.
func remark(row *calendar.Row, named bool) string {
	switch {
	case row.Status != "confirmed":
		return " (" + row.Status + ")"
	case !named && len(row.DeclinedBy) > 0:
		return " (declined by " + say.List(row.DeclinedBy) + ")"
	}
	return ""
}

func badLines(name string, bad []logbook.BadRow) (problems []error) {
	for _, row := range bad {
		problems = append(problems, fault.New(fault.Incomplete, "%s: %s", desk.At(logbook.Place{URI: name}, row.Line), row.What))
	}
	return problems
}
