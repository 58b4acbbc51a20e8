package terminal

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/surface/draw"
)

// listed is how many likely authors are shown.
const listed = 5

// Which shows the likeliest authors. On a terminal it asks; elsewhere it takes the
// first, and every reading says so. A number, a name and an address are the person's
// word; Enter takes the first for a guess, as nobody has said who they are.
func (t Talk) Which(tried person.Person, authors []gitlog.Author) (person.Person, error) {
	if len(tried.Self.Identities) > 0 {
		fmt.Fprintf(t.Err, "backsight: %s is not among the authors here\n", draw.PlainText(tried.Joined()))
	}
	fmt.Fprintln(t.Err, "The likeliest authors, by all their commits that are no merges, a copy once (a report counts those that change a file):")
	t.list(authors, authors[:min(listed, len(authors))])
	if !t.Asks {
		return person.Author(authors[0], person.IsGuessed), nil
	}
	t.asked++
	for {
		answer, err := t.ask(min(listed, len(authors)), !tried.Named)
		if err != nil {
			return person.Person{}, err
		}
		if p, understood := t.taken(answer, authors, !tried.Named); understood {
			return p, nil
		}
	}
}

// list shows some of the authors, with numbers.
func (t Talk) list(authors, some []gitlog.Author) {
	for i, author := range some {
		fmt.Fprintf(t.Err, "  %d  %-28s %6d commits on %5d days, %s to %s\n", i+1, draw.PlainText(named(author, authors)), author.Commits, author.Days, author.First, author.Last)
	}
}

// ask is an answer to the question which of the n authors shown the person is; guesses
// says whether Enter is one.
func (t Talk) ask(n int, guesses bool) (string, error) {
	choices := "1"
	if n > 1 {
		choices = fmt.Sprintf("1-%d", n)
	}
	choices += ", a name or an address of yours, 0 for none"
	if guesses {
		choices += "; Enter for 1"
	}
	fmt.Fprintf(t.Err, "Which of them are you? [%s] ", choices)
	answer, some := t.Answer()
	if !some {
		return "", fault.New(fault.Usage, "there was no answer").Try("--me NAME or --me EMAIL says who you are")
	}
	return strings.TrimSpace(answer), nil
}

// taken is whom an answer names among the authors, without identities where it says that
// it is none of them. What names nobody, or several, is said, and is not understood.
func (t Talk) taken(answer string, authors []gitlog.Author, guesses bool) (p person.Person, understood bool) {
	n := min(listed, len(authors))
	i, err := strconv.Atoi(answer)
	switch {
	case answer == "" && guesses:
		fmt.Fprintf(t.Err, "Taken for a guess: you are %s. `--me NAME` or `backsight me add NAME` puts it right.\n", draw.PlainText(authors[0].Name))
		return person.Author(authors[0], person.IsGuessed), true
	case err == nil && i == 0, strings.EqualFold(answer, "none"):
		return person.Person{}, true
	case err == nil && i >= 1 && i <= n:
		return person.Author(authors[i-1], person.IsGiven), true
	}
	met := person.Typed(authors, answer)
	switch {
	case len(met) == 1:
		return person.Author(met[0], person.IsGiven), true
	case len(met) > 1 && strings.Contains(answer, "@"): // it stands under several names: no more than it is said
		p = person.Known([]string{answer}, person.IsGiven)
		p.Names = []string{met[0].Name}
		return p, true
	case len(met) > 1:
		fmt.Fprintf(t.Err, "Several authors are called %s; please type the address of one:\n", draw.PlainText(answer))
		for _, a := range met {
			fmt.Fprintf(t.Err, "     %s\n", draw.PlainText(named(a, met)))
		}
		return p, false
	case err == nil || answer == "":
		fmt.Fprintf(t.Err, "Please type a number from 1 to %d, a name or an address of yours, or 0 if you are none of them.\n", n)
		return p, false
	}
	fmt.Fprintf(t.Err, "No author here is called %s or has that address. Please type another name or address, a number from 1 to %d, or 0 if you are none of them.\n", draw.PlainText(answer), n)
	return p, false
}

// named is the name of an author among others, with an address where another one is
// called the same.
func named(a gitlog.Author, among []gitlog.Author) string {
	same := 0
	for _, o := range among {
		if strings.EqualFold(o.Name, a.Name) {
			same++
		}
	}
	if same > 1 && len(a.Emails) > 0 {
		return fmt.Sprintf("%s <%s>", a.Name, a.Emails[0])
	}
	return a.Name
}
