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
	if q.Series.Kind == Days {
		f.unit = f.usual(Days)
	}
	l := look{q: q, f: f, places: f.reference(q)}
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

// reckon fits the series and finds its turns.
func (l *look) reckon() {
	kind, seed := l.q.Series.Kind, stat.Seed(l.q.Series.ID)
	if kind == Number {
		l.fit = stat.Segment(l.f.numbers(), seed)
		l.turns = l.known(l.fit.Bounds())
		return
	}
	l.fit = stat.Filter(family(kind), l.f.series(kind), stat.Options{Seed: seed, Known: l.f.changes(l.q.Instruments)})
	l.turns = l.fit.Turns(l.f.seen)
}

func (l *look) fill(b *Backsight) {
	for _, t := range l.turns {
		b.Turns = append(b.Turns, l.turn(t))
	}
	l.levels(b)
	l.now, l.ending = l.scaled(l.fit.Now()), l.fit.Ending(recentSlide, recentStep)
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
	then, moved := l.fit.Since(l.places)
	t := l.scaled(then)
	b.Then = &t
	if l.instrumentSince() < 0 {
		m := l.scaled(moved)
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
