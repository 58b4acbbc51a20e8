package look

import (
	"context"

	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

// Brief is a Report for who asks only what rings and how long ago the last time was:
// of its claims those that ring, as words; of its measures the headline's name, which
// says that there is one; no limits. While nothing has changed it is read from one row.
func Brief(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (report.Report, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return report.Report{}, err
	}
	l := &Look{Session: s}
	if err := l.cover(); err != nil {
		return report.Report{}, err
	}
	r, err := session.Answer(s, "brief", l.coverage, func() (report.Report, error) {
		l, err := LookOf(s)
		if err != nil {
			return report.Report{}, err
		}
		whole, err := l.report(noCarried) // no claim that rings tells of it
		if err != nil {
			return whole, err
		}
		return brief(whole), l.backs.Keep(s)
	})
	r.Person = l.Person() // the question says it, not the log
	for i := range r.Sources {
		l.describe(&r.Sources[i])
	}
	return r, err
}

// brief is the part of a report that Brief keeps.
func brief(r report.Report) report.Report {
	out := report.Report{
		Version: r.Version, Synthetic: r.Synthetic, Engine: r.Engine, Person: r.Person, Period: r.Period,
		Sources: r.Sources, Yours: r.Yours, Reference: r.Reference, Clocks: r.Clocks, Claims: Ringing(r), Measures: []report.Reading{},
	}
	if len(r.Measures) > 0 {
		head := r.Measures[0]
		out.Measures = append(out.Measures, report.Reading{Name: head.Name, Unit: head.Unit, Sphere: head.Sphere})
	}
	return out
}

// describe says of a source what it says of itself.
func (l *Look) describe(s *report.Source) {
	s.Counts, s.Hands = l.Q.Habits.Sources.Named(s.Name).Facts, l.Q.Habits.Sources.See(s.Name, logbook.Hands)
}
