package session

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// works are those of the person's own at one place; at no place, all of them.
type works struct {
	At logbook.Place
	N  int
}

// Works counts the works of the person's own by place, and all of them, each once. While
// nothing has changed it is read from one row.
func (s *Session) Works(coverage []logbook.Coverage) (at map[logbook.Place]int, once int, err error) {
	all, err := Answer(s, "own", coverage, func() (all []works, err error) {
		days, err := s.Numbers()
		if err != nil {
			return nil, err
		}
		survey, err := s.Survey(days, coverage)
		for _, c := range coverage {
			if n, ok := survey.Own[c.Place]; ok {
				all = append(all, works{c.Place, n})
			}
		}
		return append(all, works{N: survey.Commits}), err
	})
	at = map[logbook.Place]int{}
	for _, w := range all {
		if w.At == (logbook.Place{}) {
			once = w.N
			continue
		}
		at[w.At] = w.N
	}
	return at, once, err
}

// ByKind is how many works of the person's own there are, by the name of the kind of
// source that tells of commits.
func (s *Session) ByKind(coverage []logbook.Coverage, works int) (out map[string]int) {
	for _, c := range coverage {
		if s.Q.Habits.Sources.See(c.Place.Source, logbook.Commits) {
			out = map[string]int{c.Place.Source: works}
		}
	}
	return out
}

// WorksOf is how many works of the person's own some places hold together: one that is
// at several of them counts once. Facts are read for it only where some places, and not
// all, hold copies.
func (s *Session) WorksOf(some func(logbook.Place) bool) (int, error) {
	coverage, err := s.Book.Coverage(s.Ctx, s.Grant)
	if err != nil {
		return 0, fmt.Errorf("reading what the places cover: %w", err)
	}
	own, once, err := s.Works(coverage)
	if err != nil {
		return 0, err
	}
	here, all := 0, 0
	for at, n := range own {
		if all += n; some(at) {
			here += n
		}
	}
	switch {
	case here == all:
		return once, nil
	case all == once:
		return here, nil
	}
	return s.worksAt(some)
}

// worksAt counts the works of the person's own at some places, each once. It reads every
// commit.
func (s *Session) worksAt(some func(logbook.Place) bool) (int, error) {
	commits, err := gather(s.Book.Facts(s.Ctx, s.Grant, when.Span{}, logbook.KindCommit, logbook.KindPaths))
	if err != nil {
		return 0, fmt.Errorf("reading the commits: %w", err)
	}
	here := map[logbook.ID]bool{}
	for sighting, err := range s.Book.Sightings(s.Ctx, s.Grant, when.Span{}) {
		if err != nil {
			return 0, fmt.Errorf("reading where the commits were seen: %w", err)
		}
		if some(sighting.Place) {
			here[sighting.Fact] = true
		}
	}
	authored, met := timeline.AuthoredIn(timeline.Evidence{Facts: commits}, s.Q.Habits), map[ownWork]bool{}
	for i := range commits {
		if c, _, isWork := authored.Commit(&commits[i]); isWork && here[commits[i].ID()] {
			met[ownWork{c.Authored, c.Subject}] = true
		}
	}
	return len(met), nil
}
