package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/surface/draw"
)

// lookFlags are the flags of look.
type lookFlags struct {
	since, until, reference, zone string
	me, work, own                 []string
	json, weeks, references       bool
	svg, html, measure            string
	around                        int

	// instead is asked of the open desk in place of the report; nil for it.
	instead func(context.Context, *desk, reckon.Question) error
}

func (a *app) lookCommand() *cobra.Command {
	f := &lookFlags{}
	c := &cobra.Command{
		Use:   "look [PATH...]",
		Short: "How far you have moved from the reference, where it turned, how long since the last time",
		Long: "look reads the PATHs: folders, searched for git repositories, and .ics files. Without\n" +
			"a PATH it reads what `backsight import` has kept; where nothing was kept, what it finds\n" +
			"in your home folder; where there is nothing at all it shows a synthetic life, and says so.\n" +
			"It writes nothing but a cache.",
		Example: "  backsight look ~/src ~/calendar.ics\n  backsight look --me ann@example.org --since 2015 repo\n  backsight look --json | jq '.claims[].text'",
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
	flags.StringVar(&f.measure, "measure", "", "only this `measure`")
	flags.BoolVar(&f.weeks, "weeks", false, "the numbers, a week a line")
	flags.BoolVar(&f.references, "references", false, "the finding against each year that could be the reference")
	flags.IntVar(&f.around, "around", 0, "the evidence of the weeks around turn `N`")
	a.commonFlags(c, f)
	return c
}

// look answers the main question and shows it as asked.
func (a *app) look(ctx context.Context, f *lookFlags, paths []string) error {
	q, err := a.question(f)
	if err != nil {
		return err
	}
	r, problem := a.lookAt(ctx, f, q, paths)
	var quiet *fault.Fault
	if problem != nil && !(errors.As(problem, &quiet) && quiet.Kind == fault.Incomplete && len(r.Measures) > 0) {
		return problem
	}
	if err := a.show(r, f); err != nil {
		return err
	}
	if problem == nil && len(r.Measures) == 0 {
		return nothingKnown(r)
	}
	return problem
}

// nothingKnown says why a reading of good input found nothing to show.
func nothingKnown(r reckon.Report) error {
	for _, s := range r.Sources {
		switch {
		case s.Yours == 0 || s.From != when.NoDay:
		case s.Hands:
			return fault.New(fault.Nothing, "nothing in %s lies before today, with which a look ends", s.Where).Try("`backsight day` shows today")
		default:
			return fault.New(fault.Nothing, "none of your commits in %s can be placed in time", s.Where)
		}
	}
	return fault.New(fault.Nothing, "nothing of yours is known for that period").Try("--me NAME or --me EMAIL says who you are in these histories")
}

// question is what the flags ask, before it is known of whom.
func (a *app) question(f *lookFlags) (reckon.Question, error) {
	s, err := newSpheres(append(slices.Clone(a.settings.Work), f.work...), append(slices.Clone(a.settings.Own), f.own...))
	if err != nil {
		return reckon.Question{}, err
	}
	q := reckon.Question{Instant: a.instant(), Since: when.NoDay, Spheres: s.set(), SphereRules: s.rules(), Others: f.references}
	if q.Habits, err = a.habits(q.Habits.Self, f.zone, s); err != nil {
		return q, err
	}
	if q.Kinds, err = kinds.Edited(a.settings.Kinds); err != nil {
		return q, fault.New(fault.Usage, "%v", err)
	}
	if q.Habits.Categories, err = timeline.Activities(a.settings.Activities); err != nil {
		return q, fault.New(fault.Usage, "%v", err)
	}
	q.Now = q.Instant.Day(q.Habits.Zone(when.NoDay))
	q.Through = q.Now
	return q, a.periods(f, &q)
}

// periods reads the flags that name times.
func (a *app) periods(f *lookFlags, q *reckon.Question) error {
	if f.since != "" {
		days, err := parsePeriod(f.since)
		if err != nil {
			return err
		}
		q.Since = days.From
	}
	if f.until != "" {
		days, err := parsePeriod(f.until)
		if err != nil {
			return err
		}
		if days.To < q.Now {
			q.Now, q.Through = days.To, days.Last()
		}
	}
	if f.reference != "" {
		days, err := parsePeriod(f.reference)
		if err != nil {
			return err
		}
		q.Reference = days
	}
	if f.measure != "" {
		if m, some := measure.Named(f.measure); !some || m.Hidden {
			return fault.New(fault.Usage, "there is no measure %q", f.measure).Try("one of: %s", strings.Join(measureNames(), ", "))
		}
		q.Measures = []string{f.measure}
	}
	return nil
}

func measureNames() (out []string) {
	for _, m := range measure.All() {
		if !m.Hidden {
			out = append(out, m.Name)
		}
	}
	return out
}

// show writes the report where the flags want it.
func (a *app) show(r reckon.Report, f *lookFlags) error {
	if f.svg != "" {
		if err := a.write(f.svg, draw.SVG(r)); err != nil {
			return err
		}
	}
	if f.html != "" {
		page, err := draw.HTML(r)
		if err != nil {
			return fmt.Errorf("drawing the page: %w", err)
		}
		if err := a.write(f.html, page); err != nil {
			return err
		}
	}
	if turns := turnsOf(r); f.around != 0 && (f.around < 1 || f.around > turns) {
		return fault.New(fault.Usage, "there is no turn %d", f.around).Try("there are %s", counted(turns, "turn", "turns"))
	}
	switch {
	case f.around > 0:
		return draw.Around(a.Out, r, f.around, a.screen())
	case f.json:
		return a.writeJSON(r)
	case f.weeks:
		return draw.Weeks(a.Out, r)
	default:
		return draw.Text(a.Out, r, a.screen())
	}
}

// turnsOf counts the turns of the headline.
func turnsOf(r reckon.Report) int {
	if len(r.Measures) == 0 {
		return 0
	}
	return len(r.Measures[0].Backsight.TurnsOrNone())
}

// write puts a picture or page into a file, "-" for stdout.
func (a *app) write(name, text string) error {
	if name == "-" {
		_, err := fmt.Fprint(a.Out, text)
		return err
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		return fault.New(fault.Failed, "%s cannot be written", name).Because(err)
	}
	fmt.Fprintf(a.Err, "backsight: wrote %s\n", name)
	return nil
}

func (a *app) writeJSON(v any) error {
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
