package session

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// merged is one own commit, for finding out when a place went over to squash
// merging.
type merged struct {
	day    when.Day
	squash bool
}

// How many commits on either side of a change to squash merging are compared,
// and how many of them may and must look like one.
const (
	squashWindow = 20
	squashBefore = 4
	squashAfter  = 14
)

// squashChange is the day a history went over to squash merging: the clearest
// place where at most a fifth of the commits before and at least seven tenths of
// those after look squashed; NoDay where there is none.
func squashChange(commits []merged) when.Day {
	slices.SortStableFunc(commits, func(a, b merged) int { return int(a.day) - int(b.day) })
	best, day := 0, when.NoDay
	for i := squashWindow; i+squashWindow <= len(commits); i++ {
		before, after := squashes(commits[i-squashWindow:i]), squashes(commits[i:i+squashWindow])
		if before <= squashBefore && after >= squashAfter && after-before > best {
			best, day = after-before, commits[i].day
		}
	}
	return day
}

func squashes(commits []merged) (n int) {
	for _, c := range commits {
		if c.squash {
			n++
		}
	}
	return n
}
