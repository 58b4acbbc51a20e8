package text_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw/drawtest"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// A look is at most 40 lines at 80 columns, of every life as it is and of the same
// life as large as public histories are: hundreds of repositories, six kinds of
// sources, a dozen turns, every measure, pauses, addresses not counted.
func TestALookIsFortyLines(t *testing.T) {
	drawtest.Each(t, func(t *testing.T, name string, r reckon.Report) {
		for what, r := range map[string]reckon.Report{"as it is": r, "large": large(r)} {
			for _, s := range []text.Screen{{Width: 80}, {Width: 80, Picture: 120}, {Width: 80, ASCII: true}} {
				got := textOf(t, r, s)
				if n := strings.Count(got, "\n"); n > 40 || n < 25 {
					t.Errorf("%s: %d lines:\n%s", what, n, got)
				}
				for _, want := range []string{"Evidence: ", "More: look --full", "Last hands-on day", "  git ", "\n  Beside it, a week "} {
					if what == "large" && strings.Contains(want, "Beside") {
						continue // the addresses that are not counted take its place
					}
					if !strings.Contains(got, want) {
						t.Errorf("%s: %q is missing in\n%s", what, want, got)
					}
				}
			}
		}
	})
}

// large is a report grown to the size of a public history.
func large(r reckon.Report) reckon.Report {
	r.Person.Uncounted = []reckon.Uncounted{{Name: strings.Repeat("blake.mizerany@gmail.com ", 3), Email: "blake.mizerany@gmail.com@95fbf360-2702-46e8-84d8-6de9ca90a270", Commits: 835, From: when.Date(2007, 9, 1), To: when.Date(2007, 9, 20), Where: []string{"sinatra+sinatra", "a repository with a name that is long", "another of that kind"}}, {Name: "Ann Lee", Email: "ann@another.example.org", Commits: 739, From: when.Date(2024, 7, 1), To: when.Date(2026, 11, 2), Where: []string{"lantern", "harbour", "ledger", "almanac"}}, {Name: "Ann", Commits: 3}}
	r.Sources = slices.Clone(r.Sources)
	for i := range 300 {
		r.Sources = append(r.Sources, reckon.Source{Name: "git", Where: fmt.Sprint("/src/repo-", i), Facts: 99_429, Yours: 4_345, From: when.Date(2005, 1, 1), To: when.Date(2026, 1, 1), Counts: "commits"})
	}
	for _, kind := range []string{"wakatime", "activitywatch", "assistant", "said"} {
		r.Sources = append(r.Sources, reckon.Source{Name: kind, Where: kind, Facts: 1_000_000, Yours: 1_000_000, Counts: "records"})
	}
	r.Claims = append(slices.Clone(r.Claims), reckon.Claim{Text: say.Plain("Longest without a commit: 455 days, Oct 2018 to Jan 2020."), About: "pause", Kind: report.Pause, Sphere: "all"})
	for i := range 4 {
		r.Claims = append(r.Claims, reckon.Claim{Text: say.Plain(fmt.Sprintf("Another pause: %d days without a commit, Nov 2021 to Feb 2025. Commits under an address that is not counted lie in it.", 300-i)), About: "pause", Kind: report.Pause, Sphere: "all"})
	}
	r.Measures = slices.Clone(r.Measures)
	head := *r.Measures[0].Backsight
	for i := range 12 {
		at := when.Date(2006+i, 3, 6)
		head.Turns = append(head.Turns, reckon.Turn{At: at, Low: at - 70, High: at + 70, Kind: "step", From: 4, To: 2})
	}
	r.Measures[0].Backsight = &head
	for i := range 30 {
		r.Measures = append(r.Measures, reckon.Reading{Name: fmt.Sprintf("measure_%d", i), Unit: "h/week", Sphere: "all", Backsight: &reckon.Backsight{
			Then: &reckon.Range{Value: 10}, Now: &reckon.Range{Value: 12}, Moved: &reckon.Range{Value: 2, Low: 1, High: 3},
		}})
	}
	return r
}

// What is nought then and nought now stands on no line; what is nought now alone does.
func TestNothingIsNoughtTwice(t *testing.T) {
	of := func(name string, then, now float64) reckon.Reading {
		return reckon.Reading{Name: name, Unit: "h/week", Sphere: "all", Backsight: &reckon.Backsight{
			Then: &reckon.Range{Value: then}, Now: &reckon.Range{Value: now}, Moved: &reckon.Range{Value: now - then},
		}}
	}
	r := reckon.Report{Measures: []reckon.Reading{of("hands_on_days", 3, 1), of("shared_days", 0.01, 0.02), of("merge_commits", 2, 0)}}
	for _, got := range []string{textOf(t, r, text.Screen{Width: 80}), fullOf(t, r, text.Screen{Width: 80})} {
		if strings.Contains(got, "shared days") || !strings.Contains(got, "merge commits") {
			t.Errorf("nought twice, or what is not:\n%s", got)
		}
	}
}

