package timeline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// alike compares accounts: acts, stints, and what stands in them.
var alike = cmp.Options{cmpopts.IgnoreFields(timeline.Account{}, "Habits"), cmpopts.EquateEmpty()}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		one, other := timeline.Reconcile(ev, h), timeline.Reconcile(shuffled(t, ev), h)
		if diff := cmp.Diff(one, other, alike); diff != "" {
			t.Fatalf("in another order (-one +other):\n%s", diff)
		}
	})
}

func TestTheSameTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		twice := ev
		twice.Facts = append(slices.Clone(ev.Facts), ev.Facts...)
		twice.Sightings = append(slices.Clone(ev.Sightings), ev.Sightings...)
		twice.Occurrences = append(slices.Clone(ev.Occurrences), ev.Occurrences...)
		twice.Beats = append(slices.Clone(ev.Beats), ev.Beats...)
		if diff := cmp.Diff(timeline.Reconcile(ev, h), timeline.Reconcile(twice, h), alike); diff != "" {
			t.Fatalf("the same facts twice (-once +twice):\n%s", diff)
		}
	})
}

// Minutes add up: the stints of an account, and those of each of its days,
// follow one another without a gap, from the first midnight to the last.
func TestMinutesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		a := timeline.Reconcile(ev, h)
		all := days(a)
		whole := when.Span{From: all[0].Span.From, To: all[len(all)-1].Span.To}
		if want := ev.Days.From.Start(h.Zone(ev.Days.From)); whole.From != want {
			t.Fatalf("the first day begins at %s, want %s", whole.From, want)
		}
		partition(t, "the account", a.Stints, whole)
		partition(t, "the plan", a.Planned, whole)
		next := whole.From
		for _, d := range all {
			if d.Span.From != next {
				t.Fatalf("%s begins at %s, the day before ended at %s", d.Day, d.Span.From, next)
			}
			next = d.Span.To
			partition(t, d.Day.String(), d.Stints, d.Span)
			partition(t, "the plan of "+d.Day.String(), d.Planned, d.Span)
		}
	})
}

func partition(t *rapid.T, what string, stints []timeline.Stint, whole when.Span) {
	next, sum := whole.From, when.Instant(0)
	for _, s := range stints {
		switch {
		case s.Span.From != next || s.Span.Len() == 0:
			t.Fatalf("%s: the stint %v does not follow on %s", what, s.Span, next)
		case s.Rule.ID == "" || s.Rule.Text == "" || s.Work == "" || s.Sphere == "":
			t.Fatalf("%s: minutes without a reason: %+v", what, s)
		case s.Weight < 0 || s.Weight > 1 || (s.Weight == 0) != (s.Rule == timeline.RuleNothing || s.Rule == timeline.RuleDelegated):
			t.Fatalf("%s: %s weighs %g", what, s.Work, s.Weight)
		case (s.Hands != "") != (s.Work == timeline.Making && !strings.HasPrefix(s.Rule.ID, "planned")):
			t.Fatalf("%s: %s by the rule %s, done as %q", what, s.Work, s.Rule.ID, s.Hands)
		case len(s.Facts) == 0 && s.Rule != timeline.RuleNothing && s.Rule != timeline.RuleLeave && !strings.HasPrefix(s.Rule.ID, "happened"):
			t.Fatalf("%s: %s without a fact", what, s.Rule.ID)
		}
		next, sum = s.Span.To, sum+s.Span.Len()
	}
	if sum != whole.Len() || whole.Len() > 0 && next != whole.To {
		t.Fatalf("%s: %d microseconds of %d, until %s", what, sum, whole.Len(), next)
	}
}

