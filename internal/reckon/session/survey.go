package session

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Survey is what the evidence says of itself: how much there is of what, put
// together of the surveys of days and of the generations of kinds.
type Survey struct {
	Data     string                // SHA-256 of the evidence in force, whatever the order it came in
	Squashed []drift.Instrument    // repositories that went over to squash merging
	Own      map[logbook.Place]int // works of the person's own by place, as timeline.Authored tells them, doubles once
	Commits  int                   // own works, wherever they lie: as Own has them, once over all places
	Squash   int                   // of them, whose subject ends in "(#12)"
	Utc      int                   // written at offset +0000, away from where that is home
	Marked   int                   // bear an assistant's mark
	Events   int
	beats    int            // of all places of activity
	Spoken   map[string]int // what was said, by measure
}

// ownWork is a work of the person's own, whatever ids it bears.
type ownWork struct {
	at      when.Instant
	subject string
}

// surveys are those of the days of an account's evidence: of commits, and of what was at
// hand.
func surveys(ev timeline.Evidence, h timeline.Habits) map[when.Day]logbook.Survey {
	places := map[logbook.ID][]logbook.Place{}
	for _, s := range ev.Sightings {
		places[s.Fact] = append(places[s.Fact], s.Place)
	}
	authored := timeline.AuthoredIn(ev, h)
	days := map[when.Day]*surveying{}
	for i := range ev.Facts {
		f := &ev.Facts[i]
		c, written, isWork := authored.Commit(f)
		if !written || !ev.Days.Has(f.Day) {
			continue
		}
		if days[f.Day] == nil {
			days[f.Day] = newSurveying()
		}
		days[f.Day].add(f, c, isWork, places[f.ID()], h)
		if isWork {
			days[f.Day].meet(c, authored.Touched(c), places[f.ID()])
		}
	}
	for d, at := range metAt(ev, h) {
		if days[d] == nil {
			days[d] = newSurveying()
		}
		for what, n := range at {
			days[d].hand[what] += n
		}
	}
	out := map[when.Day]logbook.Survey{}
	for d, s := range days {
		out[d] = s.done()
	}
	return out
}

// surveying is the survey of a day while it is made.
type surveying struct {
	logbook.Survey
	at    map[logbook.Place]int // where in Places
	works map[logbook.Place]map[ownWork]bool
	met   map[ownWork]bool // anywhere
	asked map[ownWork]bool // of which what it touched was counted
	hand  map[logbook.Met]int
}

func newSurveying() *surveying {
	return &surveying{
		at: map[logbook.Place]int{}, works: map[logbook.Place]map[ownWork]bool{},
		met: map[ownWork]bool{}, asked: map[ownWork]bool{}, hand: map[logbook.Met]int{},
	}
}

// add takes in a commit that the person wrote.
func (s *surveying) add(f *logbook.Fact, c logbook.Commit, isWork bool, in []logbook.Place, h timeline.Habits) {
	count := func(to *int, is bool) {
		if is {
			*to++
		}
	}
	work := ownWork{c.Authored, c.Subject}
	if isWork && !s.met[work] {
		s.met[work] = true
		s.Commits++
		count(&s.Squash, c.Squash)
		count(&s.Marked, c.Assistant != "")
		_, east := f.Span.From.In(h.Zone(f.Day)).Zone()
		count(&s.UTC, f.Zone == "+00:00" && east != 0)
	}
	for _, place := range in {
		i, known := s.at[place]
		if !known {
			i = len(s.Places)
			s.at[place], s.works[place] = i, map[ownWork]bool{}
			s.Places = append(s.Places, logbook.PlaceSurvey{Place: place})
		}
		p := &s.Places[i]
		p.Squashed = append(p.Squashed, c.Squash)
		count(&p.Works, isWork && !s.works[place][work])
		count(&p.Made, isWork && !c.Directed && !s.works[place][work])
		s.works[place][work] = s.works[place][work] || isWork
	}
}

// done is the survey in order: the places, which of them share works, and what was at
// hand.
func (s *surveying) done() logbook.Survey {
	slices.SortFunc(s.Places, func(a, b logbook.PlaceSurvey) int { return comparePlaces(a.Place, b.Place) })
	s.Shared, s.Met = s.shared(), s.inOrder()
	return s.Survey
}

