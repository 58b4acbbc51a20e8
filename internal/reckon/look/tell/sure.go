package tell

import (
	"math"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// partOfThen is the part of the level of then that a person would call no
// difference.
const partOfThen = 0.2

// small is a difference in the measure that counts for none: its own Small, or a
// fifth of then where that is more.
func (t teller) small() float64 {
	m, _ := measure.Named(t.r.Name)
	small := m.Small()
	if b := t.r.Backsight; b != nil && b.Then != nil {
		small = max(small, partOfThen*math.Abs(b.Then.Value))
	}
	return small
}

// about says whether now is known to be about what it was: the whole interval
// holds nought and lies within what is small.
func (t teller) about(moved report.Range) bool {
	small := t.small()
	return unsure(moved) && -small <= say.Round(moved.Low, 2) && say.Round(moved.High, 2) <= small
}

// unsure says whether an interval leaves open in which direction it moved.
func unsure(moved report.Range) bool { return moved.Low <= 0 && moved.High >= 0 }

// notSure says what is known, and what is not, of a move that may be none and may
// be a large one: both levels, how far they may lie apart, and the last change.
//
//	"Whether you are hands-on less than in 2020 is not sure. Then 2.8, now 1.4:
//	between 2.5 less and 0.5 more. Since Dec 2025 it is lower than before: 2.2, now 0.8."
func (t teller) notSure() say.Text {
	b := t.r.Backsight
	then, now := t.amount(b.Then.Value), t.amount(b.Now.Value)
	down, up := t.directions()
	word := t.atNow()
	text := say.F("%s is not sure. Then %s, %s %s: between %s %s and %s %s.", t.whether(b.Moved.Value < 0), then, word, now, t.gap(-b.Moved.Low), down, t.gap(b.Moved.High), up)
	turn, some := t.lastTurn()
	if !some || t.undone(turn) {
		return text
	}
	is := "higher"
	if turn.To < turn.From {
		is = "lower"
	}
	return say.F("%s Since %s it is %s than before: from %s to %s.", text, settled(turn), is, t.amount(turn.From), t.amount(turn.To))
}

// directions are the words for less and more.
func (t teller) directions() (down, up string) {
	if t.isLevel() {
		return "lower", "higher"
	}
	return t.fewer(), "more"
}

// whether begins the sentence on what is not sure.
func (t teller) whether(less bool) say.Text {
	down, up := t.directions()
	way := up
	if less {
		way = down
	}
	ref := t.reference()
	switch {
	case t.r.Name == measure.HandsOnDays.Name:
		return say.F("%s %s than %s", t.opening("Whether you are hands-on", "whether you were hands-on"), way, ref)
	case t.isLevel():
		return say.F("%s %s than %s", t.opening("Whether the "+t.noun()+" is", "whether the "+t.noun()+" was"), way, ref)
	}
	return say.F("%s %s %s than %s", t.opening("Whether there are", "whether there were"), way, t.noun(), ref)
}

// amount is a value in a sentence that has named the measure.
func (t teller) amount(v float64) say.Text {
	if t.isLevel() {
		return t.level(v)
	}
	return say.F("%s", num(v))
}

// gap is how far two values lie apart, in such a sentence.
func (t teller) gap(v float64) say.Text {
	if t.r.Unit == "%" {
		return say.F("%.0f points", v)
	}
	if t.isLevel() {
		return t.level(v)
	}
	return say.F("%s", say.Bound(v))
}

// lastTurn is the last change of level after the reference that is larger than
// what is small, and none of the instrument.
func (t teller) lastTurn() (turn report.Turn, some bool) {
	turns := t.r.Backsight.Turns
	for i := len(turns) - 1; i >= 0; i-- {
		if turn := turns[i]; turn.Kind == Instrument {
			return turn, false
		} else if t.ref != nil && turn.At > t.ref.To && math.Abs(turn.To-turn.From) >= t.small() {
			return turn, true
		}
	}
	return turn, false
}

// Instrument is the kind of a turn at which a source changed.
const Instrument = "instrument"
