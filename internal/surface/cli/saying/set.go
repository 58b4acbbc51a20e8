package saying

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// setFlags are those of a correction.
type setFlags struct {
	on, until, text, zone string
}

// settable are the words for what was done: kinds of work, and how making was.
func settable() []string {
	return append(record.Set.Choices("hands"), record.Set.Choices("work")...)
}

func (a *app) setCommand() *cobra.Command {
	f := &setFlags{}
	c := &cobra.Command{
		Use:   "set TIME WHAT",
		Short: "Correct what you did in a stretch of time: what you say wins over all evidence",
		Long: "Says what you did from TIME on, until --until or else until the end of the stretch that\n" +
			"`backsight day` shows there. `backsight why` names the correction, `backsight unset` undoes\n" +
			"it; the history is kept. WHAT is one of " + strings.Join(settable(), ", ") + ".",
		Example: "  backsight set 14:50 reviewing --until 15:20\n  backsight set 9:30 assisted --on 2026-11-19",
		Args:    cobra.ExactArgs(2),
		RunE:    func(c *cobra.Command, args []string) error { return a.set(c.Context(), f, args[0], args[1]) },
	}
	a.setFlagsOf(c, f)
	c.Flags().StringVar(&f.until, "until", "", "the `time` when it ended")
	c.Flags().StringVar(&f.text, "text", "", "a note in your own words")
	return c
}

func (a *app) unsetCommand() *cobra.Command {
	f := &setFlags{}
	c := &cobra.Command{
		Use:     "unset TIME",
		Short:   "Undo a correction: the automatic result is used again",
		Example: "  backsight unset 14:50\n  backsight unset 9:30 --on 2026-11-19",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.unset(c.Context(), f, args[0]) },
	}
	a.setFlagsOf(c, f)
	return c
}

func (a *app) setFlagsOf(c *cobra.Command, f *setFlags) {
	c.Flags().StringVar(&f.on, "on", "", "the `date`, or a word like yesterday; today if not given")
	c.Flags().StringVar(&f.zone, "zone", "", "the home zone, such as Europe/Berlin")
}

func (a *app) set(ctx context.Context, f *setFlags, clock, what string) error {
	work, hands, err := doing(what)
	if err != nil {
		return err
	}
	d, q, at, err := a.atTime(ctx, f, clock)
	if err != nil {
		return err
	}
	defer d.Close()
	to, err := ends(ctx, d, q, f, at)
	if err != nil {
		return err
	}
	said := record.Values{"from": {Instant: at}, "to": {Instant: to}, "work": {Text: work}}
	for name, text := range map[string]string{"hands": hands, "text": f.text} {
		if text != "" {
			said[name] = record.Value{Text: text}
		}
	}
	e := record.Set.New(said)
	if _, err := d.Say(ctx, e); err != nil {
		return err
	}
	zone := q.Habits.Zone(q.Through)
	fmt.Fprintf(a.Out, "%s to %s is %s: you said so. `backsight unset %s --on %s` takes it back.\n",
		at.In(zone).Format("2006-01-02 15:04"), to.In(zone).Format("15:04"), done(e), clock, at.Day(zone))
	return nil
}

// doing reads what was done: a kind of work, or how making was done.
func doing(what string) (work, hands string, err error) {
	switch what = strings.ToLower(what); {
	case slices.Contains(record.Set.Choices("hands"), what):
		return string(timeline.Making), what, nil
	case slices.Contains(record.Set.Choices("work"), what):
		return what, "", nil
	}
	return "", "", fault.New(fault.Usage, "%q is not a kind of work", what).Try("one of: %s", strings.Join(settable(), ", "))
}

// done is what a correction says was done, in the words of `why`.
func done(e record.Entry) string {
	if how := timeline.Hands(e.Text("hands")).Words(); how != "" {
		return e.Text("work") + ", " + how
	}
	return e.Text("work")
}

// atTime opens the store for a question about one minute.
func (a *app) atTime(ctx context.Context, f *setFlags, clock string) (*desk.Desk, reckon.Question, when.Instant, error) {
	minute, err := terminal.Clock(clock)
	if err != nil {
		return nil, reckon.Question{}, 0, err
	}
	on := when.NoDay
	if f.on != "" {
		today, err := a.desk.Today(f.zone)
		if err != nil {
			return nil, reckon.Question{}, 0, err
		}
		if on, err = terminal.Day(f.on, today); err != nil {
			return nil, reckon.Question{}, 0, err
		}
	}
	d, q, err := a.desk.NeedAsked(ctx, desk.Query{Zone: f.zone})
	if err != nil {
		return nil, q, 0, err
	}
	day := q.Through
	if on != when.NoDay {
		day = on
	}
	return d, q, day.At(q.Habits.Zone(day), minute), nil
}

// ends is when a correction ends: as it was said, else with the stint that it
// begins in.
func ends(ctx context.Context, d *desk.Desk, q reckon.Question, f *setFlags, at when.Instant) (when.Instant, error) {
	day := at.Day(q.Habits.Zone(q.Through))
	if f.until != "" {
		minute, err := terminal.Clock(strings.Replace(f.until, "24:00", "00:00", 1)) // both are the midnight after
		if err != nil {
			return 0, err
		}
		to := day.At(q.Habits.Zone(day), minute)
		if minute == 0 {
			to = (day + 1).Start(q.Habits.Zone(day + 1))
		}
		if to <= at {
			return 0, fault.New(fault.Usage, "the end, %s, is not after the beginning", f.until).Try("for a stretch over midnight make two corrections")
		}
		return to, nil
	}
	r, err := d.Reckoning().OnDay(ctx, d.Grant, q, day)
	if err != nil {
		return 0, err
	}
	for _, s := range r.Stints {
		if s.From <= at && at < s.To {
			return s.To, nil
		}
	}
	return 0, fault.New(fault.Usage, "nothing is known about that time, so please say when it ended").Try("for example --until 15:20")
}

func (a *app) unset(ctx context.Context, f *setFlags, clock string) error {
	d, q, at, err := a.atTime(ctx, f, clock)
	if err != nil {
		return err
	}
	defer d.Close()
	last, some, err := d.Corrected(ctx, at)
	if err != nil {
		return err
	}
	if !some {
		return fault.New(fault.Nothing, "there is no correction of yours at %s", clock).Try("`backsight why %s %s` shows where the result comes from", at.Day(q.Habits.Zone(q.Through)), clock)
	}
	if _, err := d.Unsay(ctx, record.Set, last.ID); err != nil {
		return err
	}
	zone := q.Habits.Zone(q.Through)
	fmt.Fprintf(a.Out, "%s to %s is no longer %s: the automatic result is used again.\n",
		last.Values["from"].Instant.In(zone).Format("2006-01-02 15:04"), last.Values["to"].Instant.In(zone).Format("15:04"), done(last))
	return nil
}
