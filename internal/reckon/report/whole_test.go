package report_test

import (
	"math"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
)

func week(value float64, days int) report.Week {
	return report.Week{Week: when.Date(2026, 1, 5), Value: &value, Of: float64(days), Seen: float64(days) / 7}
}

// A day times seven is no week: what is counted is told of a whole week from three
// days on; before that it is what was counted. Many such days together are weeks again.
func TestALittleOfAWeekIsNoWeek(t *testing.T) {
	counted, level := report.Reading{Unit: "days/week"}, report.Reading{Unit: "%"}
	for _, c := range []struct {
		r    report.Reading
		of   []report.Week
		want float64
	}{
		{counted, []report.Week{week(1, 1)}, 1},
		{counted, []report.Week{week(2, 2)}, 2},
		{counted, []report.Week{week(3, 3)}, 7},
		{counted, []report.Week{week(3, 7)}, 3},
		{counted, []report.Week{week(1, 1), week(3, 7)}, 3.5},
		{counted, []report.Week{week(1, 1), week(1, 2)}, 14.0 / 3},
		{level, []report.Week{week(60, 1)}, 60},
		{level, []report.Week{week(60, 1), week(20, 7)}, 25},
	} {
		if got, some := c.r.Mean(c.of...); !some || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%d weeks of %s are %v, want %v", len(c.of), c.r.Unit, got, c.want)
		}
		if got := c.r.OfWhole(c.of[0]); len(c.of) == 1 && got != c.want {
			t.Errorf("a week of %s is %v", c.r.Unit, got)
		}
	}
	if _, some := counted.Mean(report.Week{Week: when.Date(2026, 1, 5)}); some {
		t.Error("a week that was not seen has a mean")
	}
	if years := report.YearMeans(report.Reading{Unit: "days/week", Series: []report.Week{week(1, 1)}}); *years[0].Mean != 1 {
		t.Errorf("a year of one day has the mean %v", *years[0].Mean)
	}
}
