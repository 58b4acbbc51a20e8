package tell

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// A short life, and a look with --since, are not compared with a reference that is the
// same weeks: "0.0 fewer to 0.0 more" is no finding.
func TestNothingIsComparedWithItself(t *testing.T) {
	for name, c := range map[string]struct {
		weeks  int // from the beginning of 2024 on
		unseen int // of them at the end
		turn   string
		until  string // where a change takes its time, when it ends
		same   bool
	}{
		"the year itself":              {weeks: 52, same: true},
		"a few weeks more":             {weeks: 60, same: true},
		"nearly half of it later":      {weeks: 76, same: true},
		"more than half of it later":   {weeks: 80},
		"two years":                    {weeks: 104},
		"a turn late in the year":      {weeks: 60, turn: "2024-10-07", same: true},
		"a turn at the end of it":      {weeks: 60, turn: "2024-12-16"},
		"a change that ends late":      {weeks: 60, turn: "2024-06-03", until: "2024-12-16"},
		"what comes after is not seen": {weeks: 104, unseen: 40, same: true},
		"the evidence ended long ago":  {weeks: 208, unseen: 60},
	} {
		m := report.Reading{Name: measure.HandsOnDays.Name, Unit: measure.HandsOnDays.Unit, Sphere: "all", Backsight: &report.Backsight{
			Then: rangeOf(3, 2.8, 3.2), Now: rangeOf(3, 2.8, 3.2), Moved: rangeOf(0, 0, 0), Alarm: report.Alarm{Ringing: true},
		}}
		for i := range c.weeks {
			v := 3.0
			w := report.Week{Week: when.Date(2024, 1, 1) + when.Day(7*i)}
			if i < c.weeks-c.unseen {
				w.Value, w.Of, w.Seen = &v, 7, 1
			}
			m.Series = append(m.Series, w)
		}
		if c.turn != "" {
			turn := step(c.turn, 3, 1)
			if c.until != "" {
				end, err := when.ParseDay(c.until)
				if err != nil {
					t.Fatal(err)
				}
				turn.End = &end
			}
			m.Backsight.Turns = []report.Turn{turn}
		}
		ref := &report.RefRange{From: when.Date(2024, 1, 1), To: when.Date(2024, 12, 31)}
		NotOfItself(&m, ref)
		says := teller{r: m, ref: ref}.moved().Text.String()
		if b := m.Backsight; c.same != (b.Moved == nil) || c.same == b.Alarm.Ringing || c.same != strings.Contains(says, "Not comparable with 2024 yet") {
			t.Errorf("%s: moved %v, ringing %v, and it says %q", name, b.Moved, b.Alarm.Ringing, says)
		}
	}
	if OfItself(report.Reading{}, nil) {
		t.Error("without a reference something is compared with itself")
	}
}
