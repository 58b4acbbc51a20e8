package text

import (
	"bytes"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// figured is a period with so many hours a week in meetings, of which some lie outside
// the window.
func figured(load, outside float64) reckon.Meetings {
	focus, window := 30.0, 0.1
	return reckon.Meetings{Window: "Mon to Fri, 09:00 to 17:00", Days: 65, Figures: []reckon.Figure{
		{Name: "meeting_load", Unit: "hours/week", Value: &load, Means: "hours planned in meetings", Not: "hours that were spent"},
		{Name: "after_hours", Unit: "hours/week", Value: &outside},
		{Name: "potential_focus", Value: &focus},
		{Name: "window_share", Value: &window},
		{Name: "placement", Value: &window, Means: "how well meetings lie", Not: "how many there are"},
	}}
}

// The finding says what matters: that most of it lies outside the window, which then
// may be wrong, comes before how much it is.
func TestTheFindingOfMeetings(t *testing.T) {
	for _, c := range []struct {
		load, outside float64
		found, left   string
	}{
		{8, 7.7, "7.7 of 8 hours a week in meetings lie outside your working window. Is Mon to Fri, 09:00 to 17:00 the wrong window?", "If so, the settings `window_days`"},
		{8, 9, "All your meetings, ~8 hours a week, lie outside your working window. Is Mon", "If so"}, // unanswered ones count half in the load
		{8, 3.9, "Meetings take ~8 hours a week, 10% of the working window is booked.", "30 hours a week are left"},
		{1.02, 0.98, "All your meetings, ~1 hour a week, lie outside your working window.", "If so"},
		{1.02, 0, "Meetings take ~1 hour a week, 10% of the working window is booked.", "30 hours a week are left"},
		{2, 1.02, "1 of 2 hours a week in meetings lies outside your working window.", "If so"},
		{0, 0, "Your calendar shows no meetings in this time.", "30 hours a week are left"},
	} {
		found, left := MeetingsFinding(figured(c.load, c.outside))
		if !strings.HasPrefix(found.String(), c.found) || !strings.HasPrefix(left.String(), c.left) {
			t.Errorf("%g, %g outside: %q, %q", c.load, c.outside, found, left)
		}
	}
	if found, _ := MeetingsFinding(reckon.Meetings{}); found != nil {
		t.Errorf("of nothing: %q", found)
	}
}

// Definitions are folded away, and so are the figures that matter less; where the
// calendar ends stands under the finding.
func TestDefinitionsFoldAway(t *testing.T) {
	m := figured(8, 1)
	ends := when.Date(2026, 3, 13)
	said := func(full bool) string {
		var b bytes.Buffer
		if err := Meetings(&b, m, false, full, Screen{Width: 80}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	short, full := said(false), said(true)
	if strings.Contains(short, "placement") || strings.Contains(short, "Hours planned in meetings") || !strings.Contains(short, "--full") || strings.Contains(short, "known until") {
		t.Errorf("in short:\n%s", short)
	}
	if !strings.Contains(full, "placement") || !strings.Contains(full, "Hours planned in meetings. Not hours that were spent.") || strings.Contains(full, "--full") {
		t.Errorf("in full:\n%s", full)
	}
	m.Ends = &ends
	if got := said(false); !strings.Contains(got, "Your calendar is known until 2026-03-13; what follows ends there.") {
		t.Errorf("a calendar that ends:\n%s", got)
	}
}
