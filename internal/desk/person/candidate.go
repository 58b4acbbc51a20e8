package person

import (
	"cmp"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// Candidate is an address that may be the person's too, over all places, with what
// speaks for and against it.
type Candidate struct {
	logbook.Namesake          // what it wrote; nothing where only calendars tell of it
	Events, Of       int      // of so many events that name nobody of the person's, in calendars that seem to be kept for it, it is in so many
	Where            []string // the places' names
	For              []string // "the same name", "goes on where your own commits end"
	Against          []string // "at the same time as your own commits"
	Likely           bool     // a yes is the answer to expect
}

// Identity is by what a yes or no to the candidate is known.
func (c Candidate) Identity() who.Identity { return who.Known(cmp.Or(c.Email, c.Name)) }

// pause is how many days may lie between the commits of two addresses, or how long
// both may be in use, where one takes over from the other.
const pause = 60

// Works are the works that were met under a name and address at a place, none where
// that is not known. Nil knows of none.
type Works func(logbook.Named) []work.Work

// Candidates are the addresses among those met that may be the person's and are not
// known to be, those with the most commits first. Commits are what the person would
// gain by one: a copy, and what is at two places (a clone of a clone), counts once, and
// what is theirs already does not count. Led are addresses to which a mailmap leads from
// the person's own.
func Candidates(self who.Self, called []string, strangers who.Strangers, met []logbook.Named, works Works, led ...who.Identity) []Candidate {
	if works == nil {
		works = func(logbook.Named) []work.Work { return nil }
	}
	own, others := split(self, met)
	people := alike.Of(self.Identities, called)
	people.Lead(led)
	for _, n := range own {
		people.Add(n.Name, n.Email)
	}
	people.Follow(plain(met))
	theirs := of(own, works)
	for i, group := range others {
		c := candidate(ofName(group, people), theirs, works)
		if people.How(plain(group)) == "" || strangers.Has(i) || c.Commits == 0 || alike.IsRole(c.Email) {
			delete(others, i)
		}
	}
	w := weighing{people, own, theirs, works}
	out := w.all(others)
	slices.SortFunc(out, byCommits)
	return out
}

// ofName are those of an address's that bear the person's name, where one does; those
// whose names seem to be somebody else's are left out.
func ofName(group []logbook.Named, people alike.People) []logbook.Named {
	if people.How(plain(group)) != alike.SameName {
		return group
	}
	return slices.DeleteFunc(slices.Clone(group), func(n logbook.Named) bool { return people.Strange(n.Name, n.Email) })
}

// plain are the namesakes without their places.
func plain(all []logbook.Named) (out []logbook.Namesake) {
	for _, n := range all {
		out = append(out, n.Namesake)
	}
	return out
}

// of are the works of some of those met.
func of(all []logbook.Named, works Works) map[work.Work]bool {
	out := map[work.Work]bool{}
	for _, n := range all {
		for _, w := range works(n) {
			out[w] = true
		}
	}
	return out
}

// weighing says what speaks for candidates: how they resemble the person, and how their
// commits lie beside the person's own.
type weighing struct {
	people alike.People
	own    []logbook.Named
	theirs map[work.Work]bool // works of the person's own
	works  Works
}

// all are the candidates with what speaks for them. One that takes over from a likely
// one is likely too: addresses follow one another.
func (w weighing) all(groups map[who.Identity][]logbook.Named) []Candidate {
	done, chain := map[who.Identity]Candidate{}, []logbook.Named(nil)
	for more := true; more; {
		more = false
		for i, group := range groups {
			c := candidate(ofName(group, w.people), w.theirs, w.works)
			w.weigh(&c, group, chain)
			if was, met := done[i]; met && (was.Likely || !c.Likely) {
				continue
			}
			done[i] = c
		}
		for i, c := range done {
			if group := groups[i]; c.Likely && group != nil {
				chain, more = append(chain, group...), true
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

// candidate is one address over all its places, under the name with most commits, with
// the number of works that are not the person's already.
func candidate(group []logbook.Named, theirs map[work.Work]bool, works Works) (c Candidate) {
	c.Namesake = logbook.Namesake{From: when.NoDay, To: when.NoDay, Email: group[0].Email}
	names, counted, known := map[string]int{}, map[logbook.Namesake]bool{}, true
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
	gained := of(group, func(n logbook.Named) []work.Work {
		all := works(n)
		known = known && (len(all) > 0 || n.Commits == 0)
		return slices.DeleteFunc(slices.Clone(all), func(w work.Work) bool { return theirs[w] })
	})
	if known {
		c.Commits = len(gained)
	}
	for name := range maps.Keys(names) {
		if c.Name == "" || names[name] > names[c.Name] || names[name] == names[c.Name] && name < c.Name {
			c.Name = name
		}
	}
	slices.Sort(c.Where)
	return c
}

// weigh says what speaks for and against the candidate. Beside the person's own commits
// it may follow one of a chain of addresses that are likely theirs.
func (w weighing) weigh(c *Candidate, group, chain []logbook.Named) {
	how := w.people.How(plain(group))
	c.For = append(c.For, how)
	mapped := how == alike.Mapped
	if mapped && w.people.Resembles(c.Name, "") == alike.SameName {
		c.For = append(c.For, alike.SameName)
	}
	here, ours := over(group), over(w.own)
	shared := sharedPlaces(group, w.own)
	if len(shared) > 0 {
		c.For = append(c.For, "in the same repositories")
		ours = over(shared)
	} else if len(w.own) > 0 {
		c.Against = append(c.Against, "not in the repositories of your own commits")
	}
	apart := ours.From != when.NoDay && here.From != when.NoDay && (here.To < ours.From || here.From > ours.To)
	words, handed := handed(here, w.own, chain)
	if handed {
		c.For = append(c.For, words)
	}
	beside := !mapped && !apart && overlap(here, ours) && !handOver(here, over(w.own))
	if beside {
		c.Against = append(c.Against, "at the same time as your own commits")
	}
	strange := how == alike.SameLocal && slices.ContainsFunc(w.own, func(n logbook.Named) bool { return alike.Elsewhere(n.Name, c.Name) })
	if strange {
		c.Against = append(c.Against, "under another name")
	}
	several := alike.Shared(plain(group))
	strangers := len(ofName(group, w.people)) < len(group)
	if strangers {
		c.Against = append(c.Against, "others' commits at the address would count too")
	} else if several {
		c.Against = append(c.Against, "several people seem to use the address")
	}
	unlike := how == alike.SameAddress && w.people.Strange(c.Name, c.Email)
	c.Likely = !strange && !several && !strangers && !unlike && how != alike.OtherName && !beside && (mapped || handed || len(shared) > 0 && apart)
}

// handed says whether a candidate takes over from commits of the person's, or they from
// it, and from which: from all of them, where it goes on after the last or begins before
// the first; else from those of one address, own or likely.
func handed(here logbook.Namesake, own, chain []logbook.Named) (words string, is bool) {
	if whole := over(own); handOver(here, whole) {
		if here.To > whole.To {
			return "goes on where your own commits end", true
		}
		return "ends where your own commits begin", true
	}
	_, addresses := split(who.Self{}, unowned(own, chain))
	for _, address := range slices.Sorted(maps.Keys(addresses)) {
		n := over(addresses[address])
		if !address.IsEmail() || !handOver(here, n) {
			continue
		}
		if here.From > n.From {
			return "begins where those of " + string(address) + " end", true
		}
		return "ends where those of " + string(address) + " begin", true
	}
	return "", false
}

// unowned are two lists as one, in which nobody is known to be the person.
func unowned(own, chain []logbook.Named) (all []logbook.Named) {
	for _, n := range slices.Concat(own, chain) {
		n.Own = false
		all = append(all, n)
	}
	return all
}

// overlap says whether two are known to have a time in common.
func overlap(a, b logbook.Namesake) bool {
	return a.From != when.NoDay && b.From != when.NoDay && a.From <= b.To && b.From <= a.To
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
// pause and without both going on for long, or for more than half of what one of them
// lasts: then they are at one time.
func handOver(a, b logbook.Namesake) bool {
	if a.From == when.NoDay || b.From == when.NoDay {
		return false
	}
	if a.From > b.From {
		a, b = b, a
	}
	gap := int(b.From - a.To)
	both := 1 - gap // days that are of both, where it is more than none
	shorter := int(min(a.To-a.From, b.To-b.From)) + 1
	return b.To > a.To && gap <= pause && gap >= -pause && (both <= 1 || 2*both <= shorter)
}
