package reckon_test

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
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

// A clock is compared with the same reference as the measure that sets it: one of a
// calendar that begins after the person's reference has a habit all the same.
func TestAClockIsComparedAsItsMeasure(t *testing.T) {
	d, l := lifeDesk(t, "steady-hand", when.Date(2022, 1, 3))
	defer d.db.Close()
	r := d.look(t, asked(l, when.Date(2022, 1, 3)))
	met := 0
	for _, c := range r.Clocks {
		switch ref := r.RefOfClock(c); c.Name {
		case "free_half_day":
			if met++; c.Reference == nil || ref.From != when.Date(2020, 1, 1) || ref.Chosen != "own" || c.Usual == nil {
				t.Errorf("%s is compared with %+v: %+v", c.Name, ref, c.Usual)
			}
		case "commit", "hands_on_day":
			if met++; c.Reference != nil || ref.From != when.Date(2016, 1, 1) || c.Usual == nil {
				t.Errorf("%s is compared with %+v: %+v", c.Name, ref, c.Usual)
			}
		}
	}
	if met != 3 {
		t.Errorf("there are %d of the three clocks", met)
	}
}

// Whoever has an editor and nothing else has no reference, but each measure its own
// first year all the same.
func TestAnEditorAloneIsCompared(t *testing.T) {
	until := when.Date(2026, 7, 6)
	l, _ := lives.Named("returning-builder")
	d := newDesk(t)
	defer d.db.Close()
	for b := range lives.Beats(l, d.person, until) {
		d.put(t, b)
	}
	q := asked(l, until)
	q.Habits.Self.Person, q.Spheres, q.Measures = d.person, nil, []string{measure.HandHours.Name}
	r := d.look(t, q)
	if len(r.Measures) != 1 || r.Reference != nil {
		t.Fatalf("%d measures, reference %+v", len(r.Measures), r.Reference)
	}
	if m := r.Measures[0]; m.Reference == nil || m.Reference.Chosen != "own" || m.Reference.From != when.Date(2025, 1, 1) || m.Backsight.Moved == nil {
		t.Errorf("it is compared with %+v: %+v", m.Reference, m.Backsight)
	}
}
