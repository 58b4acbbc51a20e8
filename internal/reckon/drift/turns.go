package drift

import (
	"slices"
	"sort"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/stat"
)

// unsure is the part of the weight from which a step may as well be a slide.
const unsure = 0.4

// turn tells a turn of the frame in weeks given and days.
func (l *look) turn(t stat.Turn) Turn {
	out := Turn{
		Index: l.f.entry[t.Index], LowIndex: l.f.entry[t.Low], HighIndex: l.f.entry[min(t.High, l.f.n-1)],
		At: l.f.day(t.Index), Low: l.f.day(t.Low), High: l.f.day(t.High),
		EndIndex: -1, End: when.NoDay, Kind: kindOf(t),
		P: t.P, PSlide: t.PSlide, From: t.From * l.f.unit, To: t.To * l.f.unit,
	}
	if out.Kind == Slide && t.End < l.f.n {
		out.EndIndex, out.End = l.f.entry[t.End], l.f.day(t.End)
	}
	return out
}

func kindOf(t stat.Turn) TurnKind {
	switch {
	case t.Known:
		return InstrumentOn
	case t.Slide:
		return Slide
	case t.PSlide >= unsure:
		return StepOrSlide
	default:
		return Step
	}
}

// reference are the seen places whose Thursday lies in the reference: an ISO
// week belongs to the year of its Thursday.
func (f *frame) reference(q Question) []int {
	var places []int
	for p, seen := range f.seen {
		if d := f.day(p); seen && d != when.NoDay && q.Reference.Has(d+3) {
			places = append(places, p)
		}
	}
	return places
}

// placeFrom is the first place from a Monday on; places of plain numbers have no
// holes.
func (f *frame) placeFrom(monday when.Day) int {
	if f.dense {
		return sort.Search(f.n, func(p int) bool { return f.day(p) >= monday })
	}
	return int(monday-f.first) / 7
}

// besideKnown is how far from a known change of instrument, in places, a turn of plain
// numbers may lie and still be one: a source is seldom used in full from its first
// week on.
const besideKnown = 4

// known marks the turns of plain numbers at which an instrument is known to have
// changed. Their engine knows of none, so that it is told afterwards.
func (l *look) known(turns []stat.Turn) []stat.Turn {
	for _, p := range l.f.changes(l.q.Instruments) {
		for i := range turns {
			t := &turns[i]
			if t.Low-besideKnown <= p && p <= t.High+besideKnown {
				t.Known, t.Slide = true, false
				t.Low, t.High = min(p, t.Index), max(p, t.Index) // where it lies is known
			}
		}
	}
	return turns
}

// changes are the places at which an instrument starts or has stopped: the
// first week most of which was seen with the change.
func (f *frame) changes(instruments []Instrument) []int {
	var places []int
	add := func(d when.Day) {
		monday := (d + 3).Monday()
		if p := f.placeFrom(monday); monday > f.first && p < f.n {
			places = append(places, p)
		}
	}
	if f.first == when.NoDay {
		return nil
	}
	for _, i := range instruments {
		if i.Start != when.NoDay {
			add(i.Start)
		}
		if i.End != when.NoDay {
			add(i.End + 1)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}
