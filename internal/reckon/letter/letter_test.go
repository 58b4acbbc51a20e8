package letter

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
)

var monday = when.Date(2026, 11, 16)

// lived is a report whose hands-on days of the last weeks are given, the last week last.
func lived(turns []report.Turn, days ...float64) report.Report {
	r := report.Reading{Name: "hands_on_days", Unit: "days/week", Sphere: "all", Backsight: &report.Backsight{Turns: turns}}
	for i, v := range days {
		r.Series = append(r.Series, report.Week{Week: monday - 7*when.Day(len(days)-1-i), Value: &v, Of: 7, Seen: 1})
	}
	out := report.Report{Period: report.Period{To: monday + 6}, Measures: []report.Reading{r}, Limits: []say.Text{say.Plain("a"), say.Plain("b"), say.Plain("c"), say.Plain("d")}}
	for i := range turns {
		out.Claims = append(out.Claims, report.Claim{Kind: report.Turned, About: r.Name, Sphere: "all", Turn: i + 1, Text: say.F("turn %d", i+1)})
	}
	return out
}

func week() when.Days { return when.Days{From: monday, To: monday + 7} }

func texts(all []say.Text) string {
	var out []string
	for _, t := range all {
		out = append(out, t.String())
	}
	return strings.Join(out, "|")
}

// Outside of what the weeks before held is told as moved, within it as not; without
// either there is no letter.
func TestWhatMoved(t *testing.T) {
	before := []float64{2, 3, 1, 2, 3, 2, 2, 3, 1}
	for _, c := range []struct {
		now         float64
		moved, same string
	}{
		{5, "Hands-on days: 5.0, more than in any of the 9 weeks before (1.0 to 3.0).", ""},
		{0, "Hands-on days: 0.0, less than in any of the 9 weeks before (1.0 to 3.0).", ""},
		{3, "", ""},
	} {
		l, some := Of(Week, week(), lived(nil, append(before, c.now)...), report.Report{}, nil)
		if some != (c.moved != "") || texts(l.Moved) != c.moved {
			t.Errorf("of %g: %v %q", c.now, some, texts(l.Moved))
		}
	}
	l, some := Of(Week, week(), lived(nil, append(before, 3)...), report.Report{}, []string{"a win"})
	if !some || texts(l.Same) != "Hands-on days: 3.0, within the range of the 9 weeks before (1.0 to 3.0)." || l.Ask.String() == "" || len(l.Limits) != 3 {
		t.Errorf("%v %+v", some, l)
	}
	half := lived(nil, append(before, 9)...)
	half.Measures[0].Series[len(before)].Seen = 0.4
	if l, some := Of(Week, week(), half, report.Report{}, nil); some {
		t.Errorf("of a week of which little was seen: %q", texts(l.Moved))
	}
	if _, some := Of(Week, week(), lived(nil, 2, 2, 2, 9), report.Report{}, nil); some {
		t.Error("three weeks are too few to be moved from")
	}
}

// A turn is news once: not where it was known, moved a little, or is of long ago.
func TestATurnIsNewsOnce(t *testing.T) {
	turn := func(ago when.Day, from, to float64) report.Turn {
		return report.Turn{At: monday - ago, Low: monday - ago - 14, High: monday - ago + 14, Kind: "step", From: from, To: to}
	}
	days := []float64{2, 2, 2, 2, 2, 2, 2, 2, 2, 2}
	for name, c := range map[string]struct {
		now, before []report.Turn
		want        string
	}{
		"found":             {[]report.Turn{turn(60, 3, 1)}, nil, "turn 1"},
		"known":             {[]report.Turn{turn(60, 3, 1)}, []report.Turn{turn(60, 3, 1)}, ""},
		"moved":             {[]report.Turn{turn(60, 3, 1)}, []report.Turn{turn(120, 3, 1)}, ""},
		"the other way":     {[]report.Turn{turn(60, 1, 3)}, []report.Turn{turn(60, 3, 1)}, "turn 1"},
		"of long ago":       {[]report.Turn{turn(1000, 3, 1)}, nil, ""},
		"one of two is new": {[]report.Turn{turn(300, 3, 1), turn(60, 1, 3)}, []report.Turn{turn(300, 3, 1)}, "turn 2"},
	} {
		l, _ := Of(Week, week(), lived(c.now, days...), lived(c.before, days...), nil)
		if texts(l.New) != c.want {
			t.Errorf("%s: %q, want %q", name, texts(l.New), c.want)
		}
	}
}

// Periods are whole ones that are over.
func TestPeriods(t *testing.T) {
	day := when.Date(2026, 3, 1) // a Sunday
	for l, want := range map[Length]when.Days{
		Week:  {From: when.Date(2026, 2, 16), To: when.Date(2026, 2, 23)},
		Month: {From: when.Date(2026, 2, 1), To: when.Date(2026, 3, 1)},
		Year:  {From: when.Date(2025, 1, 1), To: when.Date(2026, 1, 1)},
	} {
		if got := l.Last(day); got != want {
			t.Errorf("%s: %s, want %s", l, got, want)
		}
		if got := l.Earlier(want); got.To != want.From {
			t.Errorf("before %s: %s", want, got)
		}
	}
}
