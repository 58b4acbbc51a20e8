package meetings

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

// Where no period is asked for it is 13 whole weeks and the one in which they end:
// today's, or that of the calendar's last day.
func TestTheLastWeeksThatACalendarSees(t *testing.T) {
	monday := when.Date(2026, 11, 30)
	for _, c := range []struct {
		ends, now, from, to when.Day
	}{
		{when.NoDay, monday + 2, monday - 91, monday + 2},
		{monday + 1, monday + 2, monday - 91, monday + 2},
		{monday + 90, monday + 2, monday - 91, monday + 2},      // what is planned ahead is not over
		{monday - 1, monday + 400, monday - 91, monday},         // it ends on a Sunday
		{monday - 3, monday + 400, monday - 7 - 91, monday - 2}, // on a Friday
	} {
		if got := lately(c.ends, c.now); got != (when.Days{From: c.from, To: c.to}) {
			t.Errorf("a calendar to %s, asked on %s: %s to %s", c.ends, c.now, got.From, got.To)
		}
	}
}
