package drift

import "github.com/backsight/backsight/internal/reckon/stat"

// yearOfNothing is in how many seen weeks nothing at all was done where that alone says
// that the level is nought.
const yearOfNothing = 52

// leastNothing is how many weeks after a turn must be seen for the same.
const leastNothing = 6

// nothing says whether something was seen of the places [from, to), in so many weeks at
// least, and nothing at all was done in any. Plain numbers know no nought.
func (l *look) nothing(from, to, least int) bool {
	from, to = max(from, 0), min(to, l.f.n)
	if l.q.Series.Kind == Number || from >= to {
		return false
	}
	n := 0
	for p := from; p < to; p++ {
		if !l.f.seen[p] {
			continue
		}
		if l.f.weeks[l.f.entry[p]].Value > 0 {
			return false
		}
		n++
	}
	return n >= least
}

// nothingNow says whether nothing at all was done in the last year that was seen, or
// since the last turn.
func (l *look) nothingNow() bool {
	from := l.f.n
	for seen := 0; from > 0 && seen < yearOfNothing; {
		if from--; l.f.seen[from] {
			seen++
		}
	}
	if l.nothing(from, l.f.n, leastWeeks) {
		return true
	}
	last := len(l.turns) - 1
	return last >= 0 && l.nothing(l.after(last), l.f.n, leastNothing)
}

// after is the first place that is surely after a turn.
func (l *look) after(turn int) int {
	t := l.turns[turn]
	return max(t.Index, t.End, min(t.High, l.f.n))
}

// sides puts nought where nothing at all was done on a side of a turn. The mean of the
// paths is never nought: each of them gives the level a little more than none.
func (l *look) sides() {
	for i := range l.turns {
		t := &l.turns[i]
		from, to := 0, l.f.n
		if i > 0 {
			from = l.after(i - 1)
		}
		if i+1 < len(l.turns) {
			to = l.turns[i+1].Low
		}
		if l.nothing(from, t.Low, leastNothing) {
			t.From = 0
		}
		if l.nothing(l.after(i), to, leastNothing) {
			t.To = 0
		}
	}
}

// nought is an estimate of a fit where nothing was done in the places [from, to): none,
// and at most what the weeks seen leave open. The paths give a little more where the
// series has few other weeks, since any week may be odd. Weeks that say as much as n
// independent ones without an event leave open a chance of three in n, nineteen times of
// twenty (the rule of three: Hanley and Lippman-Hand 1983); in a week with anything it
// is what such weeks had in the mean.
func (l *look) nought(r Range, fit *stat.Fit, from, to int) Range {
	n, some, sum := 0.0, 0.0, 0.0
	for _, p := range l.f.levels(l.q.Series.Kind) {
		if p.Value > 0 {
			some, sum = some+1, sum+p.Value
		} else if p.place >= from && p.place < to {
			n++
		}
	}
	most := max(0, r.High)
	if some > 0 {
		most = min(most, ruleOfThree*fit.Temper/n*sum/some)
	}
	return Range{High: most}
}

// ruleOfThree is how many events are expected where none is seen one time in twenty.
const ruleOfThree = 3

// idleSince is the first place after the last on which anything was done.
func (l *look) idleSince() int {
	p := l.f.n
	for p > 0 && !(l.f.seen[p-1] && l.f.weeks[l.f.entry[p-1]].Value > 0) {
		p--
	}
	return p
}

// apart is a distance between two levels of which one or both were put to nought: its
// value is their difference, and its interval holds it.
func apart(moved, then, now Range) Range {
	v := now.Value - then.Value
	return Range{v, min(moved.Low, v), max(moved.High, v)}
}
