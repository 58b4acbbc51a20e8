package kinds

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// A block that nobody else is in is no meeting, as far as its title does not say
// so; who is in a block whose title is hidden is not known. A shift on call is
// operating, however many are named in it, and no meeting; half an hour about it is.
func TestWhatIsAMeeting(t *testing.T) {
	plain := logbook.Occurrence{Event: logbook.ID{1}, Weight: 1, Answer: logbook.Called}
	for _, c := range []struct {
		title, caller string
		mine          bool
		people, hours int
		meeting       bool
		work          timeline.Work
	}{
		{"Zephyr numbers", "", false, 0, 2, false, timeline.Unknown},
		{"Zephyr numbers", "ann@x", true, 1, 2, false, timeline.Unknown},
		{"Zephyr numbers", "kim@x", false, 0, 2, true, timeline.Coordinating},
		{"Zephyr numbers", "ann@x", true, 3, 2, true, timeline.Coordinating},
		{"Busy", "", false, 0, 2, true, timeline.Coordinating},
		{"", "", false, 0, 2, true, timeline.Coordinating},
		{"Stand-up", "", false, 0, 1, true, timeline.Coordinating},
		{"Fix the flaky test", "", false, 0, 2, false, timeline.Making},
		{"On Call - Ann - Primary", "", false, 0, 12, false, timeline.Operating},
		{"On Call - Ann - Primary", "kim@x", false, 6, 12, false, timeline.Operating},
		{"On-call handover", "kim@x", false, 3, 1, true, timeline.Operating},
		{"On call", "kim@x", false, 3, 1, true, timeline.Operating},
	} {
		o := plain
		o.Summary, o.Caller, o.Mine, o.People = c.title, c.caller, c.mine, c.people
		o.Span = when.Span{To: when.Instant(c.hours) * when.Hour}
		got := New(Table(), nil, nil).Topics()(o)
		if got.Meeting != c.meeting || got.Work != c.work {
			t.Errorf("%q of %d people, called by %q: meeting %v, %s by %s", c.title, c.people, c.caller, got.Meeting, got.Work, got.Rule.ID)
		}
	}
}

// What the person says of a block of their own holds.
func TestAPinMakesAMeetingOfABlock(t *testing.T) {
	o := logbook.Occurrence{Event: logbook.ID{1}, Summary: "Zephyr", Weight: 1, Span: when.Span{To: when.Hour}}
	pins := []Pin{{Series: KeyOf(&o), Title: "Zephyr", Kind: "planning", At: 1}}
	series := Gather([]logbook.Occurrence{o}, when.Hour, func(when.Day) *time.Location { return time.UTC })
	if got := New(Table(), series, pins).Topics()(o); !got.Meeting || got.Name != "planning" {
		t.Errorf("%+v", got)
	}
}