// shared pairs, for each work at several places, the first of them with each other one.
func (s *surveying) shared() (out []logbook.SharedWorks) {
	first, pairs := map[ownWork]int{}, map[[2]int]int{}
	for i := range s.Places {
		for work, is := range s.works[s.Places[i].Place] {
			if !is {
				continue
			}
			if at, some := first[work]; some {
				pairs[[2]int{at, i}]++
				continue
			}
			first[work] = i
		}
	}
	for _, pair := range slices.SortedFunc(maps.Keys(pairs), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		out = append(out, logbook.SharedWorks{First: pair[0], Other: pair[1], Works: pairs[pair]})
	}
	return out
}

func comparePlaces(a, b logbook.Place) int {
	return slices.Compare([]string{a.Source, a.URI, a.Machine, a.Name}, []string{b.Source, b.URI, b.Machine, b.Name})
}

// Survey puts together what the evidence says of itself.
func (s *Session) Survey(n *Numbers, coverage []logbook.Coverage) (Survey, error) {
	out := Survey{Own: map[logbook.Place]int{}}
	kinds, err := s.Memory.Generations(s.Ctx, s.Grant)
	if err != nil {
		return out, fmt.Errorf("reading how much there is: %w", err)
	}
	out.Data, out.Events = kinds.Data(), int(kinds[logbook.KindEvent].Count)
	for _, c := range coverage {
		if s.Q.Habits.Sources.See(c.Place.Source, logbook.Hands) {
			out.beats += c.Yours
		}
	}
	squashed := map[logbook.Place][]merged{}
	for i, day := range n.surveys {
		if day != nil {
			out.add(day)
			for _, p := range day.Places {
				for _, squash := range p.Squashed {
					squashed[p.Place] = append(squashed[p.Place], merged{n.First + when.Day(i), squash})
				}
			}
		}
	}
	for p, commits := range squashed {
		if day := squashChange(commits); day != when.NoDay {
			out.Squashed = append(out.Squashed, drift.Instrument{ID: "squash merging in " + p.Where(), Start: day, End: when.NoDay})
		}
	}
	slices.SortFunc(out.Squashed, func(a, b drift.Instrument) int { return strings.Compare(a.ID, b.ID) })
	return out, s.unplaced(&out)
}

func (v *Survey) add(day *logbook.Survey) {
	v.Commits += day.Commits
	v.Squash += day.Squash
	v.Utc += day.UTC
	v.Marked += day.Marked
	for _, p := range day.Places {
		v.Own[p.Place] += p.Works
	}
}

// unplaced adds the commits that lie on no day that is reckoned: on none at all, or
// from the horizon on.
func (s *Session) unplaced(to *Survey) error {
	all, err := s.Book.Unplaced(s.Ctx, s.Grant, logbook.KindCommit)
	if err != nil {
		return fmt.Errorf("reading the commits without a day: %w", err)
	}
	touched, err := s.Book.Unplaced(s.Ctx, s.Grant, logbook.KindPaths)
	if err != nil {
		return fmt.Errorf("reading what the commits without a day touched: %w", err)
	}
	var nowhen timeline.Evidence
	for _, u := range slices.Concat(all, touched) {
		nowhen.Facts = append(nowhen.Facts, u.Fact)
	}
	one, authored := newSurveying(), timeline.AuthoredIn(nowhen, s.Q.Habits)
	for i := range all {
		if c, written, isWork := authored.Commit(&all[i].Fact); written {
			one.add(&all[i].Fact, c, isWork, all[i].Places, s.Q.Habits)
		}
	}
	to.add(&one.Survey)
	beyond := timeline.Evidence{Days: when.Days{From: s.Q.horizon(), To: math.MaxInt32}}
	span := when.Span{From: s.Wide(beyond.Days).From, To: never}
	if beyond.Facts, err = gather(s.Book.Facts(s.Ctx, s.Grant, span, logbook.KindCommit, logbook.KindPaths)); err != nil || len(beyond.Facts) == 0 {
		return err
	}
	if beyond.Sightings, err = gather(s.Book.Sightings(s.Ctx, s.Grant, span)); err != nil {
		return fmt.Errorf("reading where the facts were seen: %w", err)
	}
	for _, day := range surveys(beyond, s.Q.Habits) {
		to.add(&day)
	}
	return nil
}

// Of is how many facts lie behind a measure.
func (t Survey) Of(name string) int {
	switch m, _ := measure.Named(name); m.Class {
	case logbook.Plans:
		return t.Events
	case logbook.Hands:
		return t.beats
	case measure.SaidName:
		return t.Spoken[name]
	}
	return t.Commits
}
