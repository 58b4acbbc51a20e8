package report

import "strings"

// leastWhole is how much of a week must have been seen, three days of its seven, for it
// to be told what the whole week would have come to. One day at the beginning of the
// evidence, times seven, is no week.
const leastWhole = 3.0 / 7

// rounding is how far a part of a week may be off.
const rounding = 1e-9

// OfWhole is what a week's value would be in a week that was fully seen: what is
// counted is set against the part that was seen, a level is what it is. Of a week of
// which fewer than three days were seen it is what was counted on them. The week must
// have a value, and must have been seen.
func (r Reading) OfWhole(w Week) float64 {
	mean, _ := r.Mean(w)
	return mean
}

// Mean is the mean of some weeks that were seen, as OfWhole says it of one: those of
// which little was seen count little. It is false where none was seen.
func (r Reading) Mean(weeks ...Week) (mean float64, some bool) {
	var s sum
	for _, w := range weeks {
		s.add(r, w)
	}
	return s.mean()
}

// sum is the value of some weeks and how much of them was seen, in weeks.
type sum struct {
	value, seen float64
	counted     bool // not a level
}

func (s *sum) add(r Reading, w Week) {
	if w.Value == nil || w.Seen == 0 {
		return
	}
	s.seen += w.Seen
	if s.counted = strings.HasSuffix(r.Unit, "/week"); s.counted {
		s.value += *w.Value
		return
	}
	s.value += *w.Value * w.Seen
}

func (s *sum) mean() (float64, bool) {
	switch {
	case s.seen == 0:
		return 0, false
	case s.counted && s.seen < leastWhole-rounding:
		return s.value, true
	}
	return s.value / s.seen, true
}
