package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// talk is a desk's Talk on the terminal.
type talk struct{ *app }

// over finds and reads what a question is answered from, lets answer give the
// answer, and says what could not be read. answer is not asked where there was
// nothing to read.
func (a *app) over(ctx context.Context, q reckon.Question, of desk.Evidence, answer func(*desk.Sight) error) error {
	s, err := a.desk.Sight(ctx, q, of, talk{a})
	if err == nil && s.Desk != nil {
		defer s.Desk.Close()
		err = answer(s)
	}
	if len(s.Problems) == 0 {
		return err
	}
	return errors.Join(err, a.report(s.Problems))
}

// Read says what was found, and asks on a terminal whether to read it.
func (t talk) Read(found []find.Found, where string) bool {
	fmt.Fprintf(t.Err, "backsight: found %s in %s\n", find.Words(found), where)
	return !t.Asks || t.yes("Read them now?")
}

// Nothing says that there is nothing to read, and what to do.
func (t talk) Nothing(address, where string) {
	fmt.Fprintf(t.Err, "backsight: nothing to read: there is no store at %s, and no git repository, .ics file or log of a coding assistant was found in %s\n", address, where)
	fmt.Fprintln(t.Err, "           `backsight look PATH...` reads what you name")
}

// listed is how many likely authors are shown.
const listed = 5

// Which shows the likeliest authors. On a terminal it asks; elsewhere it takes the
// first, and every reading says so.
func (t talk) Which(tried person.Person, authors []gitlog.Author) (person.Person, error) {
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
func (t talk) Warn(err error) { complain(t.Err, err) }

// Meter shows on stderr how far a reading is.
func (t talk) Meter() desk.Meter { return newProgress(t.Err, t.Shows, t.Now) }

// ask lets the person pick one of n, from 0; an empty answer is the first.
func (a *app) ask(n int) (int, error) {
	for {
		fmt.Fprintf(a.Err, "Which of them are you? [1-%d, Enter for 1] ", n)
		answer, ok := a.answer()
		if !ok {
			return 0, fault.New(fault.Usage, "nobody answered").Try("--me NAME or --me EMAIL says who you are")
		}
		if answer == "" {
			return 0, nil
		}
		if i, err := strconv.Atoi(answer); err == nil && i >= 1 && i <= n {
			return i - 1, nil
		}
		fmt.Fprintf(a.Err, "A number from 1 to %d, please.\n", n)
	}
}

// yes asks a question on the terminal; Enter is yes.
func (a *app) yes(question string) bool {
	fmt.Fprintf(a.Err, "%s [Y/n] ", question)
	answer, ok := a.answer()
	answer = strings.ToLower(answer)
	return ok && (answer == "" || strings.HasPrefix(answer, "y"))
}

// report says the problems on stderr, and sums them up as one fault that has
// nothing more to say.
func (a *app) report(problems []error) error {
	for _, err := range problems {
		complain(a.Err, err)
	}
	if len(problems) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Incomplete, Cause: errors.Join(problems...)}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
