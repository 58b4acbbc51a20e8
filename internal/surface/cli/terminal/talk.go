package terminal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// Talk is a desk's Talk on a terminal.
type Talk struct{ *Terminal }

// LeftOut says what is not the person's own.
func (t Talk) LeftOut(left find.Left) { fmt.Fprintf(t.Err, "backsight: %s\n", left.Words()) }

// Nothing says that there is nothing to read, and what to do.
func (t Talk) Nothing(address, where string) {
	fmt.Fprintf(t.Err, "backsight: nothing to read: there is no store at %s, and no git repository, .ics file or log of a coding assistant was found in %s\n", address, where)
	fmt.Fprintln(t.Err, "           `backsight look PATH...` reads what you name")
}

// Yours asks which of the addresses are the person's too. Without a terminal, or after
// two other questions, it leaves them open: the reading says what is not counted.
func (t Talk) Yours(candidates []person.Candidate) (yes, no []person.Candidate, err error) {
	if !t.Asks || t.asked >= 2 {
		return nil, nil, nil
	}
	t.asked++
	candidates = candidates[:min(asksAbout, len(candidates))]
	if len(candidates) == 1 {
		return t.yours(candidates[0])
	}
	return t.which(candidates)
}

// asksAbout is about how many addresses is asked at most; more are said.
const asksAbout = 9

// yours asks about one address.
func (t Talk) yours(c person.Candidate) (yes, no []person.Candidate, err error) {
	t.meet("", c)
	choices := "[y/N]"
	if c.Likely {
		choices = "[Y/n]"
	}
	for {
		fmt.Fprintf(t.Err, "Yours too? %s ", choices)
		answer, some := t.Answer()
		switch answer = strings.ToLower(answer); {
		case !some:
			return nil, nil, nil
		case answer == "y", answer == "yes", answer == "" && c.Likely:
			return []person.Candidate{c}, nil, nil
		case answer == "n", answer == "no", answer == "":
			return nil, []person.Candidate{c}, nil
		}
		fmt.Fprintln(t.Err, "Please answer y or n.")
	}
}

// which asks about several addresses: the numbers of those that are the person's.
func (t Talk) which(all []person.Candidate) (yes, no []person.Candidate, err error) {
	fmt.Fprintln(t.Err, asks(all))
	var likely []string
	for i, c := range all {
		t.meet(fmt.Sprintf("  %d  ", i+1), c)
		if c.Likely {
			likely = append(likely, strconv.Itoa(i+1))
		}
	}
	expected := "none"
	if len(likely) > 0 {
		expected = strings.Join(likely, " ")
	}
	for {
		fmt.Fprintf(t.Err, "Which of them are yours? [numbers, all or none; Enter for %s] ", expected)
		answer, some := t.Answer()
		if !some {
			return nil, nil, nil
		}
		if answer == "" {
			answer = expected
		}
		if yes, no, understood := pick(all, strings.ToLower(answer)); understood {
			return yes, no, nil
		}
		fmt.Fprintf(t.Err, "Please answer with numbers from 1 to %d, such as \"1 2\", or all, or none.\n", len(all))
	}
}

// asks is what is asked about several addresses.
func asks(all []person.Candidate) string {
	if slices.ContainsFunc(all, func(c person.Candidate) bool { return c.Commits == 0 }) {
		return "Addresses that may be yours, and are not known as yours:"
	}
	return "Commits that may be yours, with addresses that are not known as yours:"
}

// pick parts the candidates by an answer: "1 3", "1,3-5", "all", "none".
func pick(all []person.Candidate, answer string) (yes, no []person.Candidate, understood bool) {
	switch answer {
	case "all", "y", "yes":
		return all, nil, true
	case "none", "n", "no":
		return nil, all, true
	}
	mine, understood := numbers(answer, len(all))
	if !understood {
		return nil, nil, false
	}
	for i, c := range all {
		if mine[i+1] {
			yes = append(yes, c)
		} else {
			no = append(no, c)
		}
	}
	return yes, no, true
}

// meet says where and when an address was met, and what speaks for and against it.
func (t Talk) meet(lead string, c person.Candidate) {
	s := t.Screen()
	_ = text.Wrapped(t.Err, lead, say.Upper(draw.Met(shown(c)))+".", s) // who asks has nobody to tell
	_ = text.Wrapped(t.Err, strings.Repeat(" ", len(lead)), say.Upper(draw.Reasons(shown(c)))+".", s)
}

// shown is a candidate as a reading shows it.
func shown(c person.Candidate) reckon.Uncounted {
	return reckon.Uncounted{Name: c.Name, Email: c.Email, Commits: c.Commits, From: c.From, To: c.To, Events: c.Events, Of: c.Of, Where: c.Where, For: c.For, Against: c.Against}
}

// Warn says what went wrong.
func (t Talk) Warn(err error) { t.Complain(err) }

// Meter shows on stderr how far a reading is.
func (t Talk) Meter() desk.Meter { return newProgress(t.Err, t.Shows, t.Now) }
