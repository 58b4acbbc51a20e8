package reckon_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// A store that was reckoned by a program with one measure less, or with an older
// version of one, shows what this program counts at the next look, as if it had
// been reckoned by it from the start.
func TestAnOldStoreShowsANewMeasureAtOnce(t *testing.T) {
	l := lives.All()[0]
	now := l.From + 200
	q := asked(l, now)
	fresh := newDesk(t)
	defer fresh.db.Close()
	fresh.put(t, batches(l, now)...)
	want := text(t, fresh.look(t, q))

	commits := func(m measure.Measure) bool { return m.Name == measure.AuthoredCommits.Name }
	older := measure.All()
	at := slices.IndexFunc(older, commits)
	older[at].Version--
	older[at].Of = func(timeline.Day, timeline.Habits, timeline.Sphere) float64 { return 23 }
	for name, then := range map[string][]measure.Measure{
		"one measure less": slices.DeleteFunc(measure.All(), commits),
		"an older version": older,
	} {
		d := newDesk(t)
		defer d.db.Close()
		d.put(t, batches(l, now)...)
		if before := text(t, d.look(t, counting(q, then))); before == want {
			t.Fatalf("%s: the older program told the same, so that this test sees nothing", name)
		}
		if diff := cmp.Diff(want, text(t, d.look(t, q))); diff != "" {
			t.Errorf("%s: an old store tells something else (-fresh +old):\n%s", name, diff)
		}
	}
}

// counting is the question as a program asks it that has other measures than this
// one: one less, or another version of one.
func counting(q reckon.Question, all []measure.Measure) reckon.Question {
	q.Measured = all
	return q
}

// TestAnOldStoreTakesWhatWasHeardAnew: one that was reckoned by a program that took the
// beats of a source for something else, or knew less of it, shows what this program
// makes of them at the next look.
func TestAnOldStoreTakesWhatWasHeardAnew(t *testing.T) {
	fresh, q := living(t, 1)
	q.Measures = []string{"hands_on_share", "hand_hours", "observed_hours"}
	want := text(t, fresh.look(t, q))
	for name, older := range map[string]func(*logbook.Source){
		"an older version": func(s *logbook.Source) {
			s.Version--
			s.Sign = func(*logbook.Beat) logbook.Sign { return logbook.Sign{Of: logbook.OfHere} }
		},
		"more agents": func(s *logbook.Source) { s.Agents = append(slices.Clone(s.Agents), "vim") },
	} {
		d, q := living(t, 1)
		q.Measures = []string{"hands_on_share", "hand_hours", "observed_hours"}
		then := q
		then.Habits.Sources = slices.Clone(q.Habits.Sources)
		at := slices.IndexFunc(then.Habits.Sources, func(s logbook.Source) bool { return s.Name == lives.SteadyEditor.Source })
		older(&then.Habits.Sources[at])
		if before := text(t, d.look(t, then)); before == want {
			t.Fatalf("%s: the older program told the same, so that this test sees nothing", name)
		}
		if diff := cmp.Diff(want, text(t, d.look(t, q))); diff != "" {
			t.Errorf("%s: an old store tells something else (-fresh +old):\n%s", name, diff)
		}
	}
}
