package look

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/source/all"
)

// A month is told of the days that were seen: not of those before the first, nor of
// leave; one of a few days is left out.
func TestAMonthIsOfTheDaysSeen(t *testing.T) {
	away := map[when.Day]bool{when.Date(2026, 9, 10): true, when.Date(2026, 9, 11): true}
	coverage := []logbook.Coverage{{Place: logbook.Place{Source: "wakatime"}, From: when.Date(2026, 7, 29), Open: true, Yours: 1}}
	l := &Look{Session: &session.Session{}, days: &session.Numbers{}}
	l.Q.Now, l.Q.Since = when.Date(2026, 10, 6), when.NoDay
	got := l.months(measure.Exposed(coverage, all.Declared(), logbook.Hands, away, l.Q.Now, nil), []measure.Measure{measure.HandHours})
	want := []report.MonthSum{{Month: when.Date(2026, 8, 1), Days: 31, From: when.Date(2026, 8, 1), To: when.Date(2026, 8, 31)}, {Month: when.Date(2026, 9, 1), Days: 28, From: when.Date(2026, 9, 1), To: when.Date(2026, 9, 30)}, {Month: when.Date(2026, 10, 1), Days: 5, From: when.Date(2026, 10, 1), To: when.Date(2026, 10, 5)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
}

// The share is that of the places in which anything is the person's.
func TestATinyShareIsOfPlacesOfTheirs(t *testing.T) {
	l := &Look{Session: &session.Session{}, days: &session.Numbers{}}
	l.Q.Habits.Sources = all.Declared()
	others := report.Source{Name: "git", Facts: 90_000}
	for _, c := range []struct {
		all  []report.Source
		warn bool
	}{
		{[]report.Source{{Name: "git", Facts: 99_429, Yours: 8}}, true},
		{[]report.Source{others, {Name: "git", Facts: 400, Yours: 200}}, false},
		{[]report.Source{{Name: "git", Facts: 600, Yours: 3}}, true}, // one in 200, on few days
		{[]report.Source{{Name: "git", Facts: 6_000, Yours: 40}}, true},
		{[]report.Source{{Name: "git", Facts: 4_000, Yours: 40}}, false},
		{[]report.Source{{Name: "git", Facts: 4_001, Yours: 40}}, true},
		{[]report.Source{{Name: "git", Facts: 499, Yours: 1}}, false},
		{[]report.Source{{Name: "calendar", Facts: 9_000, Yours: 1}}, false},
		{nil, false},
	} {
		if claim, some := l.tiny(c.all); some != c.warn {
			t.Errorf("of %+v it says %q", c.all, claim.Text)
		}
	}
}
