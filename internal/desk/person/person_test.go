package person_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// A person is known by what was written, each identity once; names keep their
// capitals for showing.
func TestGiven(t *testing.T) {
	p := person.Given([]string{"Ann Lee", "ANN@example.org", "ann@example.org", " ", "ann lee"})
	if p.Joined() != "ann lee, ann@example.org" || len(p.Names) != 1 || p.Names[0] != "Ann Lee" || p.Chosen != person.IsGiven {
		t.Errorf("%+v", p)
	}
	if got := person.Written("ann lee", []string{"x", "Ann Lee"}); got != "Ann Lee" {
		t.Errorf("she writes herself %q", got)
	}
	if got := person.Written("bob", nil); got != "bob" {
		t.Errorf("he writes himself %q", got)
	}
}

// The machine's git says who sits there: by address, and by name only where there
// is no address.
func TestConfigured(t *testing.T) {
	for config, want := range map[string]string{
		"[user]\n\tname = Ann Lee\n\temail = ann@example.org\n": "ann@example.org",
		"[user]\n\tname = Ann Lee\n":                            "ann lee",
		"":                                                      "",
	} {
		home := t.TempDir()
		if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := person.Configured(home, func(string) string { return "" })
		if err != nil || p.Joined() != want || p.Chosen != person.IsConfigured || want != "" && p.Names[0] != "Ann Lee" {
			t.Errorf("%q: %+v, %v", config, p, err)
		}
	}
}

// Somebody is among authors under any of their addresses.
func TestIsAmong(t *testing.T) {
	authors := []gitlog.Author{{Name: "Bob", Emails: []string{"bob@example.org"}}, {Name: "Ann", Emails: []string{"old@example.org", "ann@example.org"}}}
	for text, want := range map[string]bool{"ann@example.org": true, "Bob": true, "eve@example.org": false} {
		if got := person.Given([]string{text}).IsAmong(authors); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	p := person.Author(authors[1], person.IsGuessed)
	if p.Joined() != "old@example.org, ann@example.org" || p.Names[0] != "Ann" || p.Chosen != person.IsGuessed {
		t.Errorf("%+v", p)
	}
}

// Who bears the configured name comes before whoever wrote most, in any spelling of
// it; a role's name makes nobody the likeliest.
func TestForemost(t *testing.T) {
	authors := []gitlog.Author{{Name: "Konstantin Haase"}, {Name: "root"}, {Name: "BLAKE, José"}, {Name: "Ann"}}
	for name, want := range map[string]string{
		"Jose Blake": "BLAKE, José; Konstantin Haase; root; Ann",
		"Root":       "Konstantin Haase; root; BLAKE, José; Ann",
		"Blake":      "Konstantin Haase; root; BLAKE, José; Ann",
		"":           "Konstantin Haase; root; BLAKE, José; Ann",
	} {
		var got []string
		for _, a := range person.Foremost(authors, []string{name}) {
			got = append(got, a.Name)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
