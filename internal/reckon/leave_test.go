package reckon_test

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// What was done during leave counts in the weeks as on its day; a day of leave on which
// nothing was done is not seen.
func TestWorkDuringLeaveCountsEverywhere(t *testing.T) {
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
	if r := d.look(t, q); handsOn(r) != 60 {
		t.Errorf("%d days hands-on with two weeks of leave, want 60", handsOn(r))
	}
	for day := leave.From; day < leave.To; day++ {
		one, err := d.OnDay(ctx, d.grant, q, day)
		if err != nil || one.Git.Made != 1 {
			t.Fatalf("%s: %+v, %v", day, one.Git, err)
		}
	}
	bare := newDesk(t)
	defer bare.db.Close()
	nightly(t, bare, make([]int, 60))
	bare.say(t, logbook.KindLife, "leave", logbook.Said{What: "leave", From: leave.From + 45, To: leave.To + 45})
	days, err := bare.Daily(ctx, bare.grant, q, "hands_on_days", timeline.SphereAll, when.Days{From: leave.From + 45, To: leave.From + 46})
	if err != nil {
		t.Fatal(err)
	}
	if one := days.Days[0]; one.Value != nil {
		t.Errorf("a day of leave without any work is %+v", one)
	}
}
