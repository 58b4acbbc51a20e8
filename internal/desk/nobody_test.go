package desk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// nobody answers that they are none of the authors, and keeps what they are told.
type nobody struct {
	desk.Silent
	told *[]string
}

func (nobody) Which(person.Person, []gitlog.Author) (person.Person, error) {
	return person.Person{}, nil
}
func (n nobody) Warn(err error) { *n.told = append(*n.told, err.Error()) }

// Who is none of the authors is taken for none: a look says how to say who one is, and an
// import reads on for the configured person, of whom the histories hold nothing.
func TestNoneOfTheAuthors(t *testing.T) {
	h := newHouse(t)
	repo := h.repo("stranger", "Bea", 3, now.Day(time.UTC)-1)
	if err := os.WriteFile(filepath.Join(h.Folders.Home, ".gitconfig"), []byte("[user]\n\temail = ann@work.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var told []string
	q, err := h.Question(desk.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, me := range [][]string{nil, {"zed@e.x"}} {
		s, err := h.Sight(t.Context(), q, desk.Evidence{Paths: []string{repo}, Me: me}, nobody{told: &told})
		if fault.KindOf(err) != fault.Nothing || !strings.Contains(err.Error(), "none of the authors") || s.Desk != nil {
			t.Errorf("the look: %v", err)
		}
	}
	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if problems, err := d.Import(t.Context(), nil, h.Finder().Paths(t.Context(), []string{repo}).Places, nobody{told: &told}); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	p, err := d.Identified(t.Context())
	if err != nil || p.Joined() != "ann@work.example" || len(told) != 1 || !strings.Contains(told[0], "none of the authors is you") {
		t.Errorf("the import is of %q, %v; told %q", p.Joined(), err, told)
	}
}
