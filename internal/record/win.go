package record

// Win is something a person is glad to have done.
var Win = &Kind{
	Name: "win", Fact: "win", Title: "Wins", One: "win", Many: "wins", Scope: Say,
	Means:  "something you did and are glad of, with how far it was from the work itself",
	Not:    "a score: a small one and a great one are one each",
	Placed: AtMoment, Keyed: PerMoment, Short: "win", Args: 1,
	Fields: []Field{
		{Name: "text", Label: "What did you do?", As: Text, Must: true},
		{Name: "level", Label: "Distance from the work", Help: levelHelp(), As: Number, From: 0, To: 4, Whole: true},
		{Name: "link", Label: "Link", As: Link},
		aimField(),
	},
	Reading: &Reading{
		Name: "wins", As: Count, Noun: "wins",
		Means: "wins you said, in weeks in which you said anything at all, from the first one on",
		Not:   "what you achieved: it counts what you wrote down",
	},
}
