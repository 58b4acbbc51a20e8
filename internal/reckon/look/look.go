// Package look takes the look back: how far a person has moved from the reference,
// where it turned, how long ago the last time was, as claims with their intervals.
// It asks drift for the statistics and a session for the numbers, and puts both
// into a report. It reconciles nothing and remembers nothing itself.
package look

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Look is what one reading has at hand while the report is made.
type Look struct {
	*session.Session
	coverage  []logbook.Coverage
	days      *session.Numbers
	away      map[when.Day]bool
	survey    session.Survey
	backs     *session.Backsights
	told      tell.Told
	Reference *report.RefRange
}

// Take answers the main question: how far has this person moved from the
// reference, where did it turn, how long ago was the last time.
func Take(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (report.Report, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return report.Report{}, err
	}
	l, err := LookOf(s)
	if err != nil {
		return report.Report{}, err
	}
	r, err := l.report(l.carry)
	if err != nil {
		return r, err
	}
	return r, l.backs.Keep(s)
}

// LookOf reads what a reading needs: what the places cover, what is remembered of
// all days, and what the evidence says of itself.
func LookOf(s *session.Session) (*Look, error) {
	l, err := glanceOf(s)
	if err != nil {
		return nil, err
	}
	if l.survey, err = s.Survey(l.days, l.coverage); err != nil {
		return nil, err
	}
	l.survey.Spoken = map[string]int{}
	for _, m := range measure.All() {
		if m.Said == nil {
			continue
		}
		for d, n := range l.days.By(entriesOf(m)) {
			if d < l.Q.Now {
				l.survey.Spoken[m.Name] += int(n)
			}
		}
	}
	l.backs, err = s.Backsights()
	return l, err
}

// glanceOf is a look at the numbers of days alone.
func glanceOf(s *session.Session) (*Look, error) {
	l := &Look{Session: s}
	err := l.cover()
	if err != nil {
		return nil, err
	}
	if l.days, err = s.Numbers(); err != nil {
		return nil, err
	}
	l.away = l.days.Away()
	return l, nil
}

// cover reads what the places cover.
func (l *Look) cover() (err error) {
	if l.coverage, err = l.Book.Coverage(l.Ctx, l.Grant); err != nil {
		return fmt.Errorf("reading what the places cover: %w", err)
	}
	return nil
}

// report is everything a reading found; carry writes beside its turns what changed
// about then.
func (l *Look) report(carry func(*report.Report) error) (report.Report, error) {
	r := report.Report{
		Version: 1, Synthetic: l.Q.Synthetic,
		Engine:  report.Engine{Version: session.Version, Seed: 1, Data: l.survey.Data},
		Person:  l.Person(),
		Sources: l.sources(), Yours: l.ByKind(l.coverage, l.survey.Commits),
		Events: l.events(),
		Clocks: []report.Clock{}, Claims: []report.Claim{}, Measures: []report.Reading{},
	}
	l.ChooseReference()
	r.Reference = l.Reference
	r.Measures = l.readings()
	r.Period = l.period(r.Measures)
	r.Clocks = l.clocks(r.Measures)
	if l.Q.Others {
		r.Others = l.others()
	}
	l.told = l.tells(r)
	if l.told.Uncounted {
		hush(&r)
	}
	for i, c := range r.Clocks { // an hour in an editor is a hands-on day, by a clock of its own
		r.Clocks[i].Alarm = c.Alarm && (!l.told.ByCommits || l.told.Hands.Ended || clockMeasure(c.Name) != measure.HandsOnDays.Name)
	}
	if err := carry(&r); err != nil {
		return r, err
	}
	r.Claims = l.claims(r)
	young(&r)
	r.Limits = l.limits(r)
	return r, nil
}

// seen is when a measure was seen in a sphere: by its source, or by what was said.
func (l *Look) seen(m measure.Measure, s timeline.Sphere) measure.Exposure {
	if m.Said == nil {
		return l.Exposure(m.Class, s)
	}
	all := map[when.Day]bool{}
	for _, at := range l.Said.At {
		all[at.Day(l.Q.Habits.Zone(at.Day(time.UTC)))] = true
	}
	for d := range l.days.By(session.SeriesKey{Measure: measure.Told.Name, Sphere: timeline.SphereAll}) {
		all[d] = true
	}
	return measure.Spoken(m, l.days.By(entriesOf(m)), all, l.Q.Now)
}

