package reckon_test

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
)

// atNoon is that Wednesday at noon, when the person says what some hours of it were;
// something was heard at five in the morning.
func atNoon(t fatal, hours map[[2]when.Instant]string) (*desk, reckon.Question, when.Day) {
	d, q, day := aDay(t, 300, 301)
	midnight := day.Start(time.UTC)
	for span, work := range hours {
		d.tells(t, record.Set.New(record.Values{
			"from": {Instant: midnight + span[0]*when.Hour}, "to": {Instant: midnight + span[1]*when.Hour}, "work": {Text: work},
		}))
	}
	q.Now, q.Through, q.Instant = day, day, midnight+12*when.Hour
	return d, q, day
}

// TestTonightIsNoPieceYet: what is said at noon of tonight is neither time nor a
// piece of the day, and what is said of the hour that runs counts up to now.
func TestTonightIsNoPieceYet(t *testing.T) {
	d, q, day := atNoon(t, map[[2]when.Instant]string{{9, 10}: "making", {11, 14}: "making", {20, 23}: "making"})
	defer d.db.Close()
	r, err := d.OnDay(ctx, d.grant, q, day)
	if err != nil {
		t.Fatal(err)
	}
	pieces := r.Unbroken()
	if r.Pieces != 3 || r.Longest != 60 || len(pieces) != 3 || pieces[2].To != q.Instant || r.HandsOn != 121 {
		t.Errorf("%g minutes in %d pieces, the longest %g: %v", r.HandsOn, r.Pieces, r.Longest, pieces)
	}
}

// TestTheWeekEndsNow: its share holds nothing of what is said of tonight.
func TestTheWeekEndsNow(t *testing.T) {
	d, q, _ := atNoon(t, map[[2]when.Instant]string{{6, 11}: "reviewing", {20, 23}: "making"})
	defer d.db.Close()
	s, err := d.Status(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	if s.Week == nil || *s.Week != 0.3 { // a minute of 301
		t.Errorf("the week is %s", s.Text())
	}
}
