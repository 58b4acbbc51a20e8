package looktest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/look/looktest"
	"github.com/backsight/backsight/internal/reckon/report"
)

// In a folder named by BACKSIGHT_REPORTS lie reports as `look --json` writes them, of
// histories that may not travel with the code: none of them contradicts itself.
func TestNoReportContradictsItself(t *testing.T) {
	folder := os.Getenv("BACKSIGHT_REPORTS")
	if folder == "" {
		t.Skip("BACKSIGHT_REPORTS names no folder of reports")
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	if len(files) == 0 {
		t.Fatalf("%s holds no report", folder)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var r report.Report
		if err := json.Unmarshal(b, &r); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for _, text := range looktest.Contradictions(r) {
			t.Errorf("%s: %s", filepath.Base(file), text)
		}
	}
}

// What denies itself is seen: each of these reports is in order but for one sentence.
func TestContradictionsAreSeen(t *testing.T) {
	week := when.Date(2016, 1, 4)
	made := func(story, distance, levels string) report.Report {
		r := report.Report{Period: report.Period{From: week, To: week + 3000}}
		r.Measures = []report.Reading{{
			Name: "hands_on_days", Sphere: "all", Series: []report.Week{{Week: week}},
			Backsight: &report.Backsight{
				Then: &report.Range{Value: 4, Low: 3.8, High: 4.2}, Now: &report.Range{Value: 1, Low: 0.8, High: 1.2}, Moved: &report.Range{Value: -3, Low: -3.4, High: -2.6},
				Turns: []report.Turn{{At: when.Date(2019, 3, 4), Kind: "step", From: 4, To: 1.1}},
			},
		}}
		for kind, text := range map[string]string{report.Story: story, report.Distance: distance, report.Levels: levels} {
			r.Claims = append(r.Claims, report.Claim{Text: say.Plain(text), About: "hands_on_days", Sphere: "all", Kind: kind})
		}
		return r
	}
	const story, distance, levels = "You have built less since Mar 2019: 4.0 days a week before, then 1.1. That is 3.0 less than in 2016.", "You are hands-on ~3.0 days a week less than in 2016 (2.6 to 3.4).", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 1.0 (0.8 to 1.2)."
	if got := looktest.Contradictions(made(story, distance, levels)); len(got) != 0 {
		t.Fatalf("of what is in order it says %q", got)
	}
	for name, r := range map[string]report.Report{
		"another way":          made(story, "You are hands-on ~3.0 days a week more than in 2016 (2.6 to 3.4).", levels),
		"about":                made(story, "You are hands-on about as often as in 2016 (0.5 a week less to 0.3 more).", levels),
		"not sure":             made(story, "Whether you are hands-on less than in 2016 is not sure. Then 4.0, now 1.0: between 3.4 less and 0.1 more.", levels),
		"another level":        made(story, distance, "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 2.0 (0.8 to 1.2)."),
		"another month":        made("You have built less since Apr 2019: 4.0 days a week before, then 1.1. That is 3.0 less than in 2016.", distance, levels),
		"another distance":     made("You have built less since Mar 2019: 4.0 days a week before, then 1.1: 2.0 less than in 2016.", distance, levels),
		"no change":            made("You build 1.0 days a week, without a clear change since Jan 2016.", distance, levels),
		"no building":          made("You have hardly built since Mar 2019: 1.0 days a week.", distance, levels),
		"two colons":           made("You have built less since Mar 2019: 4.0 days a week before, then 1.1: 3.0 less than in 2016.", distance, levels),
		"since twice":          made("You have built less since Mar 2019, and no more since: 4.0 days a week before, then 1.1.", distance, levels),
		"nothing, and it is 1": made("You have built nothing since 2019-03-01. Until Mar 2019 it was 4.0 days a week.", distance, levels),
		"another level before": made("You have built less since Mar 2019: 4.5 days a week before, then 1.1. That is 3.0 less than in 2016.", distance, levels),
		"another level then":   made("You have built less since Mar 2019: 4.0 days a week before, then 1.1. That is 3.0 less than in 2016, when it was 4.3.", distance, levels),
		"another level since":  made("You build 1.0 days a week, 3.0 less than in 2016. It was 4.0 until Mar 2019, then 0.4; when it rose again is not known.", distance, levels),
		"a level as nought":    made(story, distance, "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 0.0 (0.8 to 1.2)."),
		"a turn there is none": made(story, distance+" Since Mar 2019 it is lower than before: from 3.0 to 1.1.", levels),
	} {
		if got := looktest.Contradictions(r); len(got) == 0 {
			t.Errorf("%s: nothing is seen", name)
		}
	}
	begins := made(story, distance, levels)
	value := 4.0
	begins.Measures[0].Series = []report.Week{{Week: week, Value: &value}}
	begins.Measures[0].Backsight.Turns[0].Low = week
	if got := looktest.Contradictions(begins); len(got) != 1 {
		t.Errorf("of a turn that may be how the evidence begins it says %q", got)
	}
	ended := made(story, distance, levels)
	ended.Measures[0].Series = []report.Week{{Week: week, Value: &value}, {Week: week + 7}, {Week: week + 14}, {Week: week + 21}, {Week: week + 28}, {Week: week + 35}}
	if got := looktest.Contradictions(ended); len(got) == 0 {
		t.Error("what is said of now where the evidence ended is not seen")
	}
	idle := made("You have built nothing since 2019-03-01. Until Mar 2019 it was 4.0 days a week.", "In 2016 it was 4.0 days a week (3.8 to 4.2).", "Then 4.0 hands-on days in an ordinary week (3.8 to 4.2), now 0 (0 to 0.1).")
	idle.Measures[0].Backsight.Now, idle.Measures[0].Backsight.Moved = &report.Range{High: 0.1}, &report.Range{Value: -4, Low: -4.2, High: -3.8}
	if got := looktest.Contradictions(idle); len(got) != 0 {
		t.Errorf("of who does nothing it says %q", got)
	}
	on := 3.0
	idle.Claims = append(idle.Claims, report.Claim{Text: say.Plain("In 2020 you were hands-on on 3 of 300 days with evidence."), About: "hands_on_days", Sphere: "all", Kind: report.Year, Value: &on})
	if got := looktest.Contradictions(idle); len(got) != 1 {
		t.Errorf("of days after the last one it says %q", got)
	}
	r := made(story, distance, levels)
	for _, days := range [][2]int{{100, 200}, {150, 300}} {
		from, to, v := week+when.Day(days[0]), week+when.Day(days[1]), float64(days[1]-days[0])
		r.Claims = append(r.Claims, report.Claim{Text: say.Plain("a pause"), About: report.Pause, Kind: report.Pause, From: &from, To: &to, Value: &v})
	}
	if got := looktest.Contradictions(r); len(got) != 2 {
		t.Errorf("of pauses that share days, the shorter first, it says %q", got)
	}
}
