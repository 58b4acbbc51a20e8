package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// queryFlags are those that say what is asked: who, of what, against what and at
// what time.
type queryFlags struct {
	since, until, reference, zone, measure string
	me, work, own                          []string
	references                             bool
}

// common are the flags of every command that looks.
func (f *queryFlags) common(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.me, "me", nil, "a `name` or e-mail address of yours; may be given again")
	flags.StringVar(&f.until, "until", "", "look back from the end of this `day`, month or year")
	flags.StringVar(&f.reference, "reference", "", "compare with this `period` this time: 2017, 2017-03 or 2017..2018")
	f.zoned(flags)
}

// zoned is the flag of every command that tells days.
func (f *queryFlags) zoned(flags *pflag.FlagSet) {
	flags.StringVar(&f.zone, "zone", "", "the home zone, such as Europe/Berlin")
}

// query is what the flags say.
func (a *app) query(f *queryFlags) (ask desk.Query, err error) {
	ask = desk.Query{Zone: f.zone, Measure: f.measure, Work: f.work, Own: f.own, Me: f.me, Others: f.references}
	today, err := a.desk.Today(f.zone)
	if err != nil {
		return ask, err
	}
	for _, p := range []struct {
		text string
		days *when.Days
	}{{f.since, &ask.Since}, {f.until, &ask.Until}, {f.reference, &ask.Reference}} {
		if p.text == "" {
			continue
		}
		if *p.days, err = terminal.Period(p.text, today); err != nil {
			return ask, err
		}
	}
	return ask, nil
}

// question is what the flags ask, before it is known of whom.
func (a *app) question(f *queryFlags) (q reckon.Question, err error) {
	ask, err := a.query(f)
	if err != nil {
		return q, err
	}
	return a.desk.Question(ask)
}

// answerFlags are those of a command that answers as text or as JSON.
type answerFlags struct {
	queryFlags
	json bool
}

// lookFlags are the flags of look: what is asked, and how it is shown.
type lookFlags struct {
	answerFlags
	weeks     bool
	full      bool
	plain     bool
	svg, html string
	around    int
}

