package person

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
	"github.com/backsight/backsight/internal/source/ics/owner"
)

// Calendar is a calendar with the address that it seems to be kept for, which is none of
// the person's; and in how many of its events their own addresses stand.
type Calendar struct {
	Name  string
	Owner owner.Owner
	Kept  bool // there is such an address
	Named int  // events with anybody named
	Own   owner.Attended
}

// Kept are the candidates that calendars seem to be kept for, those with the most events
// first. An address is likely the person's where it resembles theirs, where it takes over
// from one of theirs, and where none of theirs stands in any calendar: then nothing says
// that these are somebody else's, unless they are called by another name.
func Kept(self who.Self, called []string, strangers who.Strangers, calendars []Calendar) (out []Candidate) {
	people := alike.Of(self.Identities, called)
	for _, c := range calendars {
		if !c.Kept || strangers.Has(who.Known(c.Owner.Address)) || alike.Local(c.Owner.Address) == "" || mostly(c) {
			continue
		}
		if _, mine := self.Match("", c.Owner.Address); mine {
			continue
		}
		found := kept(c, people, calendars)
		if slices.ContainsFunc(called, func(name string) bool { return alike.Elsewhere(name, found.Name) }) && !slices.Contains(found.For, alike.SameName) {
			found.Against, found.Likely = append(found.Against, "under another name"), false
		}
		i := slices.IndexFunc(out, func(o Candidate) bool { return o.Identity() == found.Identity() })
		if i < 0 {
			out = append(out, found)
			continue
		}
		out[i] = out[i].Joined(found)
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(a.Email, b.Email))
	})
	return out
}

// Others are the names of the calendars that are kept for somebody of whom the person said
// that it is not them.
func Others(strangers who.Strangers, calendars []Calendar) (names []string) {
	for _, c := range calendars {
		if c.Kept && !mostly(c) && strangers.Has(who.Known(c.Owner.Address)) {
			names = append(names, c.Name)
		}
	}
	return names
}

// mostly says whether a calendar is one of the person's own addresses: they stand in most
// of its events, while the other goes on too.
func mostly(c Calendar) bool {
	return 2*c.Own.Events >= c.Named && !follows(c.Owner.Attended, c.Own)
}

// kept is the candidate of one calendar.
func kept(c Calendar, people alike.People, all []Calendar) Candidate {
	o := c.Owner
	out := Candidate{
		Namesake: logbook.Namesake{Name: o.Name, Email: o.Address, From: when.NoDay, To: when.NoDay},
		Events:   o.Events, Of: o.Of, Where: []string{c.Name},
	}
	if o.ByName {
		out.For = append(out.For, "the calendar is called so")
	}
	every := 10*o.Events >= 9*o.Of
	if every {
		out.For = append(out.For, "in nearly every event that names nobody of yours")
	} else if 2*o.Events > o.Of {
		out.For = append(out.For, "in most of the events that name nobody of yours")
	}
	how := people.Resembles(o.Name, o.Address)
	if how != "" {
		out.For = append(out.For, how)
	}
	handed := c.Own.Events > 0 && follows(o.Attended, c.Own)
	if handed {
		out.For = append(out.For, "another time than your own addresses")
	}
	own := 0
	for _, other := range all {
		own += other.Own.Events
	}
	if !handed && own > 0 {
		out.Against = append(out.Against, say.Count(own, "other event names", "other events name")+" an address of yours")
	}
	out.Likely = how != "" || handed || own == 0 && (every || o.ByName)
	return out
}

// follows says whether one begins where the other ends, or nearly so.
func follows(a, b owner.Attended) bool {
	span := func(a owner.Attended) logbook.Namesake { return logbook.Namesake{From: a.From, To: a.To} }
	return handOver(span(a), span(b))
}

// Joined is a candidate with what else is known of the same address.
func (c Candidate) Joined(o Candidate) Candidate {
	c.Events, c.Of, c.Likely = c.Events+o.Events, c.Of+o.Of, c.Likely || o.Likely
	c.Name = cmp.Or(c.Name, o.Name)
	for _, lists := range []struct {
		into *[]string
		more []string
	}{{&c.Where, o.Where}, {&c.For, o.For}, {&c.Against, o.Against}} {
		*lists.into = slices.Clone(*lists.into)
		for _, text := range lists.more {
			if !slices.Contains(*lists.into, text) {
				*lists.into = append(*lists.into, text)
			}
		}
	}
	return c
}
