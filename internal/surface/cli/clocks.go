package cli

import (
	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/draw/ical"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

func (a *app) clocksCommand() *cobra.Command {
	f, calendar := &answerFlags{}, ""
	c := &cobra.Command{
		Use:   "clocks [PATH...]",
		Short: "How long ago the last hands-on day, commit, review and free half day were, and how long is usual",
		RunE: func(c *cobra.Command, paths []string) error {
			r, problem := a.briefAt(c.Context(), &f.queryFlags, paths)
			if problem != nil && len(r.Clocks) == 0 {
				return problem
			}
			if problem == nil && len(r.Clocks) == 0 && !f.json {
				return fault.New(fault.Nothing, "no clock runs yet: no commit, review or meeting of yours is known").Try("`backsight import PATH...` reads git repositories and calendars")
			}
			var err error
			switch {
			case calendar != "":
				err = a.Write(calendar, ical.Clocks(r, a.desk.Now()))
			case f.json:
				err = a.WriteJSON(r.Clocks)
			default:
				err = text.Clocks(a.Out, r, a.Screen())
			}
			if err != nil {
				return err
			}
			return problem
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	c.Flags().StringVar(&calendar, "ics", "", "write the days on which each will be past your habit, as a calendar, to this `file`; - is stdout")
	f.common(c.Flags())
	return c
}
