package look

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

func dayOf(text string) *when.Day {
	d, err := when.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return &d
}

var ref2017 = &report.RefRange{From: when.Date(2017, 1, 1), To: when.Date(2017, 12, 31), Chosen: "fixed", Why: "the last year before"}

func TestClocksAreToldOfWhenTheyRing(t *testing.T) {
	days, seen, last, threshold := 40, 30, when.Date(2018, 1, 1), 25
	ringing := report.Clock{Name: "free_half_day", Last: &last, Days: &days, SeenDays: &seen, Usual: &report.Usual{Median: 2, Longest: 20}, Threshold: &threshold, Alarm: true}
	l := &Look{survey: session.Survey{Commits: 812, Events: 33}}
	c, some := l.aboutClock(ringing, ref2017)
	want := "Last half day without a meeting: 40 days ago (30 with evidence). In 2017 the longest was 20."
	if !some || c.Text.String() != want || c.Facts != 33 || *c.Value != 40 || *c.Low != 40 || *c.High != 40 || *c.Seen != 0.75 || c.Method == "" || len(c.Limits) == 0 {
		t.Errorf("%+v, %v", c, some)
	}
	silent := ringing
	silent.Alarm = false
	if c, some := l.aboutClock(silent, ref2017); some {
		t.Errorf("a silent clock says %q", c.Text)
	}
}
