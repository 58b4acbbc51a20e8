package who

import (
	"testing"

	"pgregory.net/rapid"
)

func TestKnown(t *testing.T) {
	for text, want := range map[string]Identity{
		"":                                    "",
		"  Ann Example ":                      "ann example",
		"ANN@Example.ORG":                     "ann@example.org",
		"123+Ann@users.noreply.github.com":    "ann@users.noreply.github.com",
		"ann@users.noreply.github.com":        "ann@users.noreply.github.com",
		"ann+tag@example.org":                 "ann+tag@example.org",
		"x1+ann@users.noreply.github.com":     "x1+ann@users.noreply.github.com", // not an id: left alone
		"+ann@users.noreply.github.com":       "+ann@users.noreply.github.com",
		"1+ann@users.noreply.github.com.evil": "1+ann@users.noreply.github.com.evil",
		"ÅSA@example.org":                     "åsa@example.org",
	} {
		if got := Known(text); got != want {
			t.Errorf("%q is known as %q, want %q", text, got, want)
		}
	}
}

func TestKnownTwiceIsKnown(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9]{0,3}\+?[A-Za-z]{0,3}@(users\.noreply\.github\.com|Example\.org)`))
	rapid.Check(t, func(t *rapid.T) {
		once := Known(text.Draw(t, "text"))
		if twice := Known(string(once)); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

func TestMatch(t *testing.T) {
	s := Self{1, []Identity{"ann example", "ann@example.org", "old@example.org"}}
	for _, c := range []struct {
		name, email string
		want        Identity
	}{
		{"Somebody", "ANN@example.org", "ann@example.org"},
		{"Ann Example", "old@example.org", "old@example.org"}, // the address goes before the name
		{"ann example", "else@example.org", "ann example"},
		{"Bob", "bob@example.org", ""},
		{"ann@example.org", "bob@example.org", ""}, // a name that looks like an address is none
		{"", "", ""},
	} {
		got, ok := s.Match(c.name, c.email)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s <%s> is %q, %v; want %q", c.name, c.email, got, ok, c.want)
		}
	}
}

func TestNobodyMatchesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, email := rapid.String().Draw(t, "name"), rapid.String().Draw(t, "email")
		for _, s := range []Self{{}, {1, []Identity{""}}} {
			if as, ok := s.Match(name, email); ok {
				t.Fatalf("%q <%q> is nobody, as %q", name, email, as)
			}
		}
	})
}
