package person

import (
	"cmp"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
)

// Candidate is an address that may be the person's too, over all places, with what
// speaks for and against it.
type Candidate struct {
	logbook.Namesake
	Where   []string // the places' names
	For     []string // "the same name", "goes on where your own commits end"
	Against []string // "at the same time as your own commits"
	Likely  bool     // a yes is the answer to expect
}

// Identity is by what a yes or no to the candidate is known.
func (c Candidate) Identity() who.Identity { return who.Known(cmp.Or(c.Email, c.Name)) }

// pause is how many days may lie between the commits of two addresses, or how long
// both may be in use, where one takes over from the other.
const pause = 60

// Candidates are the addresses among those met that may be the person's and are not
// known to be, those with the most commits first. What is the same at two places (a
// clone of a clone) counts once.
func Candidates(self who.Self, called []string, strangers who.Strangers, met []logbook.Named) []Candidate {
	own, others := split(self, met)
	people := alike.Of(self.Identities, called)
	for _, n := range own {
		people.Add(n.Name, n.Email)
	}
	maps.DeleteFunc(others, func(i who.Identity, group []logbook.Named) bool {
		c := candidate(group)
		return people.Resembles(c.Name, c.Email) == "" || strangers.Has(i)
	})
	out := weighed(people, own, others)
	slices.SortFunc(out, byCommits)
	return out
}

// weighed are the candidates with what speaks for them. One that takes over from a
// likely one is likely too: addresses follow one another.
func weighed(people alike.People, own []logbook.Named, groups map[who.Identity][]logbook.Named) []Candidate {
	done := map[who.Identity]Candidate{}
	for more := true; more; {
		more = false
		for i, group := range groups {
			c := candidate(group)
			c.weigh(people.Resembles(c.Name, c.Email), group, own)
			if was, met := done[i]; met && (was.Likely || !c.Likely) {
				continue
			}
			done[i] = c
		}
		for i, c := range done {
			if group := groups[i]; c.Likely && group != nil {
				own, more = append(slices.Clone(own), group...), true
				delete(groups, i)
			}
		}
	}
	return slices.Collect(maps.Values(done))
}

func byCommits(a, b Candidate) int {
	return cmp.Or(-cmp.Compare(a.Commits, b.Commits), cmp.Compare(a.Email, b.Email), cmp.Compare(a.Name, b.Name))
}

// split parts what was met in the person's own and that of others, by address.
func split(self who.Self, met []logbook.Named) (own []logbook.Named, others map[who.Identity][]logbook.Named) {
	others = map[who.Identity][]logbook.Named{}
	for _, n := range met {
		if _, mine := self.Match(n.Name, n.Email); mine || n.Own {
			own = append(own, n)
			continue
		}
		key := who.Known(cmp.Or(n.Email, n.Name))
		others[key] = append(others[key], n)
	}
	return own, others
}

// candidate is one address over all its places, under the name with most commits.
func candidate(group []logbook.Named) (c Candidate) {
	c.Namesake = logbook.Namesake{From: when.NoDay, To: when.NoDay, Email: group[0].Email}
	names, counted := map[string]int{}, map[logbook.Namesake]bool{}
	for _, n := range group {
		if !slices.Contains(c.Where, n.Place.Name) {
			c.Where = append(c.Where, n.Place.Name)
		}
		if counted[n.Namesake] {
			continue
		}
		counted[n.Namesake] = true
		names[n.Name] += n.Commits
		c.Namesake = c.And(n.Namesake)
	}
	for name := range maps.Keys(names) {
		if c.Name == "" || names[name] > names[c.Name] || names[name] == names[c.Name] && name < c.Name {
			c.Name = name
		}
	}
	slices.Sort(c.Where)
	return c
}

// weigh says what speaks for and against the candidate.
func (c *Candidate) weigh(how string, group, own []logbook.Named) {
	c.For = append(c.For, how)
	here, ours := over(group), over(own)
	shared := sharedPlaces(group, own)
	if len(shared) > 0 {
		c.For = append(c.For, "in the same repositories")
		ours = over(shared)
	} else if len(own) > 0 {
		c.Against = append(c.Against, "not in the repositories of your own commits")
	}
	handed := handOver(here, over(own)) || slices.ContainsFunc(own, func(n logbook.Named) bool { return handOver(here, n.Namesake) })
	apart := ours.From != when.NoDay && here.From != when.NoDay && (here.To < ours.From || here.From > ours.To)
	switch {
	case handed && here.From > ours.From:
		c.For = append(c.For, "goes on where your own commits end")
	case handed:
		c.For = append(c.For, "ends where your own commits begin")
	case !apart && ours.From != when.NoDay && here.From != when.NoDay:
		c.Against = append(c.Against, "at the same time as your own commits")
	}
	strange := how == alike.SameLocal && slices.ContainsFunc(own, func(n logbook.Named) bool { return alike.Elsewhere(n.Name, c.Name) })
	if strange {
		c.Against = append(c.Against, "under another name")
	}
	c.Likely = !strange && (handed || len(shared) > 0 && apart)
}

// over is everything of a list.
func over(all []logbook.Named) logbook.Namesake {
	n := logbook.Namesake{From: when.NoDay, To: when.NoDay}
	for _, m := range all {
		n = n.And(m.Namesake)
	}
	return n
}

// sharedPlaces are the own ones at the places of a group.
func sharedPlaces(group, own []logbook.Named) (out []logbook.Named) {
	for _, n := range own {
		if slices.ContainsFunc(group, func(g logbook.Named) bool { return g.Place == n.Place }) {
			out = append(out, n)
		}
	}
	return out
}

// handOver says whether one begins where the other ends, in either order, without a
// pause and without both going on for long.
func handOver(a, b logbook.Namesake) bool {
	if a.From == when.NoDay || b.From == when.NoDay {
		return false
	}
	if a.From > b.From {
		a, b = b, a
	}
	gap := int(b.From - a.To)
	return b.To > a.To && gap <= pause && gap >= -pause
}
