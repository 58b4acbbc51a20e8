package work

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// Author is somebody in a history, for the question which of them the person is.
// It is shown and never stored. Two authors of one name may be one person: that
// is for the person to say.
type Author struct {
	Name        string   // the one used most
	Emails      []string // after the mailmap first, then those it maps to it
	Commits     int      // written, a copy once; merges are not among them
	Merges      int
	Days        int      // different dates, in the author's own offset, with a commit written
	First, Last when.Day // of those dates, NoDay where no commit is dated
	Bot         bool     // a program

	Works []Work     // of Commits, in order, each once
	Dates []when.Day // of Days, in order, each once
}

// And is the author with what was found of them elsewhere: under another address, in
// another repository. A work, and a day, that both have counts once.
func (a Author) And(o Author) Author {
	for _, mail := range o.Emails {
		if !slices.Contains(a.Emails, mail) {
			a.Emails = append(slices.Clone(a.Emails), mail)
		}
	}
	a.Merges, a.Bot = a.Merges+o.Merges, a.Bot || o.Bot
	a.Works, a.Dates = slices.Concat(a.Works, o.Works), slices.Concat(a.Dates, o.Dates)
	return a.Counted()
}

// Counted is the author with the numbers of their works and days.
func (a Author) Counted() Author {
	slices.Sort(a.Dates)
	a.Works, a.Dates = Distinct(a.Works), slices.Compact(a.Dates)
	a.Commits, a.Days, a.First, a.Last = len(a.Works), len(a.Dates), when.NoDay, when.NoDay
	if a.Days > 0 {
		a.First, a.Last = a.Dates[0], a.Dates[a.Days-1]
	}
	return a
}
