package timeline

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// A commit dated later than this after now is not believed.
const tomorrow = 24 * when.Hour

// acts turns commits into acts, in order: each work once, whatever the number of
// places, ids and identities it was seen under.
func acts(ev Evidence, habits Habits) []Act {
	paths := pathsByObject(ev.Facts)
	seen := placesByFact(ev.Sightings)
	own := habits.own()
	groups := map[workKey]*Act{}
	first := map[workKey]logbook.ID{}
	met := map[logbook.ID]bool{}
	for i := range ev.Facts {
		f := &ev.Facts[i]
		if f.Kind != logbook.KindCommit {
			continue
		}
		c, err := logbook.Read[logbook.Commit](f)
		if err != nil || !own.of(c) {
			continue
		}
		id := f.ID()
		if met[id] {
			continue
		}
		met[id] = true
		act := place(f, c, paths[c.Object], ev.Now, habits)
		act.Facts = []logbook.ID{id}
		act.Sphere, act.Places = spheresOf(seen[id], habits)
		key := workKey{c.Role, c.Authored, c.Subject, c.Merge}
		if c.Role == logbook.Integrated || c.Role == logbook.Reviewed {
			key.at = c.Committed
		}
		before, double := groups[key]
		if !double {
			groups[key], first[key] = &act, id
			continue
		}
		groups[key], first[key] = join(before, first[key], &act, id)
	}
	return ordered(groups)
}

// owned are the identities by which commits are the person's; without any, all are.
type owned map[who.Identity]bool

func (h Habits) own() owned {
	own := owned{}
	for _, i := range h.Self.Identities {
		own[i] = true
	}
	return own
}

func (o owned) of(c logbook.Commit) bool { return len(o) == 0 || o[who.Identity(c.As)] }

// Authored tells which commits of some evidence the person wrote, and which of them are
// works of theirs: no merge, no program's, and nothing that is left out of account, as a
// commit that changes no file. What cannot be placed in time may be one.
type Authored struct {
	own   owned
	paths map[string]*logbook.Paths
	h     Habits
}

// AuthoredIn is the Authored of some evidence: its commits and what they touched.
func AuthoredIn(ev Evidence, h Habits) Authored {
	return Authored{h.own(), pathsByObject(ev.Facts), h}
}

// Commit gives the commit of a fact where the person wrote it, and whether it is a work.
func (a Authored) Commit(f *logbook.Fact) (c logbook.Commit, written, isWork bool) {
	if f.Kind != logbook.KindCommit {
		return c, false, false
	}
	c, err := logbook.Read[logbook.Commit](f)
	if err != nil || c.Role != logbook.Authored || !a.own.of(c) {
		return c, false, false
	}
	p := a.paths[c.Object]
	_, _, counts := sort(c, p)
	return c, true, counts && !c.Merge && !a.h.routine(c, p, f)
}

// Touched is what a commit touched, nil where that is not known.
func (a Authored) Touched(c logbook.Commit) *logbook.Paths { return a.paths[c.Object] }

// workKey is what makes two commits the same work (notes on patch ids: it finds
// three quarters of the doubles that comparing patches finds, at no cost).
type workKey struct {
	role    logbook.Role
	at      when.Instant
	subject string
	merge   bool
}

// join makes one act of two sightings of the same work: the one that counts, or
// the one with the smaller id, so that order does not matter.
func join(a *Act, aID logbook.ID, b *Act, bID logbook.ID) (*Act, logbook.ID) {
	if b.Counts != a.Counts && b.Counts || b.Counts == a.Counts && bytes.Compare(bID[:], aID[:]) < 0 {
		a, b, aID = b, a, bID
	}
	a.Sphere = Stronger(a.Sphere, b.Sphere)
	a.Assisted = a.Assisted || b.Assisted
	a.Facts = append(a.Facts, b.Facts...)
	a.Places = append(a.Places, b.Places...)
	return a, aID
}

