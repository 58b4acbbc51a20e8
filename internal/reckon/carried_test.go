package reckon_test

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
)

// A turn is told with what changed about then, as far as that is known: the person's
// own words, where they work, and what they meet in.
func TestATurnHasContent(t *testing.T) {
	until := when.Date(2019, 6, 3)
	d, l := lifeDesk(t, "returning-builder", until)
	defer d.db.Close()
	q := asked(l, until)
	q.Measures, q.Spheres = []string{measure.HandsOnDays.Name}, nil
	carried := func() (have []string, text string) {
		r := d.look(t, q)
		turns := r.Measures[0].Backsight.Turns
		if len(turns) != 1 {
			t.Fatalf("there are %d turns, want one", len(turns))
		}
		for _, c := range turns[0].Carried {
			have = append(have, c.What+" "+c.Name+" "+c.Change)
		}
		for _, c := range r.Claims {
			if c.Turn == 1 {
				text = c.Text.String()
			}
		}
		return have, text
	}
	have, text := carried()
	for _, want := range []string{"repository quarry fell", "series Roadmap begins", "series Steering group begins"} {
		if !strings.Contains(strings.Join(have, "\n"), want) {
			t.Errorf("%q is not among %q", want, have)
		}
	}
	if !strings.Contains(text, "About then: your work in quarry falls (") || strings.Contains(text, "because") || strings.Contains(text, "--kind role") {
		t.Errorf("it says %q", text)
	}
	d.say(t, logbook.KindLife, "role 1", logbook.Said{Text: "team lead", What: "role", From: when.Date(2018, 5, 14), To: when.Date(2018, 5, 15)})
	d.say(t, logbook.KindLife, "move 1", logbook.Said{Text: "moved house", What: "move", From: when.Date(2016, 5, 14), To: when.Date(2016, 5, 15)})
	if have, text = carried(); have[0] != "role team lead begins" || !strings.Contains(text, `About then: the role "team lead" begins; `) || strings.Contains(text, "moved") {
		t.Errorf("after that was said: %q, %q", have, text)
	}
}
