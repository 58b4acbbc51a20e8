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
)

// Where the configured address is in no history, who bears the configured name is
// guessed, and not whoever wrote most: by a look and by an import.
func TestTheConfiguredNameIsGuessed(t *testing.T) {
	h := newHouse(t)
	h.repo("src/zephyr", "Konstantin", 9, now.Day(time.UTC)-1)
	h.repo("src/breeze", "Konstantin", 9, now.Day(time.UTC)-1)
	h.repo("src/lantern", "Blake", 2, now.Day(time.UTC)-1)
	config := "[user]\n\tname = blake\n\temail = blake@newlife.example\n"
	if err := os.WriteFile(filepath.Join(h.Folders.Home, ".gitconfig"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	q, err := h.Question(desk.Query{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := h.Sight(t.Context(), q, desk.Evidence{Paths: []string{"src"}}, desk.Silent{})
	if err != nil || s.Desk == nil {
		t.Fatal(err)
	}
	defer s.Desk.Close()
	if s.Question.Chosen != person.IsGuessed || s.Question.Names[0] != "Blake" {
		t.Errorf("the look is of %q, %s", s.Question.Names, s.Question.Chosen)
	}
	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.ImportHome(t.Context(), func(desk.Progress) {}); err != nil {
		t.Fatal(err)
	}
	if p, err := d.Identified(t.Context()); err != nil || p.Joined() != "blake@example.org" {
		t.Errorf("the import is of %q, %v", p.Joined(), err)
	}
}

// What git's configuration says is the person's is not disowned, in any capitals; any
// other address is, and with no configuration all are.
func TestDisowned(t *testing.T) {
	h := newHouse(t)
	if err := h.Disowned("ann@a.example"); err != nil {
		t.Errorf("without a configuration: %v", err)
	}
	if err := os.WriteFile(filepath.Join(h.Folders.Home, ".gitconfig"), []byte("[user]\n\temail = ann@a.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := h.Disowned("bob@a.example", " Ann@A.example"); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "git's configuration") {
		t.Errorf("the configured address: %v", err)
	}
	if err := h.Disowned("bob@a.example"); err != nil {
		t.Errorf("another address: %v", err)
	}
}
