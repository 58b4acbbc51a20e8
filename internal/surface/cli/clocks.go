package cli

import (
	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/surface/draw/text"
)

func (a *app) clocksCommand() *cobra.Command {
	f := &answerFlags{}
	c := &cobra.Command{
		Use:   "clocks [PATH...]",
		Short: "How long since the last hands-on day, commit, review and free half day, against your own habit",
		RunE: func(c *cobra.Command, paths []string) error {
			r, problem := a.lookAt(c.Context(), &f.queryFlags, paths)
			if problem != nil && len(r.Clocks) == 0 {
				return problem
			}
			var err error
			if f.json {
				err = a.WriteJSON(r.Clocks)
			} else {
				err = text.Clocks(a.Out, r, a.Screen())
			}
			if err != nil {
				return err
			}
			return problem
		},
	}
	c.Flags().BoolVar(&f.json, "json", false, "as JSON")
	f.common(c.Flags())
	return c
}
