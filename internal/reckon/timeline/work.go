// Package timeline reconciles overlapping evidence into one account of a person's
// time: acts (something done at a point) and stints (an unbroken stretch of one
// kind of work). It is pure, and the answer does not depend on the order of the
// evidence. It counts nothing: that is what measures are for.
//
// # From beats to an account
//
//	beats      . ... ..      ....  p .        heartbeats of an editor; p: a prompt
//	           ├──────┤      ├───────┤        signs of a person no further than Near apart
//	agents               ~~~~~~~~~~           an assistant's own records
//	           ├hand──┤      ├assisted┤       with an assistant where one ran that near
//	calendar      ├──── meeting ────┤         planned, by weight: how sure one was there
//	acts            x                         a commit: points displace nothing
//	said                         ├─┤          a correction wins over all
//
//	Stints     ├hand──┼──meeting─┼a─┼s┼a─┤    what the person says, then what happened,
//	                                          then what was planned; never over one another
//	Planned       ├──── meeting ────┤         what the calendar alone would make
//	Runs                 ~~~~~~~~~~           the agents' clock, never added to the person's
//
// Every minute of a day lies in exactly one stint, each stint names its [Rule] and
// the facts behind it, and what lay over one another stands in Also.
//
// # Laws
//
// Tests hold them for random evidence: the order of the facts decides nothing, and
// the same facts twice change nothing; the stints of a day part it; evidence about
// one day changes no other day, but for what crosses midnight; only durations
// displace durations; a day is one of the person's home zone then, of 23, 24 or 25
// hours, while an act keeps its own local date.
//
//	account := timeline.Reconcile(evidence, habits)
//	account.Each(func(day timeline.Day) { … })
package timeline

import "maps"

// Work is a kind of work.
type Work string

// The kinds of work. Away is not work, and Unknown is not nothing: no evidence
// says what happened.
const (
	Making        Work = "making"
	Reviewing     Work = "reviewing"
	Mentoring     Work = "mentoring"
	Hiring        Work = "hiring"
	Coordinating  Work = "coordinating"
	Operating     Work = "operating"
	Learning      Work = "learning"
	Administering Work = "administering"
	Away          Work = "away"
	Unknown       Work = "unknown"
)

// Levels is how far each kind of work stands from what compiles: from 0, hands on
// the thing, to 4, coordinating the coordinators. Away and Unknown have no level.
type Levels map[Work]int

// UsualLevels is the table before a person edits it.
func UsualLevels() Levels {
	return Levels{
		Making: 0, Operating: 0, Learning: 0,
		Reviewing: 1, Mentoring: 2, Hiring: 2,
		Coordinating: 3, Administering: 3,
	}
}

// Edited is the table with what a person says of some kinds of work; what has no
// level in the table gets none.
func (l Levels) Edited(said Levels) Levels {
	out := maps.Clone(l)
	for work, level := range said {
		if _, ok := l[work]; ok {
			out[work] = level
		}
	}
	return out
}

// Of is the level of a stint; false where its work has none, or where nothing tells
// whether an agent did it. Work handed to an agent is one level more.
func (l Levels) Of(s Stint) (level int, ok bool) {
	if s.Hands == CantTell {
		return 0, false
	}
	level, ok = l[s.Work]
	if s.Hands == Delegated {
		level++
	}
	return level, ok
}

// Sphere says whose the work was: the employer's or the person's own.
type Sphere string

// The spheres. Something seen in several places is work if any of them is,
// else own, else unknown.
const (
	SphereAll     Sphere = "all"
	SphereWork    Sphere = "work"
	SphereOwn     Sphere = "own"
	SphereUnknown Sphere = "unknown"
)

// Stronger is the sphere of something seen in both.
func Stronger(a, b Sphere) Sphere {
	for _, s := range []Sphere{SphereWork, SphereOwn} {
		if a == s || b == s {
			return s
		}
	}
	return SphereUnknown
}
