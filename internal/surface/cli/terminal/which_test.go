package terminal

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// authors are seven, two of one name, of which five are shown.
func authors() []gitlog.Author {
	return []gitlog.Author{
		{Name: "Bob Moss", Emails: []string{"bob@e.x"}},
		{Name: "Cem", Emails: []string{"cem@e.x"}},
		{Name: "Dee", Emails: []string{"dee@e.x"}},
		{Name: "Eve Law", Emails: []string{"eve@e.x"}},
		{Name: "Eve Law", Emails: []string{"law@new.example"}},
		{Name: "Zoë Lee", Emails: []string{"zoe@e.x", "Lee@Old.example"}},
		{Name: "Nameless"},
	}
}

// Who is not in the list says who they are by name or address, or that they are nobody
// of these; Enter is a guess and kept as one.
func TestWhichOfThem(t *testing.T) {
	for _, c := range []struct{ typed, who, chosen, said string }{
		{"2\n", "cem@e.x", person.IsGiven, "[1-5, a name or an address of yours, 0 for none; Enter for 1]"},
		{"\n", "bob@e.x", person.IsGuessed, "Taken for a guess: you are Bob Moss."},
		{"zoe LEE\n", "zoe@e.x, lee@old.example", person.IsGiven, ""},
		{" lee@OLD.example \n", "zoe@e.x, lee@old.example", person.IsGiven, ""},
		{"nameless\n", "nameless", person.IsGiven, ""},
		{"0\n", "", "", ""},
		{"None\n", "", "", ""},
		{"1\n", "bob@e.x", person.IsGiven, "all their commits that are no merges, a copy once (a report counts those that change a file):"},
		{"7\n1\n", "bob@e.x", person.IsGiven, "Please type a number from 1 to 5"},
		{"Zed\n1\n", "bob@e.x", person.IsGiven, "No author here is called Zed"},
		{"eve law\nlaw@new.example\n", "law@new.example", person.IsGiven, "Several authors are called eve law; please type the address of one:\n     Eve Law <eve@e.x>"},
	} {
		talk, out := asked(c.typed)
		got, err := talk.Which(person.Person{}, authors())
		if err != nil || got.Joined() != c.who || got.Chosen != c.chosen || !strings.Contains(out.String(), c.said) {
			t.Errorf("%q is %q, %q, %v:\n%s", c.typed, got.Joined(), got.Chosen, err, out)
		}
	}
}

// Who said who they are is not taken for somebody else by Enter, and nobody is without an
// answer.
func TestWhichOfThemIsNotGuessedOfWhoWasNamed(t *testing.T) {
	talk, out := asked("\n3\n")
	got, err := talk.Which(person.Given([]string{"ann@e.x"}), authors())
	if err != nil || got.Joined() != "dee@e.x" || strings.Contains(out.String(), "Enter") {
		t.Errorf("%q, %v:\n%s", got.Joined(), err, out)
	}
	talk, _ = asked("")
	if _, err := talk.Which(person.Person{}, authors()); err == nil {
		t.Error("without an answer somebody was chosen")
	}
}

// An address that stands under several names is no more than the address.
func TestAnAddressOfSeveralNames(t *testing.T) {
	talk, _ := asked("dee@e.x\n")
	got, err := talk.Which(person.Person{}, append(authors(), gitlog.Author{Name: "Desk", Emails: []string{"desk@e.x", "dee@e.x"}}))
	if err != nil || got.Joined() != "dee@e.x" || got.Names[0] != "Dee" {
		t.Errorf("%q %q, %v", got.Joined(), got.Names, err)
	}
}