func (a *app) lookCommand() *cobra.Command {
	f := &lookFlags{}
	c := &cobra.Command{
		Use:   "look [PATH...]",
		Short: "How far you have moved from building since the reference, when it changed, and what is now",
		Long: "look reads the PATHs: folders, searched for git repositories, and .ics files. Without\n" +
			"a PATH it shows what `backsight import` has kept. If nothing was kept, it reads what it\n" +
			"finds in your home folder; if nothing is found, it shows a made-up life and says so. It\n" +
			"writes nothing but a cache, and which places you leave out.",
		Example: "  backsight look ~/src ~/calendar.ics\n  backsight look --me ann@example.org --since 2015 repo\n  backsight look --html page.html --plain\n  backsight look --json | jq '.claims[].text'",
		RunE: func(c *cobra.Command, paths []string) error {
			return a.look(c.Context(), f, paths)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.since, "since", "", "leave out what came before this `day`, month or year")
	flags.StringArrayVar(&f.work, "work", nil, "a `pattern` of repositories and calendars that are work")
	flags.StringArrayVar(&f.own, "own", nil, "a `pattern` of those that are your own")
	flags.BoolVar(&f.json, "json", false, "everything as JSON (docs/json.md)")
	flags.StringVar(&f.svg, "svg", "", "draw the picture into `file`")
	flags.StringVar(&f.html, "html", "", "write one self-contained page into `file`")
	flags.BoolVar(&f.plain, "plain", false, "to share: no names, paths or addresses, repositories as numbers")
	flags.StringVar(&f.measure, "measure", "", "only this `measure`")
	flags.BoolVar(&f.full, "full", false, "everything: all measures, sources and limits")
	flags.BoolVar(&f.weeks, "weeks", false, "the numbers, one week a line")
	flags.BoolVar(&f.references, "references", false, "compare with each year that could be the reference")
	flags.IntVar(&f.around, "around", 0, "the weeks around turn `N`, week by week")
	f.common(flags)
	return c
}

// look answers the main question and shows it as asked.
func (a *app) look(ctx context.Context, f *lookFlags, paths []string) error {
	r, problem := a.lookAt(ctx, &f.queryFlags, paths)
	var quiet *fault.Fault
	if problem != nil && !(errors.As(problem, &quiet) && quiet.Kind == fault.Incomplete && len(r.Measures) > 0) {
		return problem
	}
	if err := a.show(r, f); err != nil {
		return err
	}
	if problem == nil && len(r.Measures) == 0 {
		return nothingKnown(r, f.since != "" || f.until != "")
	}
	return problem
}

// nothingKnown says why a reading of good input, of all time or of some, found
// nothing to show.
func nothingKnown(r reckon.Report, some bool) error {
	for _, s := range r.Sources {
		switch {
		case s.Yours == 0 || s.From != when.NoDay:
		case s.Hands:
			return fault.New(fault.Nothing, "%s has no entries before today; a look ends with yesterday", s.Where).Try("`backsight day` shows today")
		default:
			return fault.New(fault.Nothing, "none of your commits in %s has a usable date", s.Where)
		}
	}
	if some {
		return fault.New(fault.Nothing, "nothing of yours is known for that period").Try("--since and --until name another; without them all of it is shown")
	}
	return fault.New(fault.Nothing, "nothing of yours was found").Try("`backsight look --me NAME` or `--me EMAIL` says who you are in these histories")
}

// lookAt takes the report of what lies at the paths, else of what is known. The
// report may hold something beside an error.
func (a *app) lookAt(ctx context.Context, f *queryFlags, paths []string) (reckon.Report, error) {
	return a.reportOf(ctx, f, paths, reckon.Desk.Look)
}

// briefAt is lookAt without what only a picture and a table show.
func (a *app) briefAt(ctx context.Context, f *queryFlags, paths []string) (reckon.Report, error) {
	return a.reportOf(ctx, f, paths, reckon.Desk.Brief)
}

// reportOf takes a report of what lies at the paths, else of what is known.
func (a *app) reportOf(ctx context.Context, f *queryFlags, paths []string, take func(reckon.Desk, context.Context, policy.Grant, reckon.Question) (reckon.Report, error)) (r reckon.Report, err error) {
	q, err := a.question(f)
	if err != nil {
		return r, err
	}
	err = a.over(ctx, q, desk.Evidence{Paths: paths, Me: f.me}, func(s *desk.Sight) (err error) {
		if err := a.patterns(ctx, f, s.Desk); err != nil {
			return err
		}
		r, err = take(s.Desk.Reckoning(), ctx, s.Desk.Grant, s.Question)
		return err
	})
	return r, err
}

// patterns says which patterns of repositories and calendars match nothing: a flag that
// does is wrong use, a setting may be of another machine.
func (a *app) patterns(ctx context.Context, f *queryFlags, d *desk.Desk) error {
	asked, settings, err := d.Unmatched(ctx, desk.Query{Work: f.work, Own: f.own})
	if err != nil {
		return err
	}
	const try = "a folder's or a calendar's name, a path, or * and ? as in the shell; `backsight sources` shows what was read"
	if len(asked) > 0 {
		return fault.New(fault.Usage, "no repository and no calendar matches %q", asked[0]).Try(try)
	}
	for _, text := range settings {
		a.Complain(fault.New(fault.Incomplete, "no repository and no calendar matches %q in %s", text, a.desk.Folders.SettingsFile()).Try(try))
	}
	return nil
}

// show writes the report where the flags want it.
func (a *app) show(r reckon.Report, f *lookFlags) error {
	if f.plain {
		r = draw.Shared(r)
	}
	if f.svg != "" {
		if err := a.Write(f.svg, svg.SVG(r)); err != nil {
			return err
		}
	}
	if f.html != "" {
		page, err := svg.HTML(r)
		if err != nil {
			return fmt.Errorf("drawing the page: %w", err)
		}
		if err := a.Write(f.html, page); err != nil {
			return err
		}
	}
	if turns := turnsOf(r); f.around != 0 && (f.around < 1 || f.around > turns) {
		return fault.New(fault.Usage, "there is no turn %d", f.around).Try("there are %s", say.Count(turns, "turn", "turns"))
	}
	switch {
	case f.around > 0:
		return text.Around(a.Out, r, f.around, a.Screen())
	case f.json:
		return a.WriteJSON(r)
	case f.weeks:
		return text.Weeks(a.Out, r)
	case f.full:
		return text.Full(a.Out, r, a.Screen())
	default:
		return text.Text(a.Out, r, a.Screen())
	}
}

// turnsOf counts the turns of the headline.
func turnsOf(r reckon.Report) int {
	if len(r.Measures) == 0 {
		return 0
	}
	return len(r.Measures[0].Backsight.TurnsOrNone())
}

// over finds and reads what a question is answered from, lets answer give the
// answer, and says what could not be read. answer is not asked where there was
// nothing to read.
func (a *app) over(ctx context.Context, q reckon.Question, of desk.Evidence, answer func(*desk.Sight) error) error {
	s, err := a.desk.Sight(ctx, q, of, a.talk())
	if err == nil && s.Desk != nil {
		defer s.Desk.Close()
		err = answer(s)
	}
	if len(s.Problems) == 0 {
		return err
	}
	return errors.Join(err, a.Report(s.Problems))
}
