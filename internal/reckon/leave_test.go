package reckon_test

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// What was done during leave stands on its day, which says that it counts in no week;
// a day of leave is seen by no measure.
func TestWorkDuringLeaveCountsInNoWeek(t *testing.T) {
	t.Parallel()
	l, err := lives.Named("steady-hand")
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	defer d.db.Close()
	nightly(t, d, make([]int, 60)) // from 20 September to 18 November
	q := asked(l, when.Date(2026, time.November, 25))
	q.Habits.Self.Identities = nil
	leave := when.Days{From: when.Date(2026, time.October, 5), To: when.Date(2026, time.October, 19)}
	d.say(t, logbook.KindLife, "leave", logbook.Said{What: "leave", From: leave.From, To: leave.To})
	if r := d.look(t, q); handsOn(r) != 60-leave.Len() {
		t.Errorf("%d days hands-on with two weeks of leave, want %d", handsOn(r), 60-leave.Len())
	}
	days, err := d.Daily(ctx, d.grant, q, "hands_on_days", timeline.SphereAll, leave)
	if err != nil {
		t.Fatal(err)
	}
	for i, one := range days.Days {
		if one.Value != nil || !one.Away {
			t.Errorf("a day of leave is %+v", one)
		}
		day, err := d.OnDay(ctx, d.grant, q, leave.From+when.Day(i))
		if err != nil || day.Git.Made != 1 || !strings.Contains(day.Beside, "counts in no week") {
			t.Fatalf("%+v, %v", day, err)
		}
	}
}
