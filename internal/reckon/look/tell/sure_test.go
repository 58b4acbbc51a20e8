package tell

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// A wide interval around nought is not "about as": it says what is known, and what
// is not.
func TestWhatIsNotSure(t *testing.T) {
	fell := []report.Turn{{At: *dayOf("2018-03-05"), Low: *dayOf("2018-02-05"), High: *dayOf("2018-04-02"), Kind: "step", From: 2.2, To: 0.8}}
	by := func(kind string) []report.Turn {
		turns := append([]report.Turn{}, fell...)
		return append(turns, report.Turn{At: *dayOf("2018-06-04"), Low: *dayOf("2018-06-04"), High: *dayOf("2018-06-04"), Kind: kind, From: 0.8, To: 0.9})
	}
	wide := report.Backsight{Then: rangeOf(2.8, 2.4, 3.2), Now: rangeOf(1.4, 0.4, 3.2), Moved: rangeOf(-1.4, -2.5, 0.5)}
	with := func(b report.Backsight, turns []report.Turn) report.Backsight {
		b.Turns = turns
		return b
	}
	const unknown = "Whether you are hands-on less than in 2017 is not sure. Then 2.8, now 1.4: between 2.5 less and 0.5 more."
	for name, c := range map[string]struct {
		of   measure.Measure
		b    report.Backsight
		want string
	}{
		"wide":                {measure.HandsOnDays, wide, unknown},
		"after a turn":        {measure.HandsOnDays, with(wide, fell), unknown + " Since Mar 2018 it is lower than before: from 2.2 to 0.8."},
		"it has come back":    {measure.HandsOnDays, with(report.Backsight{Then: wide.Then, Now: rangeOf(1.9, 0.4, 3.2), Moved: rangeOf(-0.9, -2.5, 0.5)}, fell), "Whether you are hands-on less than in 2017 is not sure. Then 2.8, now 1.9: between 2.5 less and 0.5 more."},
		"a small turn since":  {measure.HandsOnDays, with(wide, by("step")), unknown + " Since Mar 2018 it is lower than before: from 2.2 to 0.8."},
		"another source":      {measure.HandsOnDays, with(wide, by("instrument")), unknown},
		"merges, more":        {measure.MergedCommits, report.Backsight{Then: rangeOf(0.3, 0.1, 1), Now: rangeOf(3, 0.1, 5), Moved: rangeOf(2.7, -0.2, 4.7)}, "Whether there are more " + measure.MergedCommits.Noun + " than in 2017 is not sure. Then 0.3, now 3.0: between 0.2 fewer and 4.7 more."},
		"within a fifth":      {measure.MeetingHours, report.Backsight{Then: rangeOf(20, 19, 21), Now: rangeOf(20, 18, 23), Moved: rangeOf(0, -3, 3.9)}, "There are about as many meeting hours as in 2017 (3.0 a week fewer to 3.9 more)."},
		"beyond a fifth":      {measure.MeetingHours, report.Backsight{Then: rangeOf(20, 19, 21), Now: rangeOf(20, 18, 25), Moved: rangeOf(0, -3, 4.1)}, "Whether there are more meeting hours than in 2017 is not sure. Then 20, now 20: between 3.0 fewer and 4.1 more."},
		"an hour of little":   {measure.MeetingHours, report.Backsight{Then: rangeOf(1, 0, 2), Now: rangeOf(1, 0, 2), Moved: rangeOf(0, -1, 1)}, "There are about as many meeting hours as in 2017 (1.0 a week fewer to 1.0 more)."},
		"a share":             {measure.HandsOnShare, report.Backsight{Then: rangeOf(20, 18, 22), Now: rangeOf(24, 15, 30), Moved: rangeOf(4, -3, 6)}, "Whether the hands-on share is higher than in 2017 is not sure. Then 20%, now 24%: between 3 points lower and 6 points higher."},
		"a share, the same":   {measure.HandsOnShare, report.Backsight{Then: rangeOf(20, 18, 22), Now: rangeOf(20, 18, 22), Moved: rangeOf(0, -5, 5)}, "The hands-on share is about what it was in 2017 (~5 points lower to ~5 points higher)."},
		"a level, a quarter":  {measure.RemoveLevel, report.Backsight{Then: rangeOf(1, 1, 1), Now: rangeOf(1, 1, 1), Moved: rangeOf(0, -0.25, 0.25)}, "The distance from the work is about what it was in 2017 (~0.3 levels lower to ~0.3 levels higher)."},
		"a level, more":       {measure.RemoveLevel, report.Backsight{Then: rangeOf(1, 1, 1), Now: rangeOf(1, 1, 1), Moved: rangeOf(0, -0.25, 0.3)}, "Whether the distance from the work is higher than in 2017 is not sure. Then 1.0 levels, now 1.0 levels: between 0.3 levels lower and 0.3 levels higher."},
		"small, but it moved": {measure.HandsOnDays, report.Backsight{Then: rangeOf(2, 1.9, 2.1), Now: rangeOf(1.8, 1.7, 1.9), Moved: rangeOf(-0.2, -0.3, -0.1)}, "You are hands-on ~0.2 days a week less than in 2017 (0.1 to 0.3)."},
	} {
		t.Run(name, func(t *testing.T) {
			all := Claims(reading(c.of, "all", c.b), ref2017, 11, Told{})
			got := all[slices.IndexFunc(all, func(c report.Claim) bool { return c.Kind == report.Distance })].Text.String()
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("it says (-want +got):\n%s", diff)
			}
		})
	}
	r := report.Reading{Name: measure.HandsOnDays.Name, Unit: measure.HandsOnDays.Unit, Sphere: "work", Backsight: &wide}
	if got, want := (teller{r: r, ref: ref2017}).moved().Text.String(), "At work: Whether you are hands-on less than in 2017 is not sure. Then 2.8, now 1.4: between 2.5 less and 0.5 more."; got != want {
		t.Errorf("of one sphere: %q", got)
	}
}

// Every measure has a difference that counts for none, in the unit it is shown in.
func TestWhatIsSmall(t *testing.T) {
	for _, m := range measure.All() {
		small := m.Small()
		want := map[string]float64{"%": 5, "hours/week": 1, "minutes/week": 1, "levels": 0.25, "points": 0.25, "minutes": 10}[m.Unit]
		if want == 0 {
			want = 0.5
		}
		if small != want {
			t.Errorf("of %s, in %s, %g is small, want %g", m.Name, m.Unit, small, want)
		}
	}
}
