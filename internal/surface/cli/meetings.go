package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

type meetingsFlags struct {
	answerFlags
	against string
	all     bool
	full    bool
}

func (a *app) meetingsCommand() *cobra.Command {
	f := &meetingsFlags{}
	c := &cobra.Command{
		Use:   "meetings [PATH...]",
		Short: "Your meetings: hours, time left to focus, what each series costs, and which one to move",
		Long: "meetings reads the calendars among the PATHs, or what `backsight import` has kept. It\n" +
			"covers the last 13 weeks and this one, or the period that --since and --until name.\n" +
			"Where the calendar ends before, it covers the last 13 weeks that it knows.",
		Example: "  backsight meetings ~/calendar.ics\n  backsight meetings --since 2026-07 --until 2026-09 --against 2019\n  backsight meetings --json | jq '.series[] | select(.endless)'",
		RunE: func(c *cobra.Command, paths []string) error {
			return a.meetings(c.Context(), f, paths)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.since, "since", "", "from this `day`, month or year on; 13 whole weeks before the end if not given")
	flags.StringVar(&f.until, "until", "", "until the end of this `day`, month or year; now if not given")
	flags.StringVar(&f.against, "against", "", "compare the focus time with this `period`; the reference if not given")
	flags.StringVar(&f.zone, "zone", "", "the home zone, such as Europe/Berlin")
	flags.StringArrayVar(&f.me, "me", nil, "a `name` or e-mail address of yours; may be given again")
	flags.BoolVar(&f.all, "all", false, "list every series, not only those that cost most")
	flags.BoolVar(&f.full, "full", false, "every figure, and what each of them means")
	flags.BoolVar(&f.json, "json", false, "everything as JSON (docs/meetings-json.md)")
	return c
}

func (a *app) meetings(ctx context.Context, f *meetingsFlags, paths []string) error {
	q, err := a.question(&f.queryFlags)
	if err != nil {
		return err
	}
	var ask reckon.MeetingsQuestion
	if q.Since != when.NoDay || f.until != "" {
		ask.Days = when.Days{From: q.Now.Monday() - 7*reckon.Quarter, To: q.Now}
		if q.Since != when.NoDay {
			ask.Days.From = q.Since
		}
	}
	if q.Since != when.NoDay && ask.Days.Len() == 0 {
		return fault.New(fault.Nothing, "no day from %s on is over yet", ask.Days.From).Try("name an earlier day with --since")
	}
	if f.against != "" {
		if ask.Against, err = terminal.Period(f.against, q.Now); err != nil {
			return err
		}
	}
	if ask.Rate, err = a.desk.Settings.HourlyRate(); err != nil {
		return fault.New(fault.Usage, "%v", err)
	}
	q.Since = when.NoDay // the reference may lie before
	var found reckon.Meetings
	problem := a.over(ctx, q, desk.Evidence{Paths: paths, Me: f.me}, func(s *desk.Sight) (err error) {
		ask.Question = s.Question
		found, err = s.Desk.Reckoning().Meetings(ctx, s.Desk.Grant, ask)
		return err
	})
	var part *fault.Fault
	if problem != nil && !(errors.As(problem, &part) && part.Kind == fault.Incomplete && found.Version > 0) {
		return problem
	}
	if found.Nothing() && problem == nil {
		why, try := text.MeetingsNothing(found)
		return fault.New(fault.Nothing, "%s", why).Try("%s", try)
	}
	if f.json {
		err = a.WriteJSON(found)
	} else {
		err = text.Meetings(a.Out, found, f.all, f.full, a.Screen())
	}
	return errors.Join(err, problem)
}