// The picture is as wide as it may be; what is read stays within 80 columns.
func TestThePictureIsAsWideAsTheTerminal(t *testing.T) {
	got := textOf(t, drawtest.Frozen(t, "drifting-director"), text.Screen{Width: 80, Picture: 120})
	wide := 0
	for l := range strings.SplitSeq(got, "\n") {
		n := len([]rune(l))
		if wide = max(wide, n); n > 80 && !strings.ContainsAny(l, "┤┼'") {
			t.Errorf("%d columns: %s", n, l)
		}
	}
	if wide < 110 || wide > 120 {
		t.Errorf("the picture has %d columns", wide)
	}
}

// Of many turns the last ones stand, each whole and under its own number.
func TestTheLastTurnsStand(t *testing.T) {
	r := large(drawtest.Frozen(t, "steady-hand"))
	r.Events = nil // they would take a line
	got := textOf(t, r, text.Screen{Width: 80})
	if !strings.Contains(got, "9 turns before: look --full\n  10  ") || !strings.Contains(got, "\n  12  ") {
		t.Errorf("the turns are\n%s", got)
	}
}

// A picture of little more than a year has an axis of months, a longer one of years.
func TestAShortAxisHasMonths(t *testing.T) {
	three := 3.0
	of := func(weeks int) string {
		r := reckon.Reading{Name: "hand_hours", Unit: "hours/week"}
		for i := range weeks {
			r.Series = append(r.Series, reckon.Week{Week: when.Date(2026, 8, 31) + when.Day(7*i), Value: &three, Of: 7, Seen: 1})
		}
		rows := strings.Split(strings.TrimRight(text.Blocks(r, nil, nil, text.Screen{Width: 80}), "\n"), "\n")
		return strings.Join(strings.Fields(rows[len(rows)-1]), " ")
	}
	for weeks, want := range map[int]string{13: "Aug Sep Oct Nov", 26: "Sep Oct Nov Dec Jan Feb", 120: "'26 '27 '28"} {
		if got := of(weeks); got != want {
			t.Errorf("%d weeks have the axis %q, want %q", weeks, got, want)
		}
	}
}

// A measure that the reference did not see names the year it is compared with.
func TestABriefRowNamesItsOwnReference(t *testing.T) {
	row := func(name string, ref *reckon.RefRange) reckon.Reading {
		return reckon.Reading{Name: name, Unit: "hours/week", Sphere: "all", Reference: ref, Backsight: &reckon.Backsight{
			Then: &reckon.Range{Value: 4}, Now: &reckon.Range{Value: 6}, Moved: &reckon.Range{Value: 2, Low: 1, High: 3},
		}}
	}
	ref := &reckon.RefRange{From: when.Date(2019, 1, 1), To: when.Date(2019, 12, 31)}
	got := textOf(t, reckon.Report{Measures: []reckon.Reading{row("hands_on_days", nil), row("meeting_hours", ref), row("authored_commits", nil)}}, text.Screen{Width: 80})
	for _, want := range []string{"  meeting hours      2019: 4    6  +2 (+1 to +3)\n", "  authored commits         4    6  +2 (+1 to +3)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

// What happened in life is marked beneath the picture and told in two lines at most,
// in one where there is much else, the latest first to be kept, however much there was.
func TestLifeEventsAreMarkedInALook(t *testing.T) {
	r := drawtest.Frozen(t, "drifting-director")
	if got := textOf(t, r, text.Screen{Width: 80}); !strings.Contains(got, "  a Mar 2019 lead, b Sep 2020 director\n") || !strings.Contains(got, " 1a        2b\n") {
		t.Errorf("the roles are not marked in\n%s", got)
	}
	r = large(r)
	for i := range 40 {
		r.Events = append(r.Events, reckon.Event{From: when.Date(2016, 3, 1) + when.Day(90*i), Kind: "move", Text: fmt.Sprint("moved house with everything in it, number ", i)})
	}
	r.Events = append(r.Events, reckon.Event{From: when.Date(1999, 1, 1), Kind: "other", Text: "long before"})
	got := textOf(t, r, text.Screen{Width: 80})
	if n := strings.Count(got, "\n"); n > 40 {
		t.Errorf("%d lines:\n%s", n, got)
	}
	for want, some := range map[string]bool{"\n  z Oct 2025 moved house": true, "y Jul 2025": false, "; earlier ones: look --full": true, "long before": false} {
		if strings.Contains(got, want) != some {
			t.Errorf("%q stands there: %v, in\n%s", want, !some, got)
		}
	}
}
