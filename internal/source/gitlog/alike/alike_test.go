package alike_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/alike"
)

func TestLikeness(t *testing.T) {
	for _, same := range [][]string{
		{"José Núñez", "Jose\u0301 Nu\u0301n\u0303ez", "JOSÉ NÚÑEZ", "jose nunez", "Núñez, José", "Jos\xe9 N\xfa\xf1ez", "JosÃ© NÃºÃ±ez", "jose.nunez"},
		{"Straße", "STRASSE"},
		{"Ann Lee", "lee ann", "  Ann   Lee "},
		{"", "...", " "},
	} {
		for _, name := range same {
			if got, want := alike.Likeness(name), alike.Likeness(same[0]); got != want {
				t.Errorf("%q is like %q, %q is like %q", name, got, same[0], want)
			}
		}
	}
	if alike.Likeness("Ann Lee") == alike.Likeness("Ann Leeds") {
		t.Error("two names are one")
	}
	rapid.Check(t, func(t *rapid.T) {
		once := alike.Likeness(rapid.String().Draw(t, "name"))
		if twice := alike.Likeness(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

func TestLocal(t *testing.T) {
	for address, want := range map[string]string{
		"Ann@example.org": "ann", "ann+git@example.org": "ann", "123+annlee@users.noreply.github.com": "annlee",
		"123-annlee@users.noreply.gitlab.com": "annlee", "annlee@noreply.codeberg.org": "annlee",
		"123+ann@example.org": "123",
		"info@example.org":    "", "noreply@example.org": "", "al@example.org": "", "Ann Lee": "", "": "",
	} {
		if got := alike.Local(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestResembles(t *testing.T) {
	ann := alike.Of([]who.Identity{"ann.lee@example.org", "info@example.org"}, []string{"Ann Lee"})
	for _, c := range []struct{ name, address, want string }{
		{"ANN LEE", "x@example.com", alike.SameName},
		{"A. L.", "ann.lee@old.example", alike.SameLocal},
		{"annie", "77+annlee@users.noreply.github.com", alike.SameLocal},
		{"annie", "annlee@example.com", ""}, // only at a forge is the part a name
		{"Bob", "info@example.com", ""},
		{"Bob", "bob@example.com", ""},
		{"", "", ""},
	} {
		if got := ann.Resembles(c.name, c.address); got != c.want {
			t.Errorf("%s <%s>: %q, want %q", c.name, c.address, got, c.want)
		}
	}
	var nobody alike.People
	if got := nobody.Resembles("Ann", "ann@example.org"); got != "" {
		t.Errorf("nobody is resembled by %q", got)
	}
	root := alike.Of(nil, []string{"root", "x"})
	if root.Resembles("root", "root@box") != "" || root.Resembles("X", "") != "" {
		t.Error("a role is a name")
	}
}

func TestElsewhere(t *testing.T) {
	if !alike.Elsewhere("Ann Lee", "Anton Lehr") || alike.Elsewhere("Ann Lee", "Ann Smith") || alike.Elsewhere("Ann", "Anton Lehr") {
		t.Error("names of two words or more that share none are those of two people")
	}
}

// All that is written under an address that may be the person's is picked, whatever the
// name: that is what the address would bring. Programs and strangers are not.
func TestPickTakesWholeAddresses(t *testing.T) {
	all := []logbook.Namesake{
		{Name: "Zoe Dean", Email: "zoe@dean.example", Own: true, Commits: 9},
		{Name: "Zoe Dean", Email: "z@mail.example", Commits: 1},
		{Name: "zed", Email: "Z@mail.example", Commits: 5},
		{Name: "zed", Email: "zed@hey.example", Commits: 3},
		{Name: "bob", Email: "bob@hey.example", Commits: 3},
	}
	zoe := alike.Of(nil, []string{"Zoe Dean"})
	zoe.Add("Zoe Dean", "zoe@dean.example")
	before := zoe.Marks()
	zoe.Follow(all)
	if slices.Equal(before, zoe.Marks()) {
		t.Error("a name that was followed leaves no mark")
	}
	var got []string
	for _, n := range zoe.Pick(slices.Clone(all), who.Strangers{}) {
		got = append(got, n.Name+" "+n.Email)
	}
	if want := []string{"Zoe Dean zoe@dean.example", "zed Z@mail.example", "zed zed@hey.example", "Zoe Dean z@mail.example"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A name is somebody else's where nothing of it, or of the address, is the person's.
func TestStrange(t *testing.T) {
	people := alike.Of([]who.Identity{who.Known("ann@a.example")}, []string{"Ann Lee"})
	for _, c := range []struct {
		name, address string
		strange       bool
	}{
		{"Bob", "dev@startup.example", true},
		{"Bob Stone", "bob@b.example", true},
		{"Ann", "dev@startup.example", false},
		{"lee", "dev@startup.example", false},
		{"annie", "ann@old.example", false},
		{"annie", "ann.lee@old.example", false},
		{"crew", "crew@startup.example", false},
		{"", "dev@startup.example", false},
	} {
		if got := people.Strange(c.name, c.address); got != c.strange {
			t.Errorf("%q at %s: %v", c.name, c.address, got)
		}
	}
}
