package drift

import (
	"slices"

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

// changes are the places at which an instrument starts or has stopped: the
// first week most of which was seen with the change.
func (f *frame) changes(instruments []Instrument) []int {
	var places []int
	add := func(d when.Day) {
		monday := (d + 3).Monday()
		if p := int(monday-f.first) / 7; monday > f.first && p < f.n {
			places = append(places, p)
		}
	}
	if f.first == when.NoDay || f.dense {
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
