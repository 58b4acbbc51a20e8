package reckon

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
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// look is what one reading has at hand while the report is made.
type look struct {
	*session
	coverage  []logbook.Coverage
	days      *numbers
	away      map[when.Day]bool
	survey    survey
	backs     *backsights
	reference *RefRange
}

// Take answers the main question: how far has this person moved from the
// reference, where did it turn, how long ago was the last time.
func Take(ctx context.Context, b Base, g policy.Grant, q Question) (Report, error) {
	s, err := b.fresh(ctx, g, q)
	if err != nil {
		return Report{}, err
	}
	l, err := lookOf(s)
	if err != nil {
		return Report{}, err
	}
	r := l.report()
	return r, l.backs.keep(s)
}

// lookOf reads what a reading needs: what the places cover, what is remembered of
// all days, and what the evidence says of itself.
func lookOf(s *session) (*look, error) {
	l, err := glanceOf(s)
	if err != nil {
		return nil, err
	}
	if l.survey, err = s.survey(l.days, l.coverage); err != nil {
		return nil, err
	}
	l.survey.spoken = map[string]int{}
	for _, m := range measure.All() {
		if m.Said == nil {
			continue
		}
		for d, n := range l.days.by(entriesOf(m)) {
			if d < l.q.Now {
				l.survey.spoken[m.Name] += int(n)
			}
		}
	}
	l.backs, err = s.backsights()
	return l, err
}

// glanceOf is a look at the numbers of days alone.
func glanceOf(s *session) (*look, error) {
	l := &look{session: s}
	var err error
	if l.coverage, err = s.Book.Coverage(s.ctx, s.grant); err != nil {
		return nil, fmt.Errorf("reading what the places cover: %w", err)
	}
	if l.days, err = s.numbers(); err != nil {
		return nil, err
	}
	l.away = l.days.away()
	return l, nil
}

func (l *look) report() Report {
	r := Report{
		Version: 1, Synthetic: l.q.Synthetic,
		Engine:  Engine{Version: Version, Seed: 1, Data: l.survey.data},
		Person:  l.person(),
		Sources: l.sources(),
		Events:  l.events(),
		Clocks:  []Clock{}, Claims: []Claim{}, Measures: []Reading{},
	}
	l.chooseReference()
	r.Reference = l.reference
	r.Measures = l.readings()
	r.Period = l.period(r.Measures)
	r.Clocks = l.clocks()
	if l.q.Others {
		r.Others = l.others()
	}
	r.Claims = l.claims(r)
	r.Limits = l.limits(r)
	return r
}

// seen is when a measure was seen in a sphere: by its source, or by what was said.
func (l *look) seen(m measure.Measure, s timeline.Sphere) measure.Exposure {
	if m.Said == nil {
		return l.exposure(m.Class, s)
	}
	all := map[when.Day]bool{}
	for _, at := range l.said.at {
		all[at.Day(l.q.Habits.Zone(at.Day(time.UTC)))] = true
	}
	for d := range l.days.by(seriesKey{measure.Told.Name, timeline.SphereAll}) {
		all[d] = true
	}
	return measure.Spoken(m, l.days.by(entriesOf(m)), all, l.q.Now)
}

// entriesOf names what counts the entries of a measure of what is said.
func entriesOf(m measure.Measure) seriesKey {
	return seriesKey{cmp.Or(m.Over, m.Name), timeline.SphereAll}
}

// exposure is what a class of evidence could see of a sphere. Where no sphere is set apart
// every place counts.
func (l *look) exposure(class logbook.Class, s timeline.Sphere) measure.Exposure {
	var wanted func(logbook.Place) bool
	if s != timeline.SphereAll && class != logbook.Hands { // its minutes have spheres, its places have none
		wanted = func(p logbook.Place) bool { return l.sphere(p) == s }
	}
	return measure.Exposed(l.coverage, l.q.Habits.Sources, class, l.away, l.q.Now, wanted)
}

func (l *look) sphere(p logbook.Place) timeline.Sphere {
	if l.q.Habits.Sphere == nil {
		return timeline.SphereUnknown
	}
	return l.q.Habits.Sphere(p)
}

// weekly is a measure's weeks in a sphere, from Since on.
func (l *look) weekly(m measure.Measure, s timeline.Sphere) []drift.Week {
	days, e := l.days.of(seriesKey{m.Name, s}), l.seen(m, s)
	weeks := measure.Weekly(m, days, e, l.q.Habits)
	if over, some := measure.Named(m.Over); some {
		weeks = measure.Shares(m, over, days, l.days.of(seriesKey{over.Name, s}), e, l.q.Habits)
	}
	if l.q.Since == when.NoDay {
		return weeks
	}
	return slices.DeleteFunc(weeks, func(w drift.Week) bool { return w.Monday < l.q.Since.Monday() })
}

