package measure

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// What makes a pause, in days with evidence.
const (
	leastPause = 28
	longPause  = 182 // besides the longest, as long as this and half of it
	mostPauses = 3
)

// Pause is a stretch in which nothing was done: its first and its last day, and on how
// many of its days there was evidence and the person not away.
type Pause struct {
	Days   when.Days
	Seen   int
	GoesOn bool // nothing came after it
}

// Pauses are the longest pauses between days on which something was done, the
// longest first; the one that goes on too. Holes of the evidence and leave take no
// part in how long they are.
func Pauses(done, seen []when.Day) (out []Pause) {
	for i, d := range done {
		p := Pause{Days: when.Days{From: d + 1}}
		if i+1 < len(done) {
			p.Days.To = done[i+1]
		} else if len(seen) > 0 && seen[len(seen)-1] > d {
			p.Days.To, p.GoesOn = seen[len(seen)-1]+1, true
		}
		if p.Days.Len() >= leastPause {
			from, _ := slices.BinarySearch(seen, p.Days.From)
			to, _ := slices.BinarySearch(seen, p.Days.To)
			p.Seen = to - from
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Pause) int { return cmp.Compare(b.Seen, a.Seen) })
	for i, p := range out {
		if i == mostPauses || p.Seen < leastPause || i > 0 && (p.Seen < longPause || 2*p.Seen < out[0].Seen) {
			return out[:i]
		}
	}
	return out
}
