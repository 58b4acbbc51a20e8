package reckon_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// What the data cannot tell is said where it holds and nowhere else.
func TestLimitsAreThoseOfTheData(t *testing.T) {
	d, l := lifeDesk(t, "steady-hand", l0+7*20)
	defer d.db.Close()
	has := func(r reckon.Report, part string) bool {
		return slices.ContainsFunc(r.Limits, func(l say.Text) bool { return strings.Contains(l.String(), part) })
	}
	q := asked(l, l0+7*20)
	r := d.look(t, q)
	if has(r, "+0000") {
		t.Errorf("in Lisbon +0000 is home: %q", r.Limits)
	}
	elsewhere := q
	elsewhere.Habits.Homes = []timeline.Home{{Zone: location("Europe/Berlin")}}
	if r := d.look(t, elsewhere); !has(r, "offset +0000") {
		t.Errorf("in Berlin it is not: %q", r.Limits)
	}
	if !has(r, "No calendar was read") || !has(r, "There is no reference yet") || has(r, "shallow") || has(r, "bad") || has(r, "what was planned") {
		t.Errorf("limits of git alone: %q", r.Limits)
	}
	d.say(t, logbook.KindLife, "leave", logbook.Said{Text: "leave", What: "leave", From: l0 + 7, To: l0 + 14})
	place := logbook.Place{Source: "git", Machine: "m", Name: "cut", URI: "/cut"}
	undated := logbook.Fact{Kind: logbook.KindCommit, Key: "u", Day: when.NoDay, Body: logbook.Body(logbook.Commit{Object: "u", Role: logbook.Authored, As: l.Person.Email, Undated: true})}
	d.put(t, logbook.Batch{Place: place, At: 1, By: "test", Entries: []logbook.Entry{
		{Fact: &undated},
		{Bad: &logbook.BadRow{Line: 3, What: "no author"}},
		{Counts: &logbook.Coverage{Place: place, From: l0, To: l0 + 140, Facts: 1, Yours: 1, Undated: 1, Bad: 1, Shallow: true}},
	}})
	r = d.look(t, q)
	for _, want := range []string{"/cut is a shallow clone: commits before 2016-01-04 are missing", "1 row in /cut could not be read", "1 own commit had no usable date"} {
		if !has(r, want) {
			t.Errorf("the limits do not say %q: %q", want, r.Limits)
		}
	}
	if has(r, "time before 1990") {
		t.Errorf("a commit is called a record of an editor: %q", r.Limits)
	}
	editors := logbook.Place{Source: "wakatime", Machine: "m", URI: "wakatime:m"}
	d.put(t, logbook.Batch{Place: editors, At: 1, By: "test", Entries: []logbook.Entry{
		{Counts: &logbook.Coverage{Place: editors, From: l0, To: l0 + 140, Facts: 9, Yours: 9, Undated: 2}},
	}})
	if r = d.look(t, q); !has(r, "1 own commit had no usable date") || !has(r, "2 records from editors, the desktop or assistants had a time before 1990 or in the future") {
		t.Errorf("records of a wrong clock: %q", r.Limits)
	}
	if has(r, "No calendar was read") {
		t.Error("leave was told of, and the limits say it was not")
	}
}

// A leave takes its days out of what could be seen, and gives them back when it
// is taken back.
func TestLeaveIsAbsence(t *testing.T) {
	for _, what := range []string{"leave", "illness"} {
		t.Run(what, func(t *testing.T) { absence(t, what) })
	}
}

func absence(t *testing.T, what string) {
	d, l := lifeDesk(t, "steady-hand", l0+7*20)
	defer d.db.Close()
	q := asked(l, l0+7*20)
	before := d.look(t, q)
	d.say(t, logbook.KindLife, "birth", logbook.Said{Text: "first child", What: "family", From: l0 + 30, To: l0 + 100})
	d.say(t, logbook.KindLife, "away", logbook.Said{Text: what, What: what, From: l0 + 35, To: l0 + 44})
	during := d.look(t, q)
	of := func(r reckon.Report) (out []float64) {
		for _, w := range r.Measures[0].Series[4:8] {
			out = append(out, w.Of)
		}
		return out
	}
	if diff := cmp.Diff([][]float64{{7, 7, 7, 7}, {7, 0, 5, 7}}, [][]float64{of(before), of(during)}); diff != "" {
		t.Errorf("days seen before and with the leave (-want +got):\n%s", diff)
	}
	if during.Measures[0].Series[5].Value != nil {
		t.Error("a week of leave has a value")
	}
}

// A day is explained by the rules and facts that count.
func TestWhy(t *testing.T) {
	d, l := lifeDesk(t, "drifting-director", when.Date(2018, 3, 1))
	defer d.db.Close()
	q := asked(l, when.Date(2018, 3, 1))
	q.Habits.Self.Person = d.person
	rules := map[string]int{}
	hands := 0
	for day := when.Date(2018, 1, 1); day < when.Date(2018, 2, 26); day++ {
		e, err := d.Why(ctx, d.grant, q, day, -1)
		if err != nil || e.Day != day || e.Zone != "Europe/Berlin" {
			t.Fatalf("%+v, %v", e, err)
		}
		made := 0
		for _, a := range e.Acts {
			if rules[a.Rule]++; a.Because == "" || len(a.Facts) == 0 || len(a.Places) == 0 {
				t.Errorf("%s is not explained: %+v", day, a)
			}
			if a.Counts && (a.Rule == timeline.RuleAuthored.ID || a.Rule == timeline.RuleAssisted.ID) {
				made = 1
			}
		}
		hands += made
		for _, s := range e.Stints {
			if rules[s.Rule]++; s.Because == "" || len(s.Facts) == 0 || s.Work == "unknown" {
				t.Errorf("%s is not explained: %+v", day, s)
			}
		}
	}
	if rules["planned.meeting"] == 0 || rules["commit.authored"] == 0 {
		t.Errorf("the rules are %v", slices.Sorted(maps.Keys(rules)))
	}
	sum := 0.0
	for _, w := range d.look(t, q).Measures[0].Series {
		if w.Week >= when.Date(2018, 1, 1) && w.Week < when.Date(2018, 2, 26) && w.Value != nil {
			sum += *w.Value
		}
	}
	if sum == 0 || int(sum) > hands {
		t.Errorf("the weeks say %g hands-on days, the explanations %d", sum, hands)
	}
}
