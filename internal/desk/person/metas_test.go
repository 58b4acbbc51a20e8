package person_test

import (
	"testing"

	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
)

// Whoever is known by addresses alone is called as most of their commits are, and by
// nobody else's name.
func TestMetAs(t *testing.T) {
	p := person.Known([]string{"ann@work.example", "ann@home.example"}, person.IsGiven)
	names := []logbook.Named{
		met("ann", "ann@work.example", "lantern", true, 3, "", ""),
		met("Ann Lee", "ann@home.example", "lantern", true, 2, "", ""),
		met("Ann Lee", "ann@work.example", "kettle", true, 2, "", ""),
		met("Bob", "bob@e.x", "kettle", false, 90, "", ""),
		met("", "ann@work.example", "sieve", true, 90, "", ""),
		met("Carl", "carl@e.x", "kettle", true, 90, "", ""), // theirs until now
	}
	if got := p.MetAs(names); len(got) != 1 || got[0] != "Ann Lee" {
		t.Errorf("called %q", got)
	}
	if got := p.MetAs(names[3:]); got != nil {
		t.Errorf("called %q", got)
	}
}
