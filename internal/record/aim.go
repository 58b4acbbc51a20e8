package record

// Aim is what a person wants to be great at.
var Aim = &Kind{
	Name: "aim", Fact: "aim", Title: "Aims", One: "aim", Many: "aims", Scope: Say,
	Means:  "what you want to be great at",
	Not:    "a goal with a date: nothing is measured against it",
	Placed: Nowhere, Keyed: PerName, Short: "aim", Args: 1,
	Fields: []Field{
		{Name: "text", Label: "What do you want to be great at?", As: Text, Must: true},
		{Name: "note", Label: "Note", As: Text},
	},
}

// aimField names an aim that an entry is evidence for: the text of one that is in force,
// which the desk asks for.
func aimField() Field {
	return Field{Name: "aim", Label: "Evidence for which aim?", Help: "the text of an aim of yours", As: Text}
}
