package session

import (
	"fmt"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// TestTheCalendarHasRoom: of more than can be reckoned the series with the most days
// are left out whole, whatever their order; what takes place once is never counted; and
// no day holds more than one can.
func TestTheCalendarHasRoom(t *testing.T) {
	within := when.Span{From: when.Date(1990, 1, 1).Start(time.UTC), To: when.Date(2028, 1, 1).Start(time.UTC)}
	days := func(root string, n int, r *room) {
		for i := range n {
			from := within.From + when.Instant(i)*24*when.Hour
			r.takes(root, &logbook.Occurrence{Span: when.Span{From: from, To: from + when.Hour}, Series: true}, within)
		}
	}
	for _, backwards := range []bool{false, true} {
		r := newRoom()
		for i := range 30 {
			n := i
			if backwards {
				n = 29 - i
			}
			days(fmt.Sprintf("endless%02d", n), 13_000, r)
			days(fmt.Sprintf("sound%02d", n), 400, r)
		}
		for i := range 30 {
			if r.out[fmt.Sprintf("sound%02d", i)] {
				t.Errorf("sound%02d had to give way", i)
			}
		}
		if len(r.out) < 11 || r.days > roomDays || !r.full(0) {
			t.Errorf("%d left out, %d days: %v", len(r.out), r.days, r.out)
		}
	}
	r := newRoom()
	noon := within.From + 12*when.Hour
	long := logbook.Occurrence{Span: within}
	for i := range roomOnADay + 10 {
		if takes := r.takes("", &logbook.Occurrence{Span: when.Span{From: noon, To: noon + when.Hour}}, within); takes != (i < roomOnADay) {
			t.Fatalf("the event %d of one day: %v", i, takes)
		}
	}
	if r.days != 0 || r.takes("", &long, within) || r.full(roomDays) || !r.full(roomDays+1) {
		t.Errorf("what takes place once counts for %d days", r.days)
	}
}