// With the habits held fixed, a commit or a meeting on one day changes no other
// day: only those it lies in itself.
func TestOneDayChangesNoOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		more := ev
		var touched []when.Day
		switch rapid.IntRange(0, 3).Draw(t, "evidence of") {
		case 0:
			b := aSign.Draw(t, "beat")
			more.Beats = append(slices.Clone(ev.Beats), b)
			// What else it makes a person's reaches as far as it does itself.
			for d := homeDay(h, b.At-2*timeline.Near); d <= homeDay(h, b.At+b.For+2*timeline.Near); d++ {
				touched = append(touched, d)
			}
		case 1:
			f := aCorrection.Draw(t, "correction")
			more.Facts = append(slices.Clone(ev.Facts), f)
			for d := homeDay(h, f.Span.From); d <= homeDay(h, f.Span.To-1); d++ {
				touched = append(touched, d)
			}
		case 2:
			f := aCommit.Draw(t, "commit")
			more.Facts = append(slices.Clone(ev.Facts), f)
			c, _ := logbook.Read[logbook.Commit](&f)
			touched = append(touched, f.Day, homeDay(h, f.Span.From))
			if c.Undated { // it may be the double of one that is placed
				touched = append(touched, c.Authored.Day(time.FixedZone("", eastOf(c.Authored))), c.Committed.Day(time.FixedZone("", eastOf(c.Committed))))
			}
		default:
			o := aMeeting.Draw(t, "meeting")
			more.Occurrences = append(slices.Clone(ev.Occurrences), o)
			for d := homeDay(h, o.Span.From); d <= homeDay(h, max(o.Span.From, o.Span.To-1)); d++ {
				touched = append(touched, d)
			}
		}
		before, after := days(timeline.Reconcile(ev, h)), days(timeline.Reconcile(more, h))
		for i := range before {
			if slices.Contains(touched, before[i].Day) {
				continue
			}
			if diff := cmp.Diff(before[i], after[i], alike); diff != "" {
				t.Fatalf("evidence about %s changes %s (-before +after):\n%s", touched, before[i].Day, diff)
			}
		}
	})
}

// homeDay is the day of the account in which an instant lies.
func homeDay(h timeline.Habits, i when.Instant) when.Day {
	for d := i.UTC(); ; d = d.AddDate(0, 0, -1) {
		day := when.DayOf(d) + 1
		if day.Start(h.Zone(day)) <= i {
			return day
		}
	}
}

// Days reckoned by themselves are the days of the whole: what is remembered day
// by day is what would be reckoned at once.
func TestADayAloneIsTheDayOfTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		for _, want := range days(timeline.Reconcile(ev, h)) {
			alone := ev
			alone.Days = when.Days{From: want.Day, To: want.Day + 1}
			got := days(timeline.Reconcile(alone, h))
			if diff := cmp.Diff(want, got[0], alike); len(got) != 1 || diff != "" {
				t.Fatalf("%s of the whole, and alone (-whole +alone):\n%s", want.Day, diff)
			}
		}
	})
}

func TestRemovedIdentitiesHideTheirFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		without := ev
		without.Facts = slices.DeleteFunc(slices.Clone(ev.Facts), func(f logbook.Fact) bool {
			c, err := logbook.Read[logbook.Commit](&f)
			return f.Kind == logbook.KindCommit && err == nil && c.As != string(ann)
		})
		h.Self.Identities = []who.Identity{ann}
		if diff := cmp.Diff(timeline.Reconcile(without, h), timeline.Reconcile(ev, h), alike); diff != "" {
			t.Fatalf("facts of other identities are in the account (-without +with):\n%s", diff)
		}
	})
}

// However often the same work was seen, under whatever ids and in whatever
// places, it is one act that names them all.
func TestDoublesAreOneAct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := anInstant(t, "at")
		n := rapid.IntRange(1, 5).Draw(t, "times")
		ev := timeline.Evidence{Days: when.Days{From: march.From - 3, To: march.To + 3}, Now: when.At(march.To.Time())}
		for i := range n {
			c := written("same", at)
			c.Object, c.As = string(rune('a'+i)), string([]who.Identity{ann, old}[i%2])
			c.Bot = i > 0 && rapid.Bool().Draw(t, "a bot's copy")
			ev.Facts = append(ev.Facts, commit(c, eastOf(at)))
			ev.Sightings = append(ev.Sightings, logbook.Sighting{Fact: ev.Facts[i].ID(), Place: place([]string{"other", "own", "work"}[i%3])})
		}
		other := written("another", at)
		ev.Facts = append(ev.Facts, commit(other, eastOf(at)))
		a := timeline.Reconcile(shuffled(t, ev), habits())
		if diff := cmp.Diff(a, timeline.Reconcile(shuffled(t, ev), habits()), alike); diff != "" {
			t.Fatalf("doubles in another order (-one +other):\n%s", diff)
		}
		if len(a.Acts) != 2 {
			t.Fatalf("%d sightings of one work and another are %d acts", n, len(a.Acts))
		}
		act := a.Acts[slices.IndexFunc(a.Acts, func(x timeline.Act) bool { return x.Text == "work on same" })]
		want := []timeline.Sphere{timeline.SphereUnknown, timeline.SphereOwn, timeline.SphereWork}[min(n, 3)-1]
		if len(act.Facts) != n || len(act.Places) != min(n, 3) || act.Sphere != want || !act.Counts {
			t.Fatalf("%d doubles: %+v", n, act)
		}
	})
}