// readings takes the backsight of every measure wanted, in every sphere, that
// has anything to say.
func (l *look) readings() []Reading {
	out := []Reading{}
	for _, m := range measure.All() {
		if m.Hidden || m.Beside != "" && !l.has(m.Beside) || len(l.q.Measures) > 0 && !slices.Contains(l.q.Measures, m.Name) {
			continue
		}
		for _, s := range l.q.spheres() {
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

func (l *look) reading(m measure.Measure, s timeline.Sphere, weeks []drift.Week) Reading {
	r := Reading{Name: m.Name, Unit: m.Unit, Sphere: string(s), Means: m.Means, Not: m.Not}
	b, err := l.backs.take(l.question(m, s, weeks, l.reference.Days()))
	for i, w := range weeks {
		r.Series = append(r.Series, inWords(m.Kind, w, b, i))
	}
	if err == nil {
		r.Backsight = lookBack(m.Kind, b)
		asLastSeen(&r)
	}
	return r
}

// asLastSeen takes back what is said of the present where the last months were
// not seen: the levels are of the last week seen, and where it goes is unknown.
func asLastSeen(r *Reading) {
	if week, gone := staleSince(r.Series); gone {
		r.Backsight.State, r.Backsight.Rate = string(drift.CannotTell), nil
		r.Backsight.Missing = "nothing was seen since the week of " + week.String()
	}
}

// question is what drift is asked of a measure's weeks.
func (l *look) question(m measure.Measure, s timeline.Sphere, weeks []drift.Week, ref when.Days) drift.Question {
	return drift.Question{
		Series:    drift.Series{ID: m.Name + "/" + string(s), Kind: m.Kind, Weeks: weeks},
		Reference: ref, Instruments: l.instruments(m.Class),
		Now: l.q.Now,
	}
}

// period is from the first week of any series to the last day that is over.
func (l *look) period(readings []Reading) Period {
	p := Period{From: l.q.Now - 1, To: l.q.Now - 1, Zone: l.q.zone()}
	for _, r := range readings {
		if len(r.Series) > 0 {
			p.From = min(p.From, r.Series[0].Week)
		}
	}
	return p
}

func (l *look) person() Person {
	p := Person{Names: l.q.Names, Emails: []string{}, Chosen: l.q.Chosen}
	for _, i := range l.q.Habits.Self.Identities {
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
func SourcesOf(ctx context.Context, b Base, g policy.Grant, q Question) ([]Source, error) {
	s, err := b.fresh(ctx, g, q)
	if err != nil {
		return nil, err
	}
	l, err := lookOf(s)
	if err != nil {
		return nil, err
	}
	l.q.Now++ // a look ends with yesterday, what was read does not
	return l.sources(), nil
}

// sources are in a fixed order: arrival never decides.
func (l *look) sources() []Source {
	out := []Source{}
	coverage := slices.SortedFunc(slices.Values(l.coverage), func(a, b logbook.Coverage) int {
		return cmp.Or(-cmp.Compare(a.Place.Source, b.Place.Source), cmp.Compare(a.Place.URI, b.Place.URI), cmp.Compare(a.Place.Machine, b.Place.Machine))
	})
	for _, c := range coverage {
		s := Source{
			Name: c.Place.Source, Where: c.Place.Where(), Facts: c.Facts, Yours: c.Yours, From: c.From,
			Counts: l.q.Habits.Sources.Named(c.Place.Source).Facts, Hands: l.q.Habits.Sources.See(c.Place.Source, logbook.Hands),
			BadRows: c.Bad, Undated: c.Undated, Shallow: c.Shallow, Sphere: string(l.sphere(c.Place)),
		}
		if own, ok := l.survey.own[c.Place]; ok {
			s.Yours = own
		}
		if s.To = c.To - 1; c.To == when.NoDay {
			s.To = when.NoDay
		}
		if c.Open || s.To >= l.q.Now {
			s.To = l.q.Now - 1
		}
		if s.From == when.NoDay || s.From > s.To { // nothing of it lies before now
			s.From, s.To = when.NoDay, when.NoDay
		}
		out = append(out, s)
	}
	return out
}

// events are what happened in the person's life.
func (l *look) events() (out []Event) {
	for _, life := range l.q.Habits.Lives {
		e := Event{From: life.Days.From, Kind: life.Kind, Text: life.Text}
		if life.Days.Len() > 1 {
			last := life.Days.Last()
			e.To = &last
		}
		out = append(out, e)
	}
	return out
}
