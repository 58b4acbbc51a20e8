package desk_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/record"
)

// guessedStore is a store whose person was guessed: Bob, of two addresses that follow
// one another, in a history that Ann wrote less of. A third one of his name was used
// beside both.
func (h *house) guessedStore() *desk.Desk {
	h.t.Helper()
	lantern := filepath.Join(h.Folders.Home, "lantern")
	h.git("", "init", "-q", "-b", "main", lantern)
	day := func(i int) when.Day { return now.Day(time.UTC) - 100 + when.Day(i) }
	for i := range 9 {
		h.pick(lantern, "Bob Moss", "bob@old.x", day(i), "old")
		h.pick(lantern, "Bob Moss", "bob@new.x", day(20+2*i), "new")
		h.pick(lantern, "Bob Moss", "moss@side.x", day(3*i), "side")
		if i < 4 {
			h.pick(lantern, "Ann Lee", "ann@e.x", day(i), "anns")
		}
	}
	return h.own(nil, lantern)
}

// yours is how many commits are said to be the person's.
func (h *house) yours(d *desk.Desk) int {
	h.t.Helper()
	places, err := d.Places(h.t.Context())
	if err != nil || len(places) != 1 {
		h.t.Fatal(places, err)
	}
	return places[0].Yours
}

// What a person says outranks a guess: two people are never mixed. Who says of the guess
// itself, or of its namesake, that it is them has confirmed it.
func TestWhatIsSaidOutranksAGuess(t *testing.T) {
	for said, want := range map[string]struct {
		known   string
		chosen  string
		dropped int
		yours   int
	}{
		"ann@e.x":     {"ann@e.x", person.IsGiven, 2, 4},
		"Ann Lee":     {"ann lee", person.IsGiven, 2, 4},
		"bob@old.x":   {"bob@new.x, bob@old.x", person.IsGiven, 0, 18},
		"moss@side.x": {"bob@new.x, bob@old.x, moss@side.x", person.IsGiven, 0, 27},
		"Bob Moss":    {"bob moss, bob@new.x, bob@old.x", person.IsGiven, 0, 27},
		"eve@e.x":     {"eve@e.x", person.IsGiven, 2, 0},
	} {
		t.Run(said, func(t *testing.T) {
			h := newHouse(t)
			d := h.guessedStore()
			p, err := d.Identified(t.Context())
			if err != nil || p.Chosen != person.IsGuessed || h.yours(d) != 18 {
				t.Fatal(p, err, h.yours(d))
			}
			taken, err := d.Own(t.Context(), said)
			if err != nil || len(taken.Dropped) != want.dropped {
				t.Fatal(taken, err)
			}
			if p, err = d.Identified(t.Context()); err != nil || p.Chosen != want.chosen || p.Joined() != want.known {
				t.Errorf("now they are %s, %s, %v", p.Joined(), p.Chosen, err)
			}
			if problems, err := d.Renew(t.Context(), p.Self, "me", desk.Silent{}.Meter()); err != nil || len(problems) > 0 {
				t.Fatal(problems, err)
			}
			if got := h.yours(d); got != want.yours {
				t.Errorf("%d commits are theirs, want %d", got, want.yours)
			}
			if want.dropped > 0 { // it stays in the history of what was said
				if _, err := d.Own(t.Context(), taken.Dropped...); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// What is no longer theirs is not said to be: the numbers of the places are those of the
// measures.
func TestWhatIsTakenBackIsNotYours(t *testing.T) {
	h := newHouse(t)
	d := h.guessedStore()
	if _, err := d.Own(t.Context(), "bob@old.x"); err != nil {
		t.Fatal(err)
	}
	e := record.Identity.New(record.Values{"text": {Text: "bob@new.x"}})
	e.Gone = true
	if _, err := d.Say(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		p, err := d.Identified(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got, measured := h.yours(d), h.works(d); got != 9 || measured != 9 {
			t.Errorf("%d are said to be theirs, and %d are measured", got, measured)
		}
		if problems, err := d.Renew(t.Context(), p.Self, "me", desk.Silent{}.Meter()); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	}
}

// Who is guessed by a name is not more than one person may be: an address that was used
// beside the others in one repository is told apart, and asked about.
func TestAGuessIsNotTwoPeople(t *testing.T) {
	h := newHouse(t)
	d := h.guessedStore()
	p, err := d.Identified(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.Uncounted(t.Context(), p)
	if err != nil || len(all) != 1 || all[0].Email != "moss@side.x" || all[0].Likely || !slices.ContainsFunc(all[0].Against, func(s string) bool { return strings.Contains(s, "at the same time") }) {
		t.Errorf("%+v, %v", all, err)
	}
	likely, err := person.Likely(t.Context(), h.Finder().Paths(t.Context(), []string{filepath.Join(h.Folders.Home, "lantern")}).Places, now)
	if err != nil || len(likely) != 3 || len(likely[0].Emails) != 2 || likely[1].Name != "Bob Moss" || likely[2].Name != "Ann Lee" {
		t.Errorf("%+v, %v", likely, err)
	}
}
