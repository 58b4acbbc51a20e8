package terminal

import (
	"fmt"
	"strconv"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// Talk is a desk's Talk on a terminal.
type Talk struct{ *Terminal }

// Read says what was found, and asks on a terminal whether to read it.
func (t Talk) Read(found []find.Found, where string) bool {
	fmt.Fprintf(t.Err, "backsight: found %s in %s\n", find.Words(found), where)
	return !t.Asks || t.Yes("Read them now?")
}

// Nothing says that there is nothing to read, and what to do.
func (t Talk) Nothing(address, where string) {
	fmt.Fprintf(t.Err, "backsight: nothing to read: there is no store at %s, and no git repository, .ics file or log of a coding assistant was found in %s\n", address, where)
	fmt.Fprintln(t.Err, "           `backsight look PATH...` reads what you name")
}

// listed is how many likely authors are shown.
const listed = 5

// Which shows the likeliest authors. On a terminal it asks; elsewhere it takes the
// first, and every reading says so.
func (t Talk) Which(tried person.Person, authors []gitlog.Author) (person.Person, error) {
	if len(tried.Self.Identities) > 0 {
		fmt.Fprintf(t.Err, "backsight: %s is not among the authors here\n", tried.Joined())
	}
	fmt.Fprintln(t.Err, "The likeliest authors:")
	authors = authors[:min(listed, len(authors))]
	for i, author := range authors {
		fmt.Fprintf(t.Err, "  %d  %-28s %6d commits on %5d days, %s to %s\n", i+1, author.Name, author.Commits, author.Days, author.First, author.Last)
	}
	if !t.Asks {
		return person.Author(authors[0], person.IsGuessed), nil
	}
	choice, err := t.ask(len(authors))
	if err != nil {
		return person.Person{}, err
	}
	return person.Author(authors[choice], person.IsGiven), nil
}

// Warn says what went wrong.
func (t Talk) Warn(err error) { t.Complain(err) }

// Meter shows on stderr how far a reading is.
func (t Talk) Meter() desk.Meter { return newProgress(t.Err, t.Shows, t.Now) }

// ask lets the person pick one of n, from 0; an empty answer is the first.
func (t *Terminal) ask(n int) (int, error) {
	for {
		fmt.Fprintf(t.Err, "Which of them are you? [1-%d, Enter for 1] ", n)
		answer, ok := t.Answer()
		if !ok {
			return 0, fault.New(fault.Usage, "nobody answered").Try("--me NAME or --me EMAIL says who you are")
		}
		if answer == "" {
			return 0, nil
		}
		if i, err := strconv.Atoi(answer); err == nil && i >= 1 && i <= n {
			return i - 1, nil
		}
		fmt.Fprintf(t.Err, "A number from 1 to %d, please.\n", n)
	}
}
