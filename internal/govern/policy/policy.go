// Package policy decides who may read what. Its one answer is a Grant, and only
// Allow makes one: whoever holds none can read nothing, and the zero Grant gives
// nothing. It is pure; keeping permits and checking them again inside a reading's
// transaction is the store's work.
package policy

import (
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Grain is how fine a reading may be.
type Grain int8

// The grains, from coarse to fine. Nobody but the owner gets anything finer
// than a week.
const (
	Weeks Grain = iota
	Evidence
)

// Ask is what somebody wants to read.
type Ask struct {
	Viewer  who.Person
	Owner   who.Person
	Measure string // "" for everything
	Grain   Grain
	Days    when.Days // empty for all time
	Purpose string
}

// Permit is what an owner allowed somebody else, until it ends or is revoked.
type Permit struct {
	ID      string
	Owner   who.Person
	Viewer  who.Person
	Measure string // "" for every measure
	Days    when.Days
	Purpose string
	From    when.Instant
	Until   when.Instant // zero for no end
	Revoked when.Instant // zero while it stands
}

// Grant is the leave to read. It cannot be made outside this package.
type Grant struct {
	ask    Ask
	permit string
	given  bool
}

// Allow is the one way to a Grant. The owner's own reading needs no permit; for
// anybody else there must be a standing permit that covers the whole of what is
// asked, and no grain finer than a week. Everything else is refused.
func Allow(ask Ask, standing []Permit, now when.Instant) (Grant, error) {
	if ask.Owner == 0 || ask.Viewer == 0 {
		return Grant{}, fault.New(fault.NotAllowed, "no person was given")
	}
	if ask.Viewer == ask.Owner {
		return Grant{ask: ask, given: true}, nil
	}
	i := slices.IndexFunc(standing, func(p Permit) bool { return p.Covers(ask, now) })
	if i < 0 || ask.Grain > Weeks {
		return Grant{}, fault.New(fault.NotAllowed, "this evidence belongs to somebody else, who has not permitted you to read it")
	}
	return Grant{ask: ask, permit: standing[i].ID, given: true}, nil
}

// Covers says whether the permit stands now and covers all that is asked.
func (p Permit) Covers(ask Ask, now when.Instant) bool {
	stands := p.Revoked == 0 && p.From <= now && (p.Until == 0 || now < p.Until)
	same := p.Owner == ask.Owner && p.Viewer == ask.Viewer && p.Purpose == ask.Purpose
	measure := p.Measure == "" || p.Measure == ask.Measure
	days := p.Days.Len() == 0 ||
		ask.Days.Len() > 0 && p.Days.From <= ask.Days.From && ask.Days.To <= p.Days.To
	return stands && same && measure && days
}

// Given says whether the grant gives anything.
func (g Grant) Given() bool { return g.given }

// Owner is whose evidence may be read; nobody for the zero Grant.
func (g Grant) Owner() who.Person {
	if !g.given {
		return 0
	}
	return g.ask.Owner
}

// Ask is what was asked and allowed.
func (g Grant) Ask() Ask { return g.ask }

// Permit is the id of the permit it rests on, "" for the owner's own reading.
func (g Grant) Permit() string { return g.permit }
