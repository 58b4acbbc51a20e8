package record

// ByHand is a subject of commits that look like a program's and are not.
var ByHand = &Kind{
	Name: "byhand", Fact: "byhand", Title: "Made by hand", One: "subject", Many: "subjects", Scope: Write,
	Means:  "commits with this subject are made by you, though their minutes look like a program's: they count as yours again",
	Not:    "how they are made",
	Placed: Nowhere, Keyed: PerName, Args: 1,
	Fields: []Field{{Name: "subject", Label: "Subject of the commits", As: Text, Must: true}},
}