// entriesOf names what counts the entries of a measure of what is said.
func entriesOf(m measure.Measure) session.SeriesKey {
	return session.SeriesKey{Measure: cmp.Or(m.Over, m.Name), Sphere: timeline.SphereAll}
}

// Exposure is what a class of evidence could see of a sphere. Where no sphere is set apart
// every place counts.
func (l *Look) Exposure(class logbook.Class, s timeline.Sphere) measure.Exposure {
	var wanted func(logbook.Place) bool
	if s != timeline.SphereAll && class != logbook.Hands { // its minutes have spheres, its places have none
		wanted = func(p logbook.Place) bool { return l.sphere(p) == s }
	}
	return measure.Exposed(l.coverage, l.Q.Habits.Sources, class, l.away, l.Q.Now, wanted)
}

func (l *Look) sphere(p logbook.Place) timeline.Sphere {
	if l.Q.Habits.Sphere == nil {
		return timeline.SphereUnknown
	}
	return l.Q.Habits.Sphere(p)
}

// Row is what is remembered of a measure in a sphere, day by day.
func (l *Look) Row(m measure.Measure, s timeline.Sphere) measure.Row {
	return l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: s})
}

// weekly is a measure's weeks in a sphere. Days before Since are unseen: of the
// week that it cuts, the days from it on count.
func (l *Look) weekly(m measure.Measure, s timeline.Sphere) []drift.Week {
	days, e := l.days.Of(session.SeriesKey{Measure: m.Name, Sphere: s}), l.seen(m, s)
	if l.Q.Since != when.NoDay {
		e = e.Since(l.Q.Since)
	}
	weeks := measure.Weekly(m, days, e, l.Q.Habits)
	if over, some := measure.Named(m.Over); some {
		weeks = measure.Shares(m, over, days, l.days.Of(session.SeriesKey{Measure: over.Name, Sphere: s}), e, l.Q.Habits)
	}
	return weeks
}

// readings takes the backsight of every measure wanted, in every sphere, that
// has anything to say.
func (l *Look) readings() []report.Reading {
	out := []report.Reading{}
	for _, m := range measure.All() {
		if m.Hidden || m.Beside != "" && !l.has(m.Beside) || len(l.Q.Measures) > 0 && !slices.Contains(l.Q.Measures, m.Name) {
			continue
		}
		for _, s := range l.Q.AllSpheres() {
			weeks := l.weekly(m, s)
			if m.Whole && s != timeline.SphereAll || len(weeks) == 0 || m.Name != measure.HandsOnDays.Name && m.Empty == nil && m.Said == nil && nothing(weeks) {
				continue
			}
			out = append(out, l.reading(m, s, weeks))
		}
	}
	return out
}

func nothing(weeks []drift.Week) bool {
	return !slices.ContainsFunc(weeks, func(w drift.Week) bool { return w.Value != 0 })
}

func (l *Look) reading(m measure.Measure, s timeline.Sphere, weeks []drift.Week) report.Reading {
	b, ref, err := l.compared(m, s, weeks)
	r := asReading(m, weeks, b)
	r.Sphere, r.Reference, r.Last = string(s), ref, l.seen(m, s).Last()
	if err != nil {
		r.Backsight = nil
	} else {
		tell.AtFirst(&r)
		asLastSeen(&r)
		tell.NotOfItself(&r, cmp.Or(ref, l.Reference))
	}
	return r
}

// asReading is a measure's weeks and the look back over them in the report's words.
func asReading(m measure.Measure, weeks []drift.Week, b drift.Backsight) report.Reading {
	r := report.Reading{Name: m.Name, Unit: m.Unit, Means: m.Means, Not: m.Not, Backsight: report.LookBack(m.Kind, b)}
	for i, w := range weeks {
		r.Series = append(r.Series, report.InWords(m.Kind, w, b, i))
	}
	return r
}

