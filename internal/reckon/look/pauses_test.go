package look

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

// Pauses are counted in days with evidence, the longest first; leave is none.
func TestPauses(t *testing.T) {
	var seen []when.Day
	for d := when.Date(2015, 1, 1); d < when.Date(2020, 1, 1); d++ {
		if d < when.Date(2016, 3, 1) || d >= when.Date(2016, 12, 1) { // leave
			seen = append(seen, d)
		}
	}
	done := []when.Day{*dayOf("2015-01-05"), *dayOf("2016-02-20"), *dayOf("2016-12-05"), *dayOf("2017-01-05"), *dayOf("2017-09-01"), *dayOf("2019-11-20")}
	var got []string
	l := &Look{Session: &session.Session{}, survey: session.Survey{Commits: 6}}
	for i, p := range measure.Pauses(done, seen) {
		c := l.aboutPause(p, i)
		got = append(got, c.Text.String())
		if c.About != "pause" || *c.From != p.Days.From || *c.To != p.Days.Last() || *c.Value != float64(p.Seen) {
			t.Errorf("%q: %+v", c.Text, c)
		}
	}
	want := []string{"Longest without a commit: 809 days, Sep 2017 to Nov 2019.", "Another pause: 410 days without a commit, Jan 2015 to Feb 2016."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	l.Q.Uncounted = []report.Uncounted{{From: *dayOf("2018-01-01"), To: *dayOf("2018-02-01")}}
	l.Q.Now = when.Date(2020, 1, 1)
	p := measure.Pauses(done[:5], seen)[0]
	c := l.aboutPause(p, 0)
	if c.Text.String() != "No commit since Sep 2017: 851 days, the longest pause. Commits under an address that is not counted lie in it." || c.To != nil {
		t.Errorf("the one that goes on: %q, to %v", c.Text, c.To)
	}
	l.Q.Uncounted, l.Q.Now = nil, when.Date(2020, 1, 1)
	if c := l.aboutPause(p, 0); c.Text.String() != "No commit since Sep 2017: 851 days, the longest pause." {
		t.Errorf("one that goes on until yesterday: %q", c.Text)
	}
	l.Q.Now = when.Date(2022, 3, 1) // a clock counts on until here
	if c := l.aboutPause(p, 0); c.Text.String() != "No commit since Sep 2017: 851 days until the evidence ends in Dec 2019, the longest pause." {
		t.Errorf("one that goes on where the evidence ended: %q", c.Text)
	}
	p.Seen--
	if c := l.aboutPause(p, 1); c.Text.String() != "No commit since Sep 2017: 850 days with evidence, which ends in Dec 2019." {
		t.Errorf("one with leave in it, where the evidence ended: %q", c.Text)
	}
	if all := measure.Pauses(done[:1], seen[:30]); len(all) != 0 {
		t.Errorf("a few days are a pause: %+v", all)
	}
	until := slices.Index(seen, *dayOf("2016-12-25"))
	if leave := measure.Pauses([]when.Day{*dayOf("2016-02-27"), *dayOf("2016-12-20")}, seen[:until]); len(leave) != 0 {
		t.Errorf("leave is a pause: %+v", leave)
	}
}
