package measure

import (
	"slices"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Layer is one layer of a person's time between the work and those who coordinate
// the coordinators. Measure counts its hours; it serves the picture of layers and
// is no series of its own.
type Layer struct {
	Name  string // "hand", "assisted", …
	Words string
	Level int // of remove
	Measure
}

// Layers are all of them, nearest to the work first. Work handed to an agent alone
// is none: it is on a clock of its own.
func Layers() []Layer {
	by := func(name, words string, level int, is func(timeline.Stint) bool) Layer {
		return Layer{name, words, level, Measure{
			Name: "layer_" + name, Noun: "hours of " + words, Version: 1, Unit: "hours/week", Kind: drift.Hours, Class: logbook.Hands, Hidden: true, Whole: true,
			Means: "hours of " + words + ", by how sure your being there is",
			Not:   "hours that nothing saw",
			Of:    func(d timeline.Day, _ timeline.Habits, s timeline.Sphere) float64 { return minutes(d, s, is) / 60 },
		}}
	}
	return []Layer{
		by("hand", "making, by hand", 0, doneBy(timeline.ByHand)),
		by("assisted", "making, with an assistant", 0, doneBy(timeline.Assisted)),
		by("unclear", "with an assistant, or delegated", 1, doneBy(timeline.CantTell)),
		by("aside", "learning and operating", 0, ofWork(timeline.Learning, timeline.Operating)),
		by("reviewing", "reviewing", 1, ofWork(timeline.Reviewing)),
		by("leading", "mentoring and hiring", 2, ofWork(timeline.Mentoring, timeline.Hiring)),
		by("coordinating", "coordinating and administering", 3, ofWork(timeline.Coordinating, timeline.Administering)),
	}
}

// UnclearHours are those made with an assistant or delegated, where nothing tells
// which.
func UnclearHours() Measure {
	for _, l := range Layers() {
		if l.Name == "unclear" {
			return l.Measure
		}
	}
	return Measure{}
}

func layerMeasures() (out []Measure) {
	for _, l := range Layers() {
		out = append(out, l.Measure)
	}
	return out
}

func ofWork(works ...timeline.Work) func(timeline.Stint) bool {
	return func(s timeline.Stint) bool { return slices.Contains(works, s.Work) }
}
