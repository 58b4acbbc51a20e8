package record

// Learned is something new that a person learned.
var Learned = &Kind{
	Name: "learned", Fact: "learned", Title: "Learned", One: "thing learned", Many: "things learned", Scope: Say,
	Means:  "something you learned",
	Not:    "proof of it: what you learned and did not write down is not here",
	Placed: AtMoment, Keyed: PerMoment, Short: "learned", Args: 1,
	Fields: []Field{
		{Name: "text", Label: "What did you learn?", As: Text, Must: true},
		{Name: "link", Label: "Link", As: Link},
		aimField(),
	},
	Reading: &Reading{
		Name: "learned", As: Count, Noun: "things learned",
		Means: "things you said you learned, in weeks in which you said anything at all, from the first one on",
		Not:   "how much you learn: it counts what you wrote down",
	},
}
