package look

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

func clockOn(name string, last when.Day, rings bool) report.Clock {
	days, seen := 370, 370
	return report.Clock{Name: name, Last: &last, Days: &days, SeenDays: &seen, Usual: &report.Usual{Median: 1, Longest: 21}, Alarm: rings}
}

// Two clocks that were set back on the same day are one sentence, and one line.
func TestClocksOfOneDayAreOneLine(t *testing.T) {
	then := when.Date(2020, 6, 25)
	clocks := []report.Clock{clockOn("hands_on_day", then, true), clockOn("hands_on_hour", then+1, true), clockOn("commit", then, true), clockOn("review", then, false)}
	var l Look
	var got []string
	for _, c := range l.aboutClocks(report.Report{Clocks: clocks, Reference: ref2017}) {
		got = append(got, c.Text.String())
	}
	want := []string{
		"Last hands-on day and commit: 370 days ago (370 with evidence). In 2017 the longest was 21.",
		"Last hour in an editor: 370 days ago (370 with evidence). In 2017 the longest was 21.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if groups := Together(clocks); len(groups) != 2 || TogetherWords(groups[0]) != "Last hands-on day, commit and review" {
		t.Errorf("they are %v", groups)
	}
}

// Clocks of a calendar stop on its last day and say so; those of git go on. A calendar
// that was read of late stops none.
func TestCalendarClocksStopWhereItEnds(t *testing.T) {
	now := when.Date(2026, 11, 20)
	l := Look{Session: &session.Session{Q: session.Question{Through: now, Now: now}}, Reference: ref2017}
	sees := logbook.Sources{{Name: "calendar", Sees: []logbook.Class{logbook.Plans}}}
	until := func(end when.Day) measure.Exposure {
		return measure.Exposed([]logbook.Coverage{{Place: logbook.Place{Source: "calendar"}, From: when.Date(2017, 1, 1), To: end, Yours: 1}}, sees, logbook.Plans, nil, now, nil)
	}
	done := []when.Day{when.Date(2026, 8, 1)}
	c := l.clock("free_half_day", done, until(when.Date(2026, 9, 3)), true, nil)
	if c.Ends == nil || *c.Ends != when.Date(2026, 9, 2) || *c.Days != 32 || c.Alarm {
		t.Errorf("it is %+v", c)
	}
	var often []when.Day
	for d := when.Date(2017, 1, 2); d < when.Date(2018, 1, 1); d += 2 {
		often = append(often, d)
	}
	if rings, stopped := l.clock("free_half_day", often, until(now-5), true, nil), l.clock("free_half_day", often, until(when.Date(2026, 9, 3)), true, nil); !rings.Alarm || stopped.Alarm {
		t.Errorf("one that goes on: %+v; one that stopped: %+v", rings, stopped)
	}
	for what, c := range map[string]report.Clock{
		"read of late": l.clock("free_half_day", done, until(now-5), true, nil), "git": l.clock("commit", done, until(when.Date(2026, 9, 3)), false, nil),
	} {
		if c.Ends != nil || *c.Days != 111 {
			t.Errorf("%s: it is %+v", what, c)
		}
	}
}
