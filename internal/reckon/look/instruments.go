package look

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// instruments are the known changes of what sees the person, for measures of one
// class of evidence: a machine on which that source began or ended while another went on,
// and a repository that went over to squash merging. A turn there is a change of
// the instrument, never drift.
func (l *Look) instruments(class logbook.Class) []drift.Instrument {
	out := machines(l.coverage, l.Q.Habits.Sources, class, l.Q.Now)
	if class == logbook.Commits {
		out = append(out, l.survey.Squashed...)
	}
	return out
}

// machines are the instruments of one class of evidence: one a machine, not one a
// repository, since a new repository is what work looks like.
func machines(coverage []logbook.Coverage, sources logbook.Sources, class logbook.Class, now when.Day) (out []drift.Instrument) {
	spans := map[string]when.Days{} // by source and machine
	var names []string
	for _, c := range coverage {
		if !sources.See(c.Place.Source, class) || c.Yours == 0 || c.From == when.NoDay {
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
