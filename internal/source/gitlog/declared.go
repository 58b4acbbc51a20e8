package gitlog

import "github.com/backsight/backsight/internal/logbook"

// Declared is what the source says of itself.
func Declared() logbook.Source {
	return logbook.Source{
		Name: sourceName, One: "git repository", Many: "git repositories", Facts: "commits",
		Sees: []logbook.Class{logbook.Commits},
	}
}
