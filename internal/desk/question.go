package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/pattern"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// Query is what one question says beside the settings; the zero Query asks about
// everything until now. A period of no days is none.
type Query struct {
	Since     when.Days // what came before its first day is left out
	Until     when.Days // as if its last day had just ended
	Reference when.Days // for this reading; the stored or proposed one if none
	Zone      string    // the home zone, an IANA name; that of the settings if ""
	Measure   string    // only this one; all if ""
	Work, Own []string  // patterns of repositories and calendars, beside the settings'
	Me        []string  // names and addresses of the person; those known if none
	Others    bool      // also against every year that could be the reference
}

// Question is what a Query asks now, before it is known of whom. It fails with
// fault.Usage where a setting or a part of the Query cannot be understood.
func (o Options) Question(ask Query) (reckon.Question, error) {
	s, err := pattern.New(slices.Concat(o.Settings.Work, ask.Work), slices.Concat(o.Settings.Own, ask.Own), o.Folders.Home, o.Dir)
	if err != nil {
		return reckon.Question{}, err
	}
	q := reckon.Question{Instant: o.Now(), Since: when.NoDay, Spheres: s.Set(), SphereRules: s.Rules(), Others: ask.Others}
	if q.Habits, err = o.habits(ask.Zone, s); err != nil {
		return q, err
	}
	if q.Kinds, err = kinds.Edited(o.Settings.Kinds); err != nil {
		return q, fault.New(fault.Usage, "%v", err)
	}
	if q.Habits.Categories, err = timeline.Activities(o.Settings.Activities); err != nil {
		return q, fault.New(fault.Usage, "%v", err)
	}
	q.Now = q.Instant.Day(q.Habits.Zone(when.NoDay))
	q.Through = q.Now
	return q, ask.narrow(&q)
}

// narrow puts what the Query says into the question. It fails where no day can be
// meant, or none that has been.
func (ask Query) narrow(q *reckon.Question) error {
	switch since := ask.Since.From; {
	case ask.Since.Len() == 0:
	case ask.Until.Len() > 0 && ask.Until.To <= since:
		return fault.New(fault.Usage, "the period ends before it begins: from %s to %s", since, ask.Until.Last()).Try("--until must not lie before --since")
	case since > q.Now:
		return fault.New(fault.Nothing, "nothing is known yet of the time from %s on: today is %s", since, q.Now).Try("name an earlier day, such as --since %d", q.Now.Year())
	default:
		q.Since = since
	}
	if ask.Reference.Len() > 0 && ask.Reference.From > q.Now {
		return fault.New(fault.Usage, "a reference lies in the past: today is %s", q.Now).Try("name an earlier period, such as --reference %d", q.Now.Year()-1)
	}
	if ask.Until.Len() > 0 && ask.Until.To < q.Now {
		q.Now, q.Through = ask.Until.To, ask.Until.Last()
	}
	q.Reference = ask.Reference
	if ask.Measure != "" {
		if m, ok := measure.Named(ask.Measure); !ok || m.Hidden {
			return fault.New(fault.Usage, "there is no measure %q", ask.Measure).Try("one of: %s", strings.Join(measureNames(), ", "))
		}
		q.Measures = []string{ask.Measure}
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

// habits are the person's, from the settings and what one question says.
func (o Options) habits(zoneName string, s pattern.Spheres) (timeline.Habits, error) {
	zone, err := o.Zone(zoneName)
	if err != nil {
		return timeline.Habits{}, err
	}
	days, from, to, err := o.Settings.Window()
	if err != nil {
		return timeline.Habits{}, fault.New(fault.Usage, "%v", err)
	}
	return timeline.Habits{
		Homes:  []timeline.Home{{From: when.NoDay, Zone: zone}},
		Window: timeline.Window{Weekdays: days, From: from, To: to}, Sources: all.Declared(),
		Sphere: s.Of, CalendarSphere: s.OfCalendar, ProjectSphere: s.OfCalendar,
	}, nil
}

// Question is what a Query asks now of the person whom the store knows, or, where
// it names somebody, of them. A made-up life has one question of its own.
func (d *Desk) Question(ctx context.Context, ask Query) (reckon.Question, error) {
	if d.madeUp != nil {
		return *d.madeUp, nil
	}
	q, err := d.Options.Question(ask)
	if err != nil {
		return q, err
	}
	p, err := d.Identified(ctx)
	if err != nil {
		return q, err
	}
	if len(ask.Me) > 0 {
		p = person.Given(ask.Me)
	}
	return q, d.whose(ctx, &q, p)
}

// NeedAsked is NeedOwn with what a Query asks of it.
func (o Options) NeedAsked(ctx context.Context, ask Query) (*Desk, reckon.Question, error) {
	q, err := o.Question(ask) // what is wrong with it is told before the store is looked for
	if err != nil {
		return nil, q, err
	}
	d, err := o.NeedOwn(ctx)
	if err != nil {
		return nil, q, err
	}
	if q, err = d.Question(ctx, ask); err != nil {
		return nil, q, closing(err, d)
	}
	return d, q, nil
}

// of says of whom a question is asked.
func (d *Desk) of(q *reckon.Question, p person.Person) {
	p.Self.Person = d.Person
	q.Habits.Self, q.Chosen, q.Names = p.Self, p.Chosen, p.Names
}
