package desk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
)

// expecting answers what is expected, as Enter does.
type expecting struct{ desk.Silent }

func (expecting) Yours(all []person.Candidate) (yes, no []person.Candidate, err error) {
	for _, c := range all {
		if c.Likely {
			yes = append(yes, c)
		}
	}
	return yes, nil, nil
}

// Who is configured with an older address is asked about the one to which the mailmap
// leads from it, and counts it with Enter, though both were in use at once; without an
// answer it is said not to be counted, and why it may be theirs.
func TestAMailmapLeadsFromAnOldAddress(t *testing.T) {
	h := newHouse(t)
	lantern := filepath.Join(h.Folders.Home, "lantern")
	h.git("", "init", "-q", "-b", "main", lantern)
	for name, text := range map[string]string{
		filepath.Join(h.Folders.Home, ".gitconfig"): "[user]\n\tname = Ann Lee\n\temail = ann@work.example\n",
		filepath.Join(lantern, ".mailmap"):          "Ann Lee <lee@home.example> <ann@work.example>\nAnn Lee <lee@home.example> <ann@desk.example>\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	first := now.Day(time.UTC) - 40*7
	for i := range 36 {
		mail := []string{"ann@work.example", "lee@home.example", "ann@desk.example"}[i%3]
		h.pick(lantern, "Ann Lee", mail, first+when.Day(7*i), fmt.Sprint("change ", i))
	}
	q, err := h.Question(desk.Query{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := h.Sight(t.Context(), q, desk.Evidence{Paths: []string{lantern}}, desk.Silent{})
	if err != nil || s.Desk == nil {
		t.Fatal(err)
	}
	u := s.Question.Uncounted
	if n := h.works(s.Desk); n != 12 || len(u) != 1 || u[0].Commits != 24 || !slices.Contains(u[0].For, "the mailmap says so") || len(u[0].Against) > 0 || !u[0].Passing {
		t.Errorf("%d works, not counted: %+v", n, u)
	}
	if err := s.Desk.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = h.Sight(t.Context(), q, desk.Evidence{Paths: []string{lantern}}, expecting{})
	if err != nil || s.Desk == nil {
		t.Fatal(err)
	}
	defer s.Desk.Close()
	if n := h.works(s.Desk); n != 36 || len(s.Question.Uncounted) > 0 {
		t.Errorf("after a yes: %d works, not counted: %+v", n, s.Question.Uncounted)
	}
	d, err := h.OpenOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.ImportHome(t.Context(), func(desk.Progress) {}); err != nil {
		t.Fatal(err)
	}
	if q, err := d.Question(t.Context(), desk.Query{}); err != nil || len(q.Uncounted) != 1 || q.Uncounted[0].Passing || !slices.Equal(q.Names, []string{"Ann Lee"}) {
		t.Errorf("in a store that keeps it: %+v, %v", q.Uncounted, err)
	}
}
