package when

import (
	"cmp"
	"slices"
)

// Spans are stretches of time in order. None of them is empty, and no two
// overlap or touch. The zero value is no time at all.
//
//	time       0    5    10   15   20
//	a          ======    ===     ==
//	b             ======   ===
//	both       ========= =====   ==     Add, one span of b after the other
//	a.And(b)      ===      =
//	a.Minus(b) ===       ==      ==
//
// A point (a span without length) is no time: Add leaves it out. Span.Minus
// keeps it.
type Spans []Span

// SpansOf are the stretches that some spans cover together. The spans may come in
// any order and overlap.
func SpansOf(some ...Span) (all Spans) {
	ordered := slices.Clone(some)
	slices.SortFunc(ordered, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	for _, s := range ordered {
		all = all.Add(s)
	}
	return all
}

// Add covers one span more. Like append it may write into the array of s; a span
// that begins after all others costs nothing to find a place for.
func (s Spans) Add(one Span) Spans {
	if one.From >= one.To {
		return s
	}
	first := len(s)
	if first > 0 && one.From <= s[first-1].To {
		first = s.reaching(one.From)
	}
	last := first
	for ; last < len(s) && s[last].From <= one.To; last++ {
		one = Span{min(one.From, s[last].From), max(one.To, s[last].To)}
	}
	return slices.Replace(s, first, last, one)
}

// And is the time that both cover.
func (s Spans) And(o Spans) (both Spans) {
	if len(s) == 0 || len(o) == 0 {
		return nil
	}
	i, j := s.after(o[0].From), o.after(s[0].From)
	for i < len(s) && j < len(o) {
		if cut, ok := s[i].Cut(o[j]); ok {
			both = append(both, cut)
		}
		if s[i].To < o[j].To {
			i++
		} else {
			j++
		}
	}
	return both
}

// Minus is the time that s covers and o does not.
func (s Spans) Minus(o Spans) (left Spans) {
	for _, one := range s {
		left = append(left, one.Minus(o)...)
	}
	return left
}

// Minus is what is left of a span, in order. A point is left where none of the
// others covers it.
func (s Span) Minus(o Spans) (left []Span) {
	if s.From == s.To && !o.Covers(s.From) {
		return []Span{s}
	}
	for _, hole := range o[o.after(s.From):] {
		if hole.From >= s.To {
			break
		}
		if s.From < hole.From {
			left = append(left, Span{s.From, hole.From})
		}
		s.From = hole.To
	}
	if s.From < s.To {
		left = append(left, s)
	}
	return left
}

// Covers says whether an instant lies in one of the spans. The end of a span
// does not.
func (s Spans) Covers(at Instant) bool {
	i := s.after(at)
	return i < len(s) && s[i].From <= at
}

// Len is how long the spans last together, in microseconds.
func (s Spans) Len() (total Instant) {
	for _, one := range s {
		total += one.Len()
	}
	return total
}

// after is the first span that ends after an instant.
func (s Spans) after(at Instant) int { return s.reaching(at + 1) }

// reaching is the first span that ends at an instant or later.
func (s Spans) reaching(at Instant) int {
	i, _ := slices.BinarySearchFunc(s, at, func(o Span, at Instant) int { return cmp.Compare(o.To, at) })
	return i
}

// JoinDays puts stretches of days into order and makes one of those that overlap,
// touch, or have at most gap days between them.
func JoinDays(some []Days, gap int) (joined []Days) {
	ordered := slices.Clone(some)
	slices.SortFunc(ordered, func(a, b Days) int { return cmp.Compare(a.From, b.From) })
	for _, s := range ordered {
		if n := len(joined); n > 0 && s.From <= joined[n-1].To+Day(gap) {
			joined[n-1].To = max(joined[n-1].To, s.To)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}
