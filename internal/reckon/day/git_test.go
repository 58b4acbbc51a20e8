package day

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// act is one of a rule, in some repositories; a commit was given a rule by timeline.
func act(rule timeline.Rule, places ...string) timeline.Act {
	return timeline.Act{Rule: rule, Counts: rule != timeline.RuleImport && rule != timeline.RuleBot, Object: "1a2b3c4d5e6f", Places: places}
}

// Git alone is enough for a day: what was made, merged and brought in stands under
// its own name, and that its length is not known.
func TestGitAloneIsEnoughForADay(t *testing.T) {
	var acts []timeline.Act
	add := func(n int, rule timeline.Rule, places ...string) {
		for range n {
			acts = append(acts, act(rule, places...))
		}
	}
	add(4, timeline.RuleAuthored, "lantern")
	add(1, timeline.RuleAssisted, "lantern")
	add(4, timeline.RuleMerge, "lantern")
	add(2, timeline.RuleIntegrate, "lantern")
	d := Day{Git: gitOf(acts), Lanes: []Lane{{}}}
	if got, want := d.Headed("Thursday"), "Thursday: a hands-on day: 5 commits made, 4 merges, 2 of others brought in (lantern); how long is not known without an editor."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	d.WithOthers = 90
	if got, want := d.Headed("Thursday"), "Thursday: a hands-on day: 5 commits made, 4 merges, 2 of others brought in (lantern), ~1 h 30 planned with others; how long is not known without an editor."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	d = Day{Git: gitOf([]timeline.Act{act(timeline.RuleMerge, "a", "b"), act(timeline.RuleImport, "c"), act(timeline.RuleReviewed, "b", "d")}), Lanes: []Lane{{}}}
	if got, want := d.Headed("Friday"), "Friday: 1 merge, 1 of others reviewed, 1 that makes no day (b, a and 2 more)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	week := GitOf([]Day{{Git: gitOf(acts)}, {}, d, {Git: gitOf(acts[:1])}})
	if got, want := week.Words(), "2 hands-on days: 6 commits made, 5 merges, 2 of others brought in, 1 of others reviewed, 1 that makes no day (lantern, b and 3 more)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if GitOf([]Day{{}, {}}) != nil {
		t.Error("git tells of days without it")
	}
}

// An act stands at the time of its own clock; one that was not home's is shown with
// its offset.
func TestAnActHasItsOwnClock(t *testing.T) {
	berlin := time.FixedZone("", 2*3600)
	at := when.At(time.Date(2026, 7, 2, 21, 40, 0, 0, time.UTC))
	for zone, want := range map[string]string{"+02:00": "23:40", "+09:00": "06:40 +09:00", "-07:00": "14:40 -07:00", "": "23:40", "odd": "23:40"} {
		if got := clockOf(timeline.Act{At: at, Zone: zone}, berlin); got != want {
			t.Errorf("in %q: %q, want %q", zone, got, want)
		}
	}
	if got, want := actName(act(timeline.RuleMerge, "lantern")), "merge 1a2b3c4d5 in lantern"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Days to come that no meeting touches are told as free; days that are over, half
// booked, or of which no calendar tells are not.
func TestDaysAheadAreFree(t *testing.T) {
	monday := when.Date(2026, 11, 16)
	free := func(d when.Day, from, to int) Day {
		return Day{Day: d, From: d.At(time.UTC, 0), Free: []Piece{{From: d.At(time.UTC, from), To: d.At(time.UTC, to)}}}
	}
	days := []Day{free(monday, 540, 1020), free(monday+1, 600, 1020), free(monday+2, 540, 1020), {Day: monday + 3, From: (monday + 3).At(time.UTC, 0)}, free(monday+4, 540, 1020)}
	q := session.Question{Instant: monday.At(time.UTC, 700)}
	q.Habits.Window = timeline.NineToFive
	if got, want := FreeAhead(days, q), "Wed and Fri are free from 9 to 17."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	days[4].Stints = []DayStint{{Piece: Piece{From: (monday + 4).At(time.UTC, 660), To: (monday + 4).At(time.UTC, 780)}, Work: "making"}}
	if got, want := FreeAhead(days, q), "Wed is free from 9 to 17. Fri has no meeting from 9 to 17."; got != want {
		t.Errorf("with a block kept for making: %q, want %q", got, want)
	}
	q.Habits.Window.From = 8*60 + 30
	if got := FreeAhead(days, q); got != "" {
		t.Errorf("in another window: %q", got)
	}
}
