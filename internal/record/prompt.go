package record

// Prompt is that the person was asked how much energy they have. One that no check-in
// names by its moment was missed, and that is kept too.
var Prompt = &Kind{
	Name: "prompt", Fact: "prompt", Title: "Prompts", One: "prompt", Many: "prompts", Scope: Say,
	Means:  "that you were asked how much energy you have",
	Not:    "that you answered",
	Placed: AtMoment, Keyed: PerMoment, Program: true,
	Fields: []Field{
		{Name: "mode", Label: "How it came about", As: Choice, Choices: []string{"random", "block_end"}, Must: true},
		{Name: "chance", Label: "How likely it was then", As: Number, From: 0, To: 1, Must: true},
		{Name: "until", Label: "When it expires", As: Moment, Must: true},
	},
}
