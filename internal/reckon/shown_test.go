package reckon_test

import (
	"math"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// shownDesk is a life with its editor and assistant, to be shown.
func shownDesk(t *testing.T) (*desk, reckon.Question) {
	t.Helper()
	l, err := lives.Named("returning-builder")
	if err != nil {
		t.Fatal(err)
	}
	now := when.Date(2026, 11, 20)
	d := newDesk(t)
	d.put(t, batches(l, now)...)
	for b := range lives.Beats(l, d.person, now) {
		d.put(t, b)
	}
	q := asked(l, now)
	q.Habits.Self.Person = d.person
	return d, q
}

// TestDaysAddUpToWeeks: what a calendar of days shows is what the weeks of the
// report are made of, and a share of a day is one.
func TestDaysAddUpToWeeks(t *testing.T) {
	t.Parallel()
	d, q := shownDesk(t)
	r := d.look(t, q)
	for _, m := range r.Measures {
		if m.Name != "hands_on_days" && m.Name != "meeting_hours" && m.Name != "hands_on_share" {
			continue
		}
		year := when.Days{From: when.Date(2026, 1, 5), To: when.Date(2026, 11, 16)}
		got, err := d.Daily(ctx, d.grant, q, m.Name, timeline.Sphere(m.Sphere), year)
		if err != nil {
			t.Fatal(err)
		}
		sums, known := map[when.Day]float64{}, map[when.Day]bool{}
		for _, one := range got.Days {
			if one.Value == nil {
				continue
			}
			sums[one.Day.Monday()] += *one.Value
			known[one.Day.Monday()] = true
			if m.Unit == "%" && (*one.Value < 0 || *one.Value > 100) {
				t.Errorf("%s on %s is %g %%", m.Name, one.Day, *one.Value)
			}
		}
		for _, w := range m.Series {
			if m.Unit == "%" || !year.Has(w.Week) {
				continue
			}
			if (w.Value != nil) != known[w.Week] || w.Value != nil && math.Abs(*w.Value-sums[w.Week]) > 0.01 {
				t.Errorf("%s %s, week of %s: the days make %g, the week says %v", m.Name, m.Sphere, w.Week, sums[w.Week], w.Value)
			}
		}
	}
	if _, err := d.Daily(ctx, d.grant, q, "nonsense", "all", when.Year(2026)); err == nil {
		t.Error("there are days of a measure that is none")
	}
}

// TestLayersAreTheStints: the hours of a month's layers are those of the stints
// that its days are drawn with, and of those on days that were heard.
func TestLayersAreTheStints(t *testing.T) {
	t.Parallel()
	d, q := shownDesk(t)
	l, err := d.Layers(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	layerOf := map[string]string{
		"reviewing": "reviewing", "learning": "aside", "operating": "aside", "mentoring": "leading", "hiring": "leading",
		"coordinating": "coordinating", "administering": "coordinating",
	}
	tried := 0
	for _, m := range l.Months[len(l.Months)-5 : len(l.Months)-1] {
		month := when.Days{From: m.Month, To: m.Month + when.Day(m.Days)}
		days, err := d.Days(ctx, d.grant, q, month)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]float64{}
		for _, day := range days {
			end := when.Instant(0)
			for _, s := range day.Stints {
				if s.From < end || s.From < day.From || s.To > day.To {
					t.Errorf("%s: a stint lies over another or outside its day", day.Day)
				}
				end = s.To
				name := layerOf[s.Work]
				if s.Work == "making" {
					name = map[string]string{"hand": "hand", "assisted": "assisted", "unclear": "unclear"}[s.Hands]
				}
				want[name] += s.Weight * float64(s.Len()) / float64(when.Hour)
			}
			for i, f := range day.Free {
				if f.To <= f.From || i > 0 && f.From < day.Free[i-1].To {
					t.Errorf("%s: what is free lies over itself", day.Day)
				}
				for _, s := range day.Stints {
					if s.Meeting && s.From < f.To && f.From < s.To {
						t.Errorf("%s: a meeting lies in what is free", day.Day)
					}
				}
			}
			if day.Agents.Union > day.Agents.Sum {
				t.Errorf("%s: agents ran longer together than each", day.Day)
			}
		}
		for i, layer := range l.Layers {
			if math.Abs(m.Hours[i]-want[layer.Name]) > 0.02 {
				t.Errorf("%s, %s: %g hours, the stints make %g", m.Month, layer.Name, m.Hours[i], want[layer.Name])
			}
			if m.Known[i] > m.Hours[i]+0.001 {
				t.Errorf("%s, %s: more hours where it was heard than in all", m.Month, layer.Name)
			}
			if m.Hours[i] > 0 {
				tried++
			}
		}
	}
	if tried < 12 {
		t.Errorf("only %d layers had anything in them: nothing is proved", tried)
	}
}
