package ical_test

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw/ical"
)

func TestClocks(t *testing.T) {
	today := when.Date(2026, 11, 30)
	last, threshold, few, many := today-4, 9, 4, 12
	r := report.Report{Period: report.Period{To: today}, Clocks: []report.Clock{
		{Name: "hands_on_days", Last: &last, SeenDays: &few, Threshold: &threshold},
		{Name: "reviewed_days", Last: &last, SeenDays: &many, Threshold: &threshold, Alarm: true},
		{Name: "authored_commits", Last: &last, SeenDays: &few},
	}}
	text := ical.Clocks(r, when.At(time.Date(2026, 11, 30, 20, 1, 2, 0, time.UTC)))
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "DTSTAMP:20261130T200102Z\r\n", "DTSTART;VALUE=DATE:20261206\r\nDTEND;VALUE=DATE:20261207\r\n",
		"\\, it is longer ago than usual", "The last one was on 2026-11-26", "END:VEVENT\r\nEND:VCALENDAR\r\n",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "\r\n ", ""), want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	if strings.Count(text, "BEGIN:VEVENT") != 1 {
		t.Error(text)
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %s", len(line), line)
		}
	}
}
