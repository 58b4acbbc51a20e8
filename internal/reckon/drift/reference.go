package drift

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
)

// What a year needs to be a reference.
const (
	yearSeen   = 40 // seen weeks
	yearHands  = 26 // of them with something done
	periodSeen = 52 // seen weeks of a period that is not a year
)

// Reference is a period that may be fixed, and why; empty where none can be.
type Reference struct {
	Period when.Days
	Why    string
}

// Propose is the reference that is taken until the person fixes one: the
// earliest calendar year with 40 seen weeks of which 26 have a value above
// zero; else the earliest 52 seen weeks; else none. Never the best year: that
// would invent a fall. The weeks, in order, are of hands-on days.
func Propose(weeks []Week) Reference {
	if years := Candidates(weeks); len(years) > 0 {
		return years[0]
	}
	var first when.Day
	n := 0
	for _, w := range weeks {
		if !observed(Days, w) {
			continue
		}
		if n++; n == 1 {
			first = w.Monday
		}
		if n == periodSeen {
			return Reference{
				when.Days{From: first, To: w.Monday + 7},
				fmt.Sprintf("no calendar year has %d weeks with evidence and something done in %d of them, so these are the earliest %d weeks with evidence", yearSeen, yearHands, periodSeen),
			}
		}
	}
	return Reference{Why: fmt.Sprintf("only %d weeks with evidence, %d are needed", n, periodSeen)}
}

// First is what a measure is compared with where the reference did not see it: the
// earliest calendar year with 40 seen weeks, else the earliest 52 seen weeks; empty
// where there are fewer. Only weeks from a day on are looked at.
func First(kind Kind, weeks []Week, from when.Day) Reference {
	seen := map[int]int{}
	var all []when.Day
	for _, w := range weeks {
		if w.Monday < from || !observed(kind, w) {
			continue
		}
		all = append(all, w.Monday)
		year := (w.Monday + 3).Year()
		if seen[year]++; seen[year] == yearSeen {
			return Reference{when.Year(year), fmt.Sprintf("the first calendar year of which %d weeks or more were seen", yearSeen)}
		}
	}
	if len(all) < periodSeen {
		return Reference{Why: fmt.Sprintf("%d of %d weeks seen", len(all), periodSeen)}
	}
	return Reference{
		when.Days{From: all[0], To: all[periodSeen-1] + 7},
		fmt.Sprintf("no calendar year has %d weeks with evidence, so these are the first %d that were seen", yearSeen, periodSeen),
	}
}

// Enough says whether a period can be compared with: whether enough weeks of it say
// anything of a kind.
func Enough(kind Kind, weeks []Week, period when.Days) bool {
	n := 0
	for _, w := range weeks {
		if period.Has(w.Monday+3) && observed(kind, w) {
			n++
		}
	}
	return n >= leastReference
}

// Candidates are all calendar years that could have been the reference, the
// earliest first; what is told against each shows how much hangs on the choice.
func Candidates(weeks []Week) []Reference {
	var years []int
	seen, hands := make(map[int]int), make(map[int]int)
	for _, w := range weeks {
		if !observed(Days, w) {
			continue
		}
		year := (w.Monday + 3).Year()
		if seen[year]++; seen[year] == 1 {
			years = append(years, year)
		}
		if w.Value > 0 {
			hands[year]++
		}
	}
	var all []Reference
	for _, y := range years {
		if seen[y] < yearSeen || hands[y] < yearHands {
			continue
		}
		all = append(all, Reference{when.Year(y), fmt.Sprintf("%d has evidence in %d weeks, %d of them with something done", y, seen[y], hands[y])})
	}
	if len(all) > 0 {
		all[0].Why = "the earliest year with enough evidence: " + all[0].Why
	}
	return all
}
