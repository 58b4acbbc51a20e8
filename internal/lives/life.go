// Package lives makes up people: seeded synthetic lives of eight years and
// more, told week by week, that leave the traces real lives leave, namely
// commits in git repositories and meetings in a calendar. Tests, the demo and
// the manual use them. Nobody in them exists, and they are not a model of how
// people work: they vary by chance as real weeks do, around levels that are
// known exactly, so that a reading can be held against the truth.
//
// The same life and seed always leave the same traces, down to the object ids
// of the commits, and living longer changes nothing that lies before. Only
// Write touches files and runs git.
package lives

import (
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Life is a made-up person, from the Monday the life begins. Everything that
// happens to them follows from it.
type Life struct {
	Name   string // as it is typed: "drifting-director"
	Title  string // as it is told: "the drifting director"
	Story  string // what happens, in a sentence or two
	Seed   uint64
	From   when.Day // a Monday
	Diary  when.Day // the day the calendar was begun; what came before is not in it
	Person Author   // by whose Email the commits at work are made
	Home   string   // the e-mail address of own projects
	Homes  []Residence
	Phases []Phase
	Leaves []Leave
	Repos  []Repo

	Addresses []Address // after Person.Email, which is that of the first years
	Invited   string    // the address in the calendar; Person.Email if ""
	Nightly   bool      // a machine commits every night in the person's name
}

// Address is the name and e-mail address of the person's commits at work from a day on.
type Address struct {
	From when.Day
	Author
}

// Author is somebody as git names people.
type Author struct{ Name, Email string }

// Residence is a zone lived in from a day on, until the next.
type Residence struct {
	From when.Day
	Zone string // IANA name
}

// Phase is how things stand from a day on, until the next phase. Where Over is
// not zero it takes that many weeks to get there, in a straight line; else it
// is a step.
type Phase struct {
	From when.Day
	Over int
	Role string // what others call the person then
	Traits
}

// Traits are the levels of an ordinary week, without absences. A week of
// somebody who is there all five days has Work hands-on days at work (0 to 5)
// and Own on projects of one's own (0 to 7), on average.
type Traits struct {
	Work, Own  float64 // hands-on days
	Meet       float64 // hours of meetings
	Review     float64 // commits of colleagues reviewed
	Integrate  float64 // commits of colleagues put in, or merged
	Assistance float64 // the part of own commits that bear an assistant's mark, 0 to 1
}

// Leave is a longer absence. What is logbook.Said's What.
type Leave struct {
	Days when.Days
	What string
	Text string
}

// Repo is a repository worked on from a day to another, NoDay for until now.
type Repo struct {
	Name     string
	Own      bool // of one's own; else of the work
	From, To when.Day
	Import   bool // begins as an import of some hundreds of files
	Bare     bool // without a work tree, as on a server
}

// All is every life there is, in the order the manual tells them.
func All() []Life {
	return []Life{driftingDirector(), returningBuilder(), steadyHand(), parentOnLeave(), eveningBuilder()}
}

// Named finds a life by its name.
func Named(name string) (Life, error) {
	var names []string
	for _, l := range All() {
		if l.Name == name {
			return l, nil
		}
		names = append(names, l.Name)
	}
	return Life{}, fault.New(fault.Usage, "there is no synthetic life %q", name).
		Try("the lives are: %s", strings.Join(names, ", "))
}

// Self is the person of the life as sources know them.
func (l Life) Self(p who.Person) who.Self {
	self := who.Self{Person: p, Identities: []who.Identity{who.Known(l.Person.Email), who.Known(l.Home)}}
	for _, a := range l.Addresses {
		self.Identities = append(self.Identities, who.Known(a.Email))
	}
	return self
}

// as is the person as they signed on a day: who is somebody else stays that.
func (l Life) as(s stamp) Author {
	out := s.Author
	if out.Email != l.Person.Email {
		return out
	}
	for _, a := range l.Addresses {
		if a.From <= s.day() {
			out = a.Author
		}
	}
	return out
}

// Said is what the person would say of themselves before a day: leaves, moves
// and new roles, in order of time and each as if said on the day it began.
func (l Life) Said(until when.Day) []logbook.Said {
	var said []logbook.Said
	add := func(what, text string, days when.Days) {
		if l.From < days.From && days.From < until {
			said = append(said, logbook.Said{
				Text: text, What: what, From: days.From, To: days.To,
				At: days.From.Start(l.zone(days.From)),
			})
		}
	}
	for i, p := range l.Phases {
		if i > 0 && p.Role != l.Phases[i-1].Role {
			add("role", p.Role, when.Days{From: p.From, To: p.From + 1})
		}
	}
	for _, h := range l.Homes {
		add("move", "moved to "+h.Zone, when.Days{From: h.From, To: h.From + 1})
	}
	for _, v := range l.Leaves {
		add(v.What, v.Text, v.Days)
	}
	sortBy(said, func(s logbook.Said) when.Day { return s.From })
	return said
}
