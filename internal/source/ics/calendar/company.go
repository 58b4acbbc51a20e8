package calendar

import (
	"strings"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
)

// company is who else an event was planned with.
type company struct {
	people  int    // human attendees, the organiser with them; 0 where no attendee is named
	caller  string // the organiser's address
	mine    bool   // the organiser is this person
	with    string // the other of two
	outside int    // people of other mail domains
}

// companyOf counts each address once, and the person once, under however many
// addresses they were asked. Rooms, resources and groups are not people. With
// and outside are only known where the person is named.
func companyOf(e *vevent, self who.Self) (c company) {
	c.mine = isSelf(e.organizer, self)
	if e.organizer.Value != "" {
		c.caller = logbook.Text(e.organizer.Address())
	}
	if len(e.attendees) == 0 {
		return c
	}
	seen := make(map[string]bool, len(e.attendees)+1)
	var others []string
	home, named := "", false
	add := func(p line.Property, own bool) {
		to := p.Address()
		if seen[to] || !p.Human() {
			return
		}
		seen[to] = true
		if own {
			home, named = who.Domain(to), true
			return
		}
		others = append(others, to)
	}
	for _, a := range e.attendees {
		add(a, isSelf(a, self))
	}
	if e.organizer.Value != "" {
		add(e.organizer, c.mine)
	}
	c.people = len(others)
	if !named {
		return c
	}
	c.people++
	if len(others) == 1 {
		c.with = logbook.Text(others[0])
	}
	c.outside = outside(others, home, self)
	return c
}

// outside counts the addresses whose mail domain is neither the one this person
// was asked under nor one of their own. An address without a domain, as of some
// servers' own people, is inside.
func outside(others []string, home string, self who.Self) (n int) {
	if home == "" {
		return 0
	}
	own := []string{home}
	for _, i := range self.Identities {
		if d := who.Domain(string(i)); d != "" {
			own = append(own, d)
		}
	}
	for _, to := range others {
		if d := who.Domain(to); d != "" && !who.DomainIn(d, own) {
			n++
		}
	}
	return n
}

// labels are the categories in lower case.
func labels(e *vevent) string {
	if e.categories == "" {
		return ""
	}
	return logbook.Text(strings.ToLower(line.Unescape(e.categories)))
}
