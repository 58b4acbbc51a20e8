package tell

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Where nothing is known of a turn, the way to say it is offered, once, for the last.
func TestWhatNothingExplainsIsAsked(t *testing.T) {
	known := step("2015-03-02", 1, 2)
	known.Carried = []report.Carried{{What: "event", Name: "a child", Change: "begins"}, {What: "language", Name: "Go", Change: "begins", To: 60}}
	r := lived(report.Backsight{Turns: []report.Turn{step("2012-03-05", 4, 2), step("2013-03-04", 2, 1), known, {At: *dayOf("2016-03-07"), Kind: "instrument"}}}, "2010-01-04", 4.0)
	const asked = " Nothing here says why. If your role changed then, `backsight event DAY TEXT --kind role` marks it."
	want := []string{"", asked, "", ""}
	var got []string
	for i := range want {
		got = append(got, teller{r: r}.unexplained(i).String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is asked (-want +got):\n%s", diff)
	}
	text := teller{r: r}.turn(2).Text.String()
	if want := `In Mar 2015 (week of 2), hands-on days went from 1.0 to 2.0 a week in one step. About then: "a child" begins; Go begins (0% to 60% of the files you touched).`; text != want {
		t.Errorf("%q, want %q", text, want)
	}
	r.Name = measure.MeetingHours.Name
	if text := (teller{r: r}).unexplained(1); text != nil {
		t.Errorf("of meetings it asks %q", text)
	}
}