func ordered(groups map[workKey]*Act) []Act {
	out := make([]Act, 0, len(groups))
	for _, a := range groups {
		slices.SortFunc(a.Facts[1:], func(x, y logbook.ID) int { return bytes.Compare(x[:], y[:]) })
		slices.Sort(a.Places)
		a.Places = slices.Compact(a.Places)
		out = append(out, *a)
	}
	slices.SortFunc(out, func(x, y Act) int {
		return cmp.Or(
			cmp.Compare(unplacedLast(x.Day), unplacedLast(y.Day)),
			cmp.Compare(x.At, y.At),
			bytes.Compare(x.Facts[0][:], y.Facts[0][:]))
	})
	return out
}

func unplacedLast(d when.Day) int {
	if d == when.NoDay {
		return 1
	}
	return 0
}

// place says what a commit is and on which day it stands. The rules are asked
// in order; the first that fits decides.
func place(f *logbook.Fact, c logbook.Commit, p *logbook.Paths, now when.Instant, h Habits) Act {
	a := Act{At: f.Span.From, Day: f.Day, Role: c.Role, Text: c.Subject, Assisted: c.Assistant != "", Merge: c.Merge, Object: c.Object, Zone: f.Zone}
	if f.Zone == "" && f.Day != when.NoDay {
		a.Day = dayAtHome(h, f.Span.From, f.Day)
	}
	a.Work, a.Rule, a.Counts = sort(c, p)
	if (a.Rule == RuleAuthored || a.Rule == RuleAssisted) && h.routine(c, p, f) {
		a.Rule, a.Counts = RuleRoutine, false
	}
	if c.Undated || f.Day == when.NoDay || f.Span.From > now+tomorrow {
		a.Day, a.Rule, a.Counts = when.NoDay, RuleUndated, false
	}
	return a
}

func dayAtHome(h Habits, at when.Instant, guess when.Day) when.Day {
	return at.Day(h.Zone(guess))
}

func sort(c logbook.Commit, p *logbook.Paths) (Work, Rule, bool) {
	switch {
	case c.Bot && c.Assistant == "":
		return Unknown, RuleBot, false
	case c.Directed:
		return Coordinating, RuleDirected, true
	case c.Role == logbook.Integrated:
		return Reviewing, RuleIntegrate, true
	case c.Role == logbook.Reviewed:
		return Reviewing, RuleReviewed, true
	case c.Role == logbook.Shared:
		return Making, RuleShared, true
	case c.Merge:
		return Reviewing, RuleMerge, true
	case c.Imported(p):
		return Making, RuleImport, false
	case !c.Changes(p):
		return Making, RuleEmpty, false
	case c.Assistant != "":
		return Making, RuleAssisted, true
	}
	return Making, RuleAuthored, true
}

// pathsByObject is what each commit touched, by the newest version of it.
func pathsByObject(facts []logbook.Fact) map[string]*logbook.Paths {
	out, newest := map[string]*logbook.Paths{}, map[string]*logbook.Fact{}
	for i := range facts {
		f := &facts[i]
		if f.Kind != logbook.KindPaths {
			continue
		}
		p, err := logbook.Read[logbook.Paths](f)
		if err != nil {
			continue
		}
		before, some := newest[p.Object]
		if !some || logbook.Newer(f.Version, f.ID(), before.Version, before.ID()) {
			out[p.Object], newest[p.Object] = &p, f
		}
	}
	return out
}

func placesByFact(sightings []logbook.Sighting) map[logbook.ID][]logbook.Place {
	out := map[logbook.ID][]logbook.Place{}
	for _, s := range sightings {
		out[s.Fact] = append(out[s.Fact], s.Place)
	}
	return out
}

func spheresOf(places []logbook.Place, h Habits) (Sphere, []string) {
	sphere, names := SphereUnknown, make([]string, 0, len(places))
	for _, p := range places {
		names = append(names, p.Name)
		if h.Sphere != nil {
			sphere = Stronger(sphere, h.Sphere(p))
		}
	}
	return sphere, names
}
