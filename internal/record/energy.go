package record

// Energy is how much energy a person has right now.
var Energy = &Kind{
	Name: "energy", Fact: "energy", Title: "Energy", One: "check-in", Many: "check-ins", Scope: Say,
	Means:  "how much energy you have at a moment: 1 is drained, 7 is wanting more",
	Not:    "a mark for the day, for the work, or for you",
	Placed: AtMoment, Keyed: PerMoment, Short: "feel", Args: 2,
	Fields: []Field{
		{Name: "value", Label: "Right now, how much energy do you have?", Help: "1 is drained, 7 is wanting more", As: Number, From: 1, To: 7, Whole: true, Must: true},
		{Name: "note", Label: "Note", As: Text},
		{Name: "mode", Label: "How it came about", As: Choice, Choices: []string{"random", "block_end", "reconstructed"}, Own: true},
		{Name: "asked", Label: "When it was asked", As: Moment, Own: true},
		{Name: "chance", Label: "How likely it was to be asked then", As: Number, From: 0, To: 1, Own: true},
	},
	Reading: &Reading{
		Name: "energy", As: Level, Field: "value", Unit: "points", Noun: "energy you said",
		Means: "the mean of the energy you said in a week, from 1 to 7; known on the days on which you said any",
		Not:   "your energy at other times: who is drained often does not answer",
	},
}
