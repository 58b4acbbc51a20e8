package record

// Paper is something a person read: a paper, a book, an article.
var Paper = &Kind{
	Name: "read", Fact: "read", Title: "Read", One: "reading", Many: "readings", Scope: Say,
	Means:  "a paper, a book or an article that you read",
	Not:    "all you read: what you did not write down is not here",
	Placed: AtMoment, Keyed: PerMoment, Short: "read", Args: 1,
	Fields: []Field{
		{Name: "title", Label: "What did you read?", Help: "its title or its address", As: Text, Must: true},
		{Name: "link", Label: "Link", As: Link},
	},
	Reading: &Reading{
		Name: "read", As: Count, Noun: "papers and books read",
		Means: "what you said you read, in weeks in which you said anything at all, from the first one on",
		Not:   "how much you read: it counts what you wrote down",
	},
}
