package where

import (
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/session"
)

// daySet is some days.
type daySet map[when.Day]bool

func (s daySet) sorted() []when.Day { return slices.Sorted(maps.Keys(s)) }

func (s daySet) join(o daySet) {
	for d := range o {
		s[d] = true
	}
}

// thing is what one can work in, with its hands-on days.
type thing struct {
	name  string
	where []string
	days  daySet
}

// things are those of all days until now.
type things struct{ repositories, languages []thing }

// thingsOf reads them out of the surveys. Languages are those of commits: what an
// editor says of them is no hands-on day.
func thingsOf(n *session.Numbers, q session.Question) (out things) {
	places, languages := newPlaces(), map[string]daySet{}
	n.Surveys(func(d when.Day, s *logbook.Survey) {
		if d > q.Through {
			return
		}
		made := places.add(d, s)
		for _, m := range s.Met {
			if !made || m.What != logbook.MetLanguage || logbook.IsProse(m.Name) || !q.Habits.Sources.See(m.Source, logbook.Commits) {
				continue
			}
			if languages[m.Name] == nil {
				languages[m.Name] = daySet{}
			}
			languages[m.Name][d] = true
		}
	})
	out.repositories = places.repositories()
	for _, name := range slices.Sorted(maps.Keys(languages)) {
		out.languages = append(out.languages, thing{name: name, days: languages[name]})
	}
	return out
}

// places are all at which works were seen, and how many works each two share.
type places struct {
	number map[logbook.Place]int
	all    []placed
	shared map[[2]int]int
}

type placed struct {
	logbook.Place
	works int
	days  daySet
}

func newPlaces() *places {
	return &places{number: map[logbook.Place]int{}, shared: map[[2]int]int{}}
}

// add takes in the survey of a day, and says whether anything was made on it.
func (p *places) add(d when.Day, s *logbook.Survey) (made bool) {
	at := make([]int, len(s.Places))
	for i, seen := range s.Places {
		n, known := p.number[seen.Place]
		if !known {
			n = len(p.all)
			p.number[seen.Place], p.all = n, append(p.all, placed{Place: seen.Place, days: daySet{}})
		}
		at[i] = n
		p.all[n].works += seen.Works
		if seen.Made > 0 {
			p.all[n].days[d], made = true, true
		}
	}
	for _, v := range s.Shared {
		a, b := at[v.First], at[v.Other]
		p.shared[[2]int{min(a, b), max(a, b)}] += v.Works
	}
	return made
}

// repositories joins places that are one: those that share at least half of the works
// of the one with fewer. So a clone, a fork, a repository that was renamed or moved and
// one that was split off are what they came from; a change that was picked from one into
// another joins nothing.
func (p *places) repositories() (out []thing) {
	of := make([]int, len(p.all))
	for i := range of {
		of[i] = i
	}
	root := func(i int) int {
		for of[i] != i {
			i = of[i]
		}
		return i
	}
	pairs := slices.SortedFunc(maps.Keys(p.shared), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, pair := range pairs {
		if 2*p.shared[pair] >= min(p.all[pair[0]].works, p.all[pair[1]].works) {
			a, b := root(pair[0]), root(pair[1])
			of[max(a, b)] = min(a, b)
		}
	}
	groups := map[int][]placed{}
	for i := range p.all {
		groups[root(i)] = append(groups[root(i)], p.all[i])
	}
	for _, first := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, repository(groups[first]))
	}
	return out
}

// repository is one of some places: it is called as the one that was worked in last.
func repository(all []placed) (t thing) {
	t.days = daySet{}
	slices.SortFunc(all, func(a, b placed) int { return strings.Compare(a.Where(), b.Where()) })
	newest := when.NoDay
	for _, at := range all {
		t.days.join(at.days)
		t.where = append(t.where, at.Where())
		if days := at.days.sorted(); len(days) > 0 && (t.name == "" || days[len(days)-1] > newest) {
			newest, t.name = days[len(days)-1], at.Name
		}
	}
	t.where = slices.Compact(t.where)
	if t.name == "" {
		t.name = all[0].Name
	}
	return t
}
