package measure

import (
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// Told serves the counts: how much a person said on a day, of whatever kind that
// stands on one.
var Told = Measure{
	Name: "told", Noun: "things said", Version: 1, Whole: true, Unit: "entries/week", Kind: drift.Count, Class: SaidName, Hidden: true,
	Means: "what you said on a day, of every kind that stands on one",
	Not:   "what you might have said",
	Of:    func(d timeline.Day, _ timeline.Habits, _ timeline.Sphere) float64 { return float64(len(d.Said)) },
}

// SaidName is the Class of measures of what a person says.
const SaidName logbook.Class = "said"

// told are the measures that the kinds of record ask for.
func told() []Measure {
	out := []Measure{Told}
	for _, k := range record.All() {
		if k.Reading == nil {
			continue
		}
		if k.Reading.As == record.Count {
			out = append(out, countOf(k))
			continue
		}
		out = append(out, levelOf(k), entriesOf(k))
	}
	return out
}

// levelOf is the mean of a field: a day is worth its sum, set against how many
// entries there are.
func levelOf(k *record.Kind) Measure {
	r := k.Reading
	return Measure{
		Name: r.Name, Noun: r.Noun, Version: 1, Whole: true, Unit: r.Unit, Kind: drift.Number, Class: SaidName, Said: k,
		Over: entriesOf(k).Name, Means: r.Means, Not: r.Not,
		Of: func(d timeline.Day, _ timeline.Habits, _ timeline.Sphere) (sum float64) {
			for _, e := range d.Said {
				if e.Kind == k {
					sum += e.Values[r.Field].Number
				}
			}
			return sum
		},
	}
}

// entriesOf serves a level: how many entries of its kind there are.
func entriesOf(k *record.Kind) Measure {
	return Measure{
		Name: k.Reading.Name + "_told", Noun: k.Many, Version: 1, Whole: true, Unit: "entries/week", Kind: drift.Count, Class: SaidName, Said: k, Hidden: true,
		Means: "how often you said it", Not: "how it was when you said nothing",
		Of: func(d timeline.Day, _ timeline.Habits, _ timeline.Sphere) float64 { return entries(d, k) },
	}
}

// countOf is how many entries of a kind there are.
func countOf(k *record.Kind) Measure {
	r := k.Reading
	return Measure{
		Name: r.Name, Noun: r.Noun, Version: 1, Whole: true, Unit: r.Noun + "/week", Kind: drift.Count, Class: SaidName, Said: k,
		Means: r.Means, Not: r.Not,
		Of: func(d timeline.Day, _ timeline.Habits, _ timeline.Sphere) float64 { return entries(d, k) },
	}
}

func entries(d timeline.Day, k *record.Kind) (n float64) {
	for _, e := range d.Said {
		if e.Kind == k {
			n++
		}
	}
	return n
}

// Spoken is the exposure of a measure of what is said. A level is seen on the days
// on which it was said: own is how often. A count is seen in the weeks in which
// anything was said, from the first one of its kind on: own is how many there were,
// all on which days anything was. Leave hides neither: who says something is there.
func Spoken(m Measure, own map[when.Day]float64, all map[when.Day]bool, now when.Day) Exposure {
	e := Exposure{now: now}
	if m.Said.Reading.As == record.Level {
		for d, n := range own {
			if n > 0 && d < now {
				e.spans = append(e.spans, when.Days{From: d, To: d + 1})
			}
		}
		e.spans = when.JoinDays(e.spans, 0)
		return e
	}
	if len(own) == 0 {
		return e
	}
	first := slices.Min(slices.Collect(maps.Keys(own))).Monday()
	for d := range all {
		if monday := d.Monday(); monday >= first && monday < now {
			e.spans = append(e.spans, when.Days{From: monday, To: min(monday+7, now)})
		}
	}
	e.spans = when.JoinDays(e.spans, 0)
	return e
}
