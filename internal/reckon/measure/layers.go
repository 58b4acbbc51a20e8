package measure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Layer is one layer of a person's time between the work and those who coordinate
// the coordinators. The sum of Measures is its hours; they serve the picture of
// layers and are no series of their own.
type Layer struct {
	Name     string // "hand", "assisted", …
	Words    string
	Level    int
	Measures []Measure
}

// UnclearHours are those made with an assistant or delegated, where nothing tells
// which.
var UnclearHours = layerHours("unclear", "with an assistant, or delegated", doneBy(timeline.CantTell))

// makingLayers are the layers of making. Work handed to an agent alone is none: it
// is on a clock of its own.
var makingLayers = []Layer{
	{Name: "hand", Words: "making, by hand", Measures: []Measure{layerHours("hand", "making, by hand", doneBy(timeline.ByHand))}},
	{Name: "assisted", Words: "making, with an assistant", Measures: []Measure{layerHours("assisted", "making, with an assistant", doneBy(timeline.Assisted))}},
	{Name: "unclear", Words: "with an assistant, or delegated", Measures: []Measure{UnclearHours}},
}

// otherLayers are the kinds of work that share a layer, as long as they share a
// level.
var otherLayers = []struct {
	name  string
	works []timeline.Work
}{
	{"aside", []timeline.Work{timeline.Learning, timeline.Operating}},
	{"reviewing", []timeline.Work{timeline.Reviewing}},
	{"leading", []timeline.Work{timeline.Mentoring, timeline.Hiring}},
	{"coordinating", []timeline.Work{timeline.Coordinating, timeline.Administering}},
}

// Layers are all of them: those of making first, then the others, nearest to the
// work first. Where a person's table of levels parts the works of a layer, each has
// a layer of its own.
func Layers(levels timeline.Levels) (out []Layer) {
	making := levels[timeline.Making]
	for _, l := range makingLayers {
		if l.Level = making; l.Name == "unclear" {
			l.Level++ // it may have been handed to an agent
		}
		out = append(out, l)
	}
	for _, l := range otherLayers {
		if !parted(levels, l.works) {
			out = append(out, layerOf(l.name, levels, l.works...))
			continue
		}
		for _, w := range l.works {
			out = append(out, layerOf(string(w), levels, w))
		}
	}
	slices.SortStableFunc(out[len(makingLayers):], func(a, b Layer) int { return cmp.Compare(a.Level, b.Level) })
	return out
}

// parted says whether some works are at different levels.
func parted(levels timeline.Levels, works []timeline.Work) bool {
	return slices.ContainsFunc(works, func(w timeline.Work) bool { return levels[w] != levels[works[0]] })
}

func layerOf(name string, levels timeline.Levels, works ...timeline.Work) Layer {
	l := Layer{Name: name, Level: levels[works[0]]}
	var words []string
	for _, w := range works {
		words, l.Measures = append(words, string(w)), append(l.Measures, workHours(w))
	}
	l.Words = strings.Join(words, " and ")
	return l
}

// workHours are the hours of one kind of work.
func workHours(w timeline.Work) Measure {
	return layerHours(string(w), string(w), func(s timeline.Stint) bool { return s.Work == w })
}

func layerHours(name, words string, counts func(timeline.Stint) bool) Measure {
	return Measure{
		Name: "layer_" + name, Noun: "hours of " + words, Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands, Hidden: true, Whole: true,
		Means: "hours of " + words + ", weighted by how likely it is that you attended",
		Not:   "hours without evidence",
		Of:    func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 { return minutes(d, s, counts) / 60 },
	}
}

// layerMeasures are what all layers count, whatever the table of levels.
func layerMeasures() (out []Measure) {
	for _, l := range Layers(timeline.UsualLevels()) {
		out = append(out, l.Measures...)
	}
	return out
}
