package record

// Prototype is something a person built just to see whether it would work.
var Prototype = &Kind{
	Name: "prototype", Fact: "prototype", Title: "Prototypes", One: "prototype", Many: "prototypes", Scope: Say,
	Means:  "something you built just to see whether it would work",
	Not:    "all you tried: what you did not write down is not here",
	Placed: AtMoment, Keyed: PerMoment, Short: "prototype", Args: 1,
	Fields: []Field{
		{Name: "text", Label: "What did you try?", As: Text, Must: true},
		{Name: "path", Label: "Where it lies", Help: "a folder or a file", As: Text},
	},
	Reading: &Reading{
		Name: "prototypes", As: Count, Noun: "prototypes",
		Means: "prototypes you said, in weeks in which you said anything at all, from the first one on",
		Not:   "how much you try: it counts what you wrote down",
	},
}
