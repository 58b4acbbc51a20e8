package record

// Role is what a person was at work for some time.
var Role = &Kind{
	Name: "role", Fact: "role", Title: "Roles", One: "role", Many: "roles", Scope: Say,
	Means:  "what you were at work, from when to when: it is marked in every chart",
	Not:    "a reason for what moved: it stands beside the numbers and explains none",
	Placed: OverSpan, Keyed: PerMoment, Short: "role", Args: 2,
	Fields: []Field{
		{Name: "text", Label: "Role", Help: "such as Head of Engineering", As: Text, Must: true},
		{Name: "from", Label: "First day", As: Date, Must: true},
		{Name: "to", Label: "Last day", Help: "none where it goes on", As: Date},
		{Name: "track", Label: "Track", As: Choice, Choices: []string{"management", "ic"}},
		{Name: "reports", Label: "Direct reports", As: Number, From: 0, To: 10000, Whole: true},
	},
	Check: func(e Entry) error {
		if to, given := e.Values["to"]; given && to.Day < e.Values["from"].Day {
			return wrong("to", "lies before the first day")
		}
		return nil
	},
}
