// Package energy sets check-ins against the work done in the hour before each: which
// kinds of work leave a person with more energy than their average hour, and which
// with less. It speaks only where the answers allow it.
//
//	check-ins ──► used ──► rows: hour of day, trend, ──► stat/mixed ──► a Kind each,
//	              │        shares within the day and                    claimed or not
//	              └► left  the day's own
//	                 out
//
// Hours are compared inside the same day: of each kind's share the mean of its day is
// taken off (Mundlak 1978), since days full of meetings are worse for other reasons
// too. What the days' means say stands apart and never becomes a claim. docs/method.md
// tells the method, and a simulation what it is worth.
package energy

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Mode is how a check-in came about.
type Mode string

// The modes. A moment that was drawn, and the end of a block, are asked about; who
// answers unasked does so when it is extreme, and who answers late remembers, which
// is another answer: those two are counted and left out.
const (
	Random        Mode = "random"
	BlockEnd      Mode = "block_end"
	Self          Mode = "self"
	Reconstructed Mode = "reconstructed"
)

// Modes is every mode.
func Modes() []Mode { return []Mode{Random, BlockEnd, Self, Reconstructed} }

// Asked says whether a check-in of the mode takes part.
func (m Mode) Asked() bool { return m == Random || m == BlockEnd }

// CheckIn is one answer, and what the hour before it held.
type CheckIn struct {
	At       time.Time // on the person's own clock: its day and hour count
	Value    float64   // 1 drained … 7 wanting more
	Mode     Mode
	Exposure map[string]float64 // shares of the hour by kind of work, at most 1 together; the rest is unknown
}

// The gate. A kind is told when it surely differs by more than anybody feels, and
// when it was met often enough.
const (
	Least  = 0.15 // points
	Sure   = 0.90
	Hours  = 4.0 // of a kind, in the hours before check-ins
	Enough = 50  // check-ins
	fewest = 10  // that a fit is made of
)

// Unknown is the rest of an hour; it is no kind.
const Unknown = "unknown"

// Kind is what is known of one kind of work: points against the person's average
// hour, with a 90 % interval.
type Kind struct {
	Kind  string  `json:"kind"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	P     float64 `json:"p"` // that it differs by more than Least, in the likelier direction
	Claim bool    `json:"claim"`
	Hours float64 `json:"hours"`
}

// HeavyDay is what days that hold more of a kind are like, for other reasons too:
// points between a day of nothing else and the average day.
type HeavyDay struct {
	Kind  string  `json:"kind"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Answer is what check-ins say. Kinds come with the most giving first.
type Answer struct {
	Kinds     []Kind     `json:"kinds"`
	N         int        `json:"n"`        // check-ins that take part
	LeftOut   int        `json:"left_out"` // the others
	Needed    int        `json:"needed"`   // more until a first claim is possible
	TooLittle []string   `json:"too_little"`
	HeavyDays []HeavyDay `json:"on_heavy_days"`
}

// Of answers. The order of the check-ins does not matter.
func Of(all []CheckIn) Answer {
	a := Answer{Kinds: []Kind{}, TooLittle: []string{}, HeavyDays: []HeavyDay{}}
	used := asked(all)
	a.N, a.LeftOut = len(used), len(all)-len(used)
	met := kindsOf(used)
	a.Needed = needed(len(used), met)
	a.fit(used, met)
	slices.Sort(a.TooLittle)
	slices.SortStableFunc(a.Kinds, func(x, y Kind) int { return cmp.Compare(y.Value, x.Value) })
	slices.SortStableFunc(a.HeavyDays, func(x, y HeavyDay) int { return cmp.Compare(y.Value, x.Value) })
	return a
}

// asked is the check-ins that take part, in the order of time. Two of one instant
// stand in the order of what they say, so that no order of the input matters.
func asked(all []CheckIn) []CheckIn {
	used := make([]CheckIn, 0, len(all))
	for _, c := range all {
		if c.Mode.Asked() {
			used = append(used, c)
		}
	}
	slices.SortStableFunc(used, func(x, y CheckIn) int {
		if d := x.At.Compare(y.At); d != 0 {
			return d
		}
		if d := cmp.Compare(x.Value, y.Value); d != 0 {
			return d
		}
		return compareShares(x.Exposure, y.Exposure)
	})
	return used
}

func compareShares(x, y map[string]float64) int {
	for _, name := range sorted(x, y) {
		if d := cmp.Compare(x[name], y[name]); d != 0 {
			return d
		}
	}
	return 0
}

func sorted(some ...map[string]float64) (names []string) {
	for _, m := range some {
		for name := range m {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// kind is one kind of work as the check-ins meet it.
type kind struct {
	name  string
	hours float64
}

// mostKinds is how many kinds are told apart; a person's work has about ten.
const mostKinds = 40

// kindsOf is the kinds that occur, most hours first.
func kindsOf(used []CheckIn) []kind {
	hours := map[string]float64{}
	for _, c := range used {
		for name, share := range c.Exposure {
			if share > 0 && name != Unknown {
				hours[name] += share
			}
		}
	}
	out := make([]kind, 0, len(hours))
	for _, name := range sorted(hours) {
		out = append(out, kind{name, hours[name]})
	}
	slices.SortStableFunc(out, func(x, y kind) int { return cmp.Compare(y.hours, x.hours) })
	return out
}

// needed is how many check-ins more a first claim takes: Enough of them, and Hours of
// the kind that is met most, at the rate so far.
func needed(n int, met []kind) int {
	more := max(0, Enough-n)
	if len(met) == 0 { // nothing is known of the hours: so many with it
		return max(more, Enough)
	}
	if met[0].hours >= Hours {
		return more
	}
	rate := met[0].hours / float64(n)
	return max(more, int(math.Ceil((Hours-met[0].hours)/rate)))
}
