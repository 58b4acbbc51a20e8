package reckon_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// A sum needs no model and no half year: hours by hand and with an assistant are
// told month by month from the first weeks on, as they were; levels take over as soon
// as there are enough weeks.
func TestASumNeedsNoHalfYear(t *testing.T) {
	t.Parallel()
	until, later := when.Date(2024, time.October, 1), when.Date(2025, time.March, 3)
	d, l, q := heard(t, "returning-builder", later)
	defer d.db.Close()
	q.Now, q.Through = until, until
	q.Spheres, q.Measures = nil, []string{measure.HandHours.Name, measure.AssistedHours.Name, measure.MeetingHours.Name}
	sums := func() (out []report.Claim) {
		for _, c := range d.look(t, q).Claims {
			if c.Kind == report.Summed {
				out = append(out, c)
			}
		}
		return out
	}
	all := sums()
	if len(all) != 1 {
		t.Fatalf("there are %d sums, want one: of hours: %+v", len(all), all)
	}
	c, sittings := all[0], l.Sittings(until)
	if text := c.Text.String(); !strings.HasPrefix(text, "By hand and with an assistant: Jul ") || !strings.Contains(text, " h a week (from the 15th), Aug ") || !strings.Contains(text, " weeks seen; how sure ") || !strings.HasSuffix(text, " can be told from 26 on.") {
		t.Errorf("it says %q", text)
	}
	if c.About != measure.HandHours.Name || len(c.Months) < 3 {
		t.Fatalf("of %s there are %d months", c.About, len(c.Months))
	}
	for _, m := range c.Months[1:] { // nothing was heard in a part of the first
		minutes, _ := l.HandsOn(when.Days{From: m.Month, To: min(until, when.NextMonth(m.Month))}, sittings)
		hours := float64(minutes) / float64(when.Hour)
		if math.Abs(m.Sum-hours) > 0.06 || m.Days == 0 || math.Abs(m.Value-7*hours/float64(m.Days)) > 0.06 {
			t.Errorf("%s: %+v, in truth %.2f hours", m.Month, m, hours)
		}
	}
	q.Now, q.Through = later, later
	if all := sums(); len(all) != 0 {
		t.Errorf("after half a year: %q", all[0].Text)
	}
}

// Where hardly anything of what was read is the person's, that is the first thing to
// know.
func TestAlmostNothingOfYoursIsAWarning(t *testing.T) {
	until := l0 + 7*70
	for facts, want := range map[int]string{
		70_000: "Only 449 of 140,000 commits read are yours, on 246 days. If that is too few, ",
		20_000: "",
	} {
		l, _ := lives.Named("steady-hand")
		d := newDesk(t)
		defer d.db.Close()
		all := batches(l, until)
		for i := range all {
			for _, e := range all[i].Entries {
				if e.Counts != nil && all[i].Place.Source == "git" {
					e.Counts.Facts = facts
				}
			}
		}
		d.put(t, all...)
		got := ""
		for _, c := range d.look(t, asked(l, until)).Claims {
			if c.Kind == report.Warning {
				got = c.Text.String()
			}
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("of twice %d commits it warns %q, want %q", facts, got, want)
		}
	}
}
