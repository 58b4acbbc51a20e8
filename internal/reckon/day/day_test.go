package day

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// away is a day of leave by the calendar, Tuesday 6 October 2026 in UTC.
func away() timeline.Day {
	day := when.Date(2026, 10, 6)
	span := when.Span{From: day.At(time.UTC, 0), To: (day + 1).At(time.UTC, 0)}
	leave := []timeline.Stint{{Span: span, Work: timeline.Away, Text: "Vacation", Weight: 1, Rule: timeline.RuleAway}}
	return timeline.Day{Day: day, Span: span, Stints: leave, Planned: leave}
}

// A day of leave says what for; one that is over never says "so far", one on which
// something could still be done does.
func TestWhatADaySaysWhereNothingWasDone(t *testing.T) {
	leave, empty := away(), away()
	empty.Stints, empty.Planned = nil, nil
	h := timeline.Habits{Window: timeline.NineToFive}
	noon, after := leave.Day.At(time.UTC, 720), (leave.Day+60).At(time.UTC, 0)
	git := seen{By: []string{reposCover}, Without: []string{"no commit"}}
	both := seen{By: []string{reposCover, "the calendar"}, Without: []string{"no commit", "no meeting"}}
	for _, c := range []struct {
		of   timeline.Day
		by   seen
		now  when.Instant
		want string
	}{
		{leave, seen{}, after, "Tuesday: you were away (Vacation)."},
		{leave, git, noon, "Tuesday: you are away (Vacation)."},
		{empty, git, after, "Tuesday: no commit; the repositories cover this day."},
		{empty, both, after, "Tuesday: no commit and no meeting; the repositories and the calendar cover this day."},
		{empty, seen{By: both.By[1:], Without: both.Without[1:]}, after, "Tuesday: no meeting; the calendar covers this day."},
		{empty, git, noon, "Tuesday: no evidence so far."},
		{empty, seen{}, noon, "Tuesday: nothing is known of this day."},
	} {
		if got := dayFound(c.of, c.by, h, c.now); got.Finding != c.want || got.Beside != "" {
			t.Errorf("%q, beside it %q, want %q", got.Finding, got.Beside, c.want)
		}
	}
}

// What is left of a planned block beside what happened has no line of its own where it
// has no length on a clock; asked about its minute, it has. A day ends at 24:00.
func TestWhyLeavesOutWhatHasNoLength(t *testing.T) {
	found := away()
	from := found.Day.At(time.UTC, 660)
	found.Stints = []timeline.Stint{
		{Span: when.Span{From: from, To: from + 40*when.Second}, Work: timeline.Making, Rule: timeline.RuleAway},
		{Span: when.Span{From: from + 40*when.Second, To: from + 50*when.Second}, Work: timeline.Making, Hands: timeline.ByHand, Rule: timeline.RuleAway},
		{Span: when.Span{From: from + 50*when.Second, To: found.Span.To}, Work: timeline.Making, Rule: timeline.RuleAway},
	}
	clock := func(i when.Instant) string { return i.In(time.UTC).Format("15:04") }
	if got := whyStints(found, found.Span, true, clock); len(got) != 2 || got[0].Hands == "" || got[1].To != "24:00" {
		t.Errorf("%+v", got)
	}
	if got := whyStints(found, when.Span{From: from, To: from + when.Minute}, false, clock); len(got) != 3 {
		t.Errorf("of the minute: %+v", got)
	}
	for i, want := range []bool{true, false, false} {
		if got := dayStint(found.Stints[i]).Sliver(); got != want {
			t.Errorf("stint %d is a sliver: %v", i, got)
		}
	}
}
