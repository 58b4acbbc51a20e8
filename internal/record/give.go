package record

// Give is whether the hour before it gave a person energy or took it.
var Give = &Kind{
	Name: "give", Fact: "give", Title: "Give or take", One: "answer", Many: "answers", Scope: Say,
	Means:  "whether the last hour gave you energy or took it: -3 took much, +3 gave much",
	Not:    "a mark for the work or for the people in it",
	Placed: AtMoment, Keyed: PerMoment, Short: "give", Args: 2,
	Fields: []Field{
		{Name: "value", Label: "Did that last hour give or take?", Help: "-3 took much, 0 neither, 3 gave much", As: Number, From: -3, To: 3, Whole: true, Must: true},
		{Name: "note", Label: "Note", As: Text},
	},
}
