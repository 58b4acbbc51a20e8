package desk_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// choosing answers that the likeliest author is the person, and counts how often it was
// asked.
type choosing struct {
	desk.Silent
	asked *int
}

func (c choosing) Which(tried person.Person, authors []gitlog.Author) (person.Person, error) {
	*c.asked++
	return c.Silent.Which(tried, authors)
}

// Whom git's configuration names is the person of a store that holds a calendar alone, too;
// the first history is still asked about where they are in none of it, and no later one.
func TestACalendarKnowsWhoIsConfigured(t *testing.T) {
	h := newHouse(t)
	config := "[user]\n\tname = Ann\n\temail = ann@work.example\n"
	calendar := "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261102T090000Z\r\nDTEND:20261102T100000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@work.example\r\nATTENDEE:mailto:bob@work.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	file := filepath.Join(h.Folders.Home, "work.ics")
	for name, text := range map[string]string{filepath.Join(h.Folders.Home, ".gitconfig"): config, file: calendar} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	asked := 0
	for i, step := range []struct {
		path  string
		asked int
	}{
		{file, 0}, {file, 0}, {h.repo("stranger", "Bea", 3, now.Day(time.UTC)-1), 1}, {h.repo("later", "Carl", 3, now.Day(time.UTC)-1), 1},
	} {
		if problems, err := d.Import(t.Context(), nil, h.Finder().Paths(t.Context(), []string{step.path}).Places, choosing{asked: &asked}); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		p, err := d.Identified(t.Context())
		if err != nil || !slices.Contains(p.Self.Identities, who.Known("ann@work.example")) || asked != step.asked {
			t.Errorf("step %d: %+v, %v, asked %d times", i, p.Self, err, asked)
		}
	}
}