// asLastSeen takes back what is said of the present where the last months were
// not seen: the levels are of the last week seen, and where it goes is unknown.
func asLastSeen(r *report.Reading) {
	if week, gone := tell.StaleSince(r.Series); gone {
		r.Backsight.State, r.Backsight.Rate = string(drift.CannotTell), nil
		r.Backsight.Missing = "there is no evidence since the week of " + week.String()
	}
}

// question is what drift is asked of a measure's weeks.
func (l *Look) question(m measure.Measure, s timeline.Sphere, weeks []drift.Week, ref when.Days) drift.Question {
	return drift.Question{
		Series:    drift.Series{ID: m.Name + "/" + string(s), Kind: m.Kind, Weeks: weeks},
		Reference: ref, Instruments: l.instruments(m),
		Now: l.Q.Now,
	}
}

// period is from the first week of any series to the last day that is over.
func (l *Look) period(readings []report.Reading) report.Period {
	p := report.Period{From: l.Q.Now - 1, To: l.Q.Now - 1, Zone: l.Q.Zone()}
	for _, r := range readings {
		if len(r.Series) > 0 {
			p.From = min(p.From, r.Series[0].Week)
		}
	}
	if l.Q.Since != when.NoDay {
		p.From = max(p.From, min(l.Q.Since, p.To)) // the first week may begin before it
	}
	return p
}

func (l *Look) Person() report.Person {
	p := report.Person{Names: l.Q.Names, Emails: []string{}, Chosen: l.Q.Chosen, Uncounted: l.Q.Uncounted}
	for _, i := range l.Q.Habits.Self.Identities {
		if i.IsEmail() {
			p.Emails = append(p.Emails, string(i))
		}
	}
	if p.Names == nil {
		p.Names = []string{}
	}
	return p
}

// SourcesOf says what was read where.
func SourcesOf(ctx context.Context, b session.Base, g policy.Grant, q session.Question) ([]report.Source, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return nil, err
	}
	l := &Look{Session: s}
	if err := l.cover(); err != nil {
		return nil, err
	}
	if l.survey.Own, l.survey.Commits, err = l.Works(l.coverage); err != nil {
		return nil, err
	}
	l.Q.Now++ // a look ends with yesterday, what was read does not
	return l.sources(), nil
}

// sources are in a fixed order: arrival never decides.
func (l *Look) sources() []report.Source {
	out := []report.Source{}
	coverage := slices.SortedFunc(slices.Values(l.coverage), func(a, b logbook.Coverage) int {
		return cmp.Or(-cmp.Compare(a.Place.Source, b.Place.Source), cmp.Compare(a.Place.URI, b.Place.URI), cmp.Compare(a.Place.Machine, b.Place.Machine))
	})
	for _, c := range coverage {
		s := report.Source{
			Name: c.Place.Source, Where: c.Place.Where(), Facts: c.Facts, Yours: c.Yours, From: c.From,
			BadRows: c.Bad, Undated: c.Undated, Shallow: c.Shallow, Sphere: string(l.sphere(c.Place)),
		}
		l.describe(&s)
		if l.Q.Habits.Sources.See(s.Name, logbook.Commits) {
			s.Yours = l.survey.Own[c.Place]
		}
		if l.Q.Habits.Sources.See(s.Name, logbook.Plans) && l.Q.Habits.Others[c.Place.Name] {
			s.Yours = 0 // but for what names the person
		}
		if s.To = c.To - 1; c.To == when.NoDay {
			s.To = when.NoDay
		}
		if c.Open || s.To >= l.Q.Now {
			s.To = l.Q.Now - 1
		}
		if s.From == when.NoDay || s.From > s.To { // nothing of it lies before now
			s.From, s.To = when.NoDay, when.NoDay
		}
		out = append(out, s)
	}
	return out
}

// events are what happened in the person's life.
func (l *Look) events() (out []report.Event) {
	for _, life := range l.Q.Habits.Lives {
		e := report.Event{From: life.Days.From, Kind: life.Kind, Text: life.Text}
		if life.Days.Len() > 1 {
			last := life.Days.Last()
			e.To = &last
		}
		out = append(out, e)
	}
	return out
}
