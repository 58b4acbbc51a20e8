package measure_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// done is a stint that happened.
func done(h timeline.Habits, from, to int, kind timeline.Work, how timeline.Hands, rule timeline.Rule, s timeline.Sphere) timeline.Stint {
	st := stint(h, tuesday, from, to, kind, 1, s)
	st.Hands, st.Rule = how, rule
	return st
}

// A day of hands and agents, counted by hand: 90 minutes in one piece with a break
// of 8, a piece of 20, reviewing 30, half a meeting of 60, delegated and doubtful
// time that is nobody's, 40 minutes before the machine.
func TestADayOfHandsCountedByHand(t *testing.T) {
	h, making := berlin(t), timeline.Making
	meeting := stint(h, tuesday, hour(13, 0), hour(14, 0), timeline.Coordinating, 0.5, work)
	d := timeline.Day{Day: tuesday, Span: tuesday.Span(h.Zone(tuesday)), Stints: []timeline.Stint{
		done(h, hour(9, 0), hour(10, 0), making, timeline.ByHand, timeline.RuleByHand, work),
		done(h, hour(10, 8), hour(10, 30), making, timeline.Assisted, timeline.RuleWithAssistant, work),
		done(h, hour(10, 41), hour(11, 1), making, timeline.Assisted, timeline.RuleWithAssistant, own),
		done(h, hour(12, 0), hour(12, 30), timeline.Reviewing, "", timeline.RuleActivity, work),
		meeting,
		done(h, hour(15, 0), hour(16, 0), making, timeline.Delegated, timeline.RuleSaid, work),
		done(h, hour(16, 0), hour(17, 0), making, timeline.CantTell, timeline.RuleCantTell, work),
		done(h, hour(17, 0), hour(17, 40), timeline.Unknown, "", timeline.RuleHere, unknown),
		done(h, hour(18, 0), hour(20, 0), timeline.Away, "", timeline.RuleLeave, unknown),
		done(h, hour(20, 0), hour(24, 0), timeline.Unknown, "", timeline.RuleNothing, unknown),
	}, Runs: []timeline.Run{{Span: span(h, 9, 11)}, {Span: span(h, 10, 12)}}}
	want := map[string]float64{
		"hands_on_minutes": 102, "hands_on_share": 102, "best_focus": 8, "assisted_share": 42, "hand_hours": 1, "assisted_hours": 42.0 / 60,
		"observed_minutes": 202, "observed_hours": 202.0 / 60, "agent_hours": 3,
		"deep_hours": 82.0 / 60, "longest_stretch": 90, "fragments": 1,
		"placed_minutes": 102 + 30 + 30 + 60, "remove": 30 + 3*30 + 60,
		"layer_hand": 1, "layer_assisted": 42.0 / 60, "layer_unclear": 1, "layer_reviewing": 0.5, "layer_coordinating": 0.5,
	}
	got := values(d, h, all)
	for _, name := range []string{"potential_share", "potential_stretch", "window_minutes", "potential_focus", "maker_days", "free_half_days"} {
		delete(got, name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-by hand +counted):\n%s", diff)
	}
	if v := values(d, h, own); v["hands_on_minutes"] != 20 || v["assisted_hours"] != 20.0/60 || v["agent_hours"] != 0 {
		t.Errorf("of one's own: %v", v)
	}
}

func span(h timeline.Habits, from, to int) when.Span {
	return stint(h, tuesday, hour(from, 0), hour(to, 0), timeline.Making, 1, all).Span
}

// A share is of what was seen: a day that nothing saw is in neither part, and a
// week in which nothing was seen is unknown, however many hands-on minutes say
// otherwise.
func TestSharesAreOfWhatWasSeen(t *testing.T) {
	h := berlin(t)
	monday := tuesday - 1
	places := []logbook.Coverage{
		{Place: logbook.Place{Source: "wakatime", Machine: "a"}, From: monday, To: monday + 2, Yours: 1},
		{Place: logbook.Place{Source: "assistant", Machine: "a"}, From: monday + 14, To: monday + 16, Yours: 1},
		{Place: logbook.Place{Source: "git", Machine: "a"}, From: monday - 70, To: monday + 70, Yours: 1},
	}
	e := measure.Exposed(places, sources, logbook.Hands, nil, monday+21, nil)
	part := measure.Map{monday: 60, monday + 1: 30, monday + 3: 500, monday + 8: 100, monday + 14: 0}
	whole := measure.Map{monday: 100, monday + 1: 50, monday + 3: 600, monday + 8: 100, monday + 14: 80}
	type week struct {
		Value, Of float64
		Known     bool
	}
	read := func(m, over measure.Measure) (out []week) {
		for _, w := range measure.Shares(m, over, part, whole, e, h) {
			out = append(out, week{w.Value, w.Of, w.Known})
		}
		return out
	}
	if diff := cmp.Diff([]week{{90, 150, true}, {}, {0, 80, true}}, read(measure.HandsOnShare, measure.ObservedMinutes)); diff != "" {
		t.Errorf("the share (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]week{{0.6, 150, true}, {}, {0, 80, true}}, read(measure.RemoveLevel, measure.PlacedMinutes)); diff != "" {
		t.Errorf("the mean (-want +got):\n%s", diff)
	}
	part[monday], whole[monday+14], part[monday+15] = 100.5, 0, 0 // a sum that came out too large, and a week of nothing
	if diff := cmp.Diff([]week{{130.5, 150, true}, {}, {}}, read(measure.HandsOnShare, measure.ObservedMinutes)); diff != "" {
		t.Errorf("the share (-want +got):\n%s", diff)
	}
	whole[monday], whole[monday+1] = 100, 0
	if got := read(measure.HandsOnShare, measure.ObservedMinutes)[0]; got.Value != 100 {
		t.Errorf("a share of %g of %g", got.Value, got.Of)
	}
	part[monday] = 60
	if sources.See("wakatime", logbook.Commits) || sources.See("git", logbook.Hands) || !sources.See("wakatime", logbook.Hands) {
		t.Error("an editor sees activity and no commits")
	}
	if w := measure.Weekly(measure.LongestStretch, part, e, h)[0]; w.Value != 60 {
		t.Errorf("the longest of 60 and 30 is %g", w.Value)
	}
}

// What a share is set against is a measure there is, seen by the same source, and
// the share's kind is one that can be set against something.
func TestWhatSharesAreSetAgainst(t *testing.T) {
	for _, m := range measure.All() {
		over, some := measure.Named(m.Over)
		switch {
		case m.Over == "" && m.Kind != drift.Share:
		case !some || over.Class != m.Class || m.Kind != drift.Share && m.Kind != drift.Number:
			t.Errorf("%s of kind %s is set against %q", m.Name, m.Kind, m.Over)
		}
	}
}
