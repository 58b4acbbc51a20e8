package reckon_test

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
)

// A calendar that begins after the reference has its own first good year, named in
// the row; what the reference saw is compared with it.
func TestWhatTheReferenceDidNotSeeHasItsOwn(t *testing.T) {
	d, l := lifeDesk(t, "steady-hand", when.Date(2022, 1, 3))
	defer d.db.Close()
	q := asked(l, when.Date(2022, 1, 3))
	q.Measures, q.Spheres = []string{measure.HandsOnDays.Name, measure.MeetingHours.Name, measure.MakerDays.Name}, nil
	r := d.look(t, q)
	for _, m := range r.Measures {
		ref := r.RefOf(m)
		switch m.Name {
		case measure.HandsOnDays.Name:
			if m.Reference != nil || ref.From != when.Date(2016, 1, 1) {
				t.Errorf("hands-on days are compared with %+v", ref)
			}
		default:
			if m.Reference == nil || ref.From != when.Date(2020, 1, 1) || ref.To != when.Date(2020, 12, 31) || ref.Chosen != "own" || ref.Why == "" {
				t.Errorf("%s is compared with %+v", m.Name, ref)
			}
		}
		if m.Backsight.Moved == nil || m.Backsight.Then == nil {
			t.Errorf("%s is not compared: %+v", m.Name, m.Backsight)
		}
	}
	q.Reference = when.Year(2021) // which saw everything
	for _, m := range d.look(t, q).Measures {
		if m.Reference != nil {
			t.Errorf("%s has its own reference, %+v, though the one asked for saw it", m.Name, m.Reference)
		}
	}
}
