package record

import (
	"fmt"
	"strings"
)

// Levels is what each level of distance from the work says, from 0 on.
func Levels() []string {
	return []string{"hands on the thing", "reviewing", "mentoring or hiring", "coordinating", "coordinating the coordinators"}
}

// levelHelp names all levels in one line.
func levelHelp() string {
	var all []string
	for level, means := range Levels() {
		all = append(all, fmt.Sprintf("%d %s", level, means))
	}
	return strings.Join(all, ", ")
}

// WorkLevel is the level of one kind of work in the person's own table of levels: what
// nothing is said of keeps the usual one.
var WorkLevel = &Kind{
	Name: "level", Fact: "level", Title: "Table of levels", One: "level", Many: "levels", Scope: Write,
	Means:  "how far a kind of work is from the work itself, in your own table: 0 to 4, for all the years",
	Not:    "which work is worth more: no level is better than another",
	Placed: Nowhere, Keyed: PerName, Args: 3,
	Fields: []Field{
		{Name: "work", Label: "Kind of work", As: Choice, Choices: LevelledWorks(), Must: true},
		{Name: "level", Label: "Distance from the work", Help: levelHelp(), As: Number, From: 0, To: 4, Whole: true, Must: true},
		{Name: "note", Label: "Note", As: Text},
	},
}
