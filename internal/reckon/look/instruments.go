package look

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
)

// instruments are the known changes of what sees the person, for a measure and the
// kinds of evidence that it counts: a machine on which that source began or ended while another went on,
// and a repository that went over to squash merging. A turn there is a change of
// the instrument, never drift.
func (l *Look) instruments(m measure.Measure) []drift.Instrument {
	out := machines(l.coverage, l.Q.Habits.Sources, append([]logbook.Class{m.Class}, m.Feeds...), l.Q.Now)
	if m.Class == logbook.Commits {
		out = append(out, l.survey.Squashed...)
	}
	return out
}

// machines are the instruments of some kinds of evidence: one a machine, not one a
// repository, since a new repository is what work looks like.
func machines(coverage []logbook.Coverage, sources logbook.Sources, classes []logbook.Class, now when.Day) (out []drift.Instrument) {
	spans := map[string]when.Days{} // by source and machine
	var names []string
	for _, c := range coverage {
		sees := func(class logbook.Class) bool { return sources.See(c.Place.Source, class) }
		if !slices.ContainsFunc(classes, sees) || c.Yours == 0 || c.From == when.NoDay {
			continue
		}
		to := c.To
		if c.Open {
			to = now
		}
		name := c.Place.Source + " on " + c.Place.Machine
		span, some := spans[name]
		if !some {
			names = append(names, name)
			span = when.Days{From: c.From, To: to}
		}
		spans[name] = when.Days{From: min(span.From, c.From), To: max(span.To, to)}
	}
	if len(names) < 2 {
		return nil // alone it begins and ends with the series
	}
	slices.Sort(names)
	for _, name := range names {
		i := drift.Instrument{ID: name, Start: spans[name].From, End: when.NoDay}
		if spans[name].To < now {
			i.End = spans[name].To
		}
		out = append(out, i)
	}
	return out
}
