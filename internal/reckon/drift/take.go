package drift

import (
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/stat"
)

// Evidence below which nothing is claimed.
const (
	leastWeeks     = 26 // seen in all, for turns and levels
	leastNumbers   = 8  // the same, of plain numbers
	leastReference = 13 // seen in the reference
)

const (
	gridMethod   = "hidden level and slope on a grid of 96 cells, 200 sampled paths (Fearnhead 2006; Scott 2002)"
	numberMethod = "exact Bayesian segmentation into levels and ramps, 200 sampled paths (Fearnhead 2006)"
)

// Take is the look back. It is a function of the question alone: the same
// series, under the same id, gives the same answer. It errs on a series that
// cannot be one of its kind, naming the week; a series that says too little is
// answered with what it says.
func Take(q Question) (Backsight, error) {
	f, err := lay(q.Series)
	if err != nil {
		return Backsight{}, fmt.Errorf("read series %q: %w", q.Series.ID, err)
	}
	b := Backsight{State: CannotTell, Seen: f.count, Levels: make([]Level, len(q.Series.Weeks)), Method: gridMethod, Alarm: Alarm{Since: when.NoDay}}
	if q.Series.Kind == Number {
		b.Method = numberMethod
	}
	if least := Least(q.Series.Kind); f.count < least {
		b.Missing = fmt.Sprintf("only %s with evidence, %d are needed", say.Count(f.count, "week", "weeks"), least)
		return b, nil
	}
	l := look{q: q, f: f, places: f.reference(q)}
	if q.Series.Kind == Days {
		f.unit = l.unit()
	}
	l.reckon()
	l.fill(&b)
	if places := len(l.fit.Places); places > 0 && places < l.fit.N {
		b.Note = fmt.Sprintf("turns were searched at the %d likeliest of %d places", places-2, l.fit.N)
	}
	return b, nil
}

// look is a backsight being taken.
type look struct {
	q      Question
	f      *frame
	fit    stat.Fit
	places []int // seen places of the reference
	turns  []stat.Turn
	ending stat.Ending
	now    Range
}

// unit is how many days a week levels are told of: those that the weeks of the
// reference usually have, so that it never moves, else those of all weeks.
func (l *look) unit() float64 {
	if len(l.places) < leastReference {
		return l.f.usual(Days, l.f.weeks)
	}
	var weeks []Week
	for _, p := range l.places {
		weeks = append(weeks, l.f.weeks[l.f.entry[p]])
	}
	return l.f.usual(Days, weeks)
}

// reckon fits the series and finds its turns.
func (l *look) reckon() {
	kind := l.q.Series.Kind
	if kind == Number {
		l.fit = stat.Segment(l.f.numbers(), seedNow)
		l.turns = l.known(l.fit.Bounds())
		return
	}
	l.fit = stat.Filter(family(kind), l.f.series(kind), stat.Options{Seed: seedNow, Known: l.f.changes(l.q.Instruments)})
	l.turns = l.fit.Turns(l.f.seen)
}

// The seeds of the sampling. They are the same for every series, so that equal weeks
// give equal numbers, and differ, so that then and now know nothing of one another.
const (
	seedNow  = 1
	seedThen = 2
)

// past is the fit of the weeks of the reference alone, from the first to the last that
// was seen: what comes before and after them says nothing of what they were.
func (l *look) past() (stat.Fit, []int) {
	from, to := l.places[0], l.places[len(l.places)-1]+1
	places := make([]int, len(l.places))
	for i, p := range l.places {
		places[i] = p - from
	}
	if kind := l.q.Series.Kind; kind != Number {
		var known []int
		for _, p := range l.f.changes(l.q.Instruments) {
			known = append(known, p-from)
		}
		return stat.Filter(family(kind), l.f.series(kind)[from:to], stat.Options{Seed: seedThen, Known: known}), places
	}
	return stat.Segment(l.f.numbers()[from:to], seedThen), places
}

func (l *look) fill(b *Backsight) {
	l.sides()
	for _, t := range l.turns {
		b.Turns = append(b.Turns, l.turn(t))
	}
	l.levels(b)
	l.now, l.ending = l.scaled(l.fit.Now()), l.fit.Ending(recentSlide, recentStep)
	if l.nothingNow() {
		l.now = l.nought(l.now, &l.fit, l.idleSince(), l.f.n)
	}
	if l.q.Series.Kind == Number && constant(l.f.numbers()) {
		l.ending = stat.Ending{} // without any noise every path fits alike
	}
	b.Now = &l.now
	l.compare(b)
	rate, ok := l.rate()
	if ok {
		b.Rate = &rate
	}
	b.State, b.Missing = l.state(b.Rate, b.Then)
	b.Alarm = l.alarm()
}

// constant says whether nothing ever differs.
func constant(y []float64) bool {
	return len(y) > 0 && slices.Min(y) == slices.Max(y)
}

// scaled is a range in the answer's unit.
func (l *look) scaled(r stat.Range) Range {
	u := l.f.unit
	return Range{r.Value * u, r.Low * u, r.High * u}
}

// levels draws the level where it was seen; holes stay open.
func (l *look) levels(b *Backsight) {
	bands := l.fit.Bands()
	for i := range b.Levels {
		if p := l.f.place[i]; p >= 0 && p < l.f.n && l.f.seen[p] {
			b.Levels[i] = Level{l.scaled(bands[p]), true}
		}
	}
}

// compare sets then and now beside one another, path by path. Levels seen by
// different instruments are never subtracted.
func (l *look) compare(b *Backsight) {
	if len(l.places) < leastReference {
		return
	}
	past, places := l.past()
	then, moved := l.fit.Since(&past, places)
	t := l.scaled(then)
	if from, to := l.places[0], l.places[len(l.places)-1]+1; l.nothing(from, to, leastReference) {
		t = l.nought(t, &past, from, to)
	}
	b.Then = &t
	if l.instrumentSince() < 0 {
		m := apart(l.scaled(moved), t, l.now)
		b.Moved = &m
	}
}

// instrumentSince is the place of the first instrument turn after the
// reference began, -1 for none.
func (l *look) instrumentSince() int {
	for _, t := range l.turns {
		if t.Known && len(l.places) > 0 && t.High > l.places[0] {
			return t.Index
		}
	}
	return -1
}

// Least is how many weeks of a kind must be seen before a level is claimed.
func Least(kind Kind) int {
	if kind == Number {
		return leastNumbers
	}
	return leastWeeks
}
