package reckon_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// heard is a desk with a life and its beats in it.
func heard(t fatal, name string, until when.Day) (*desk, lives.Life, reckon.Question) {
	t.Helper()
	l, err := lives.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	d.put(t, batches(l, until)...)
	for b := range lives.Beats(l, d.person, until) {
		d.put(t, b)
	}
	q := asked(l, until)
	q.Habits.Self.Person = d.person
	q.Habits.ProjectSphere = func(name string) timeline.Sphere {
		for _, r := range l.Repos {
			if r.Name == name && r.Own {
				return timeline.SphereOwn
			}
		}
		return timeline.SphereWork
	}
	return d, l, q
}

// The truth is known to the second: what was reckoned of a life's hands is it, by
// hand and with an assistant, week by week, whatever meetings lay over it and
// whatever agents did beside it.
func TestHandsAreTheTruth(t *testing.T) {
	t.Parallel()
	until := when.Date(2025, time.May, 5)
	for _, name := range []string{"steady-hand", "returning-builder"} {
		d, l, q := heard(t, name, until)
		defer d.db.Close()
		q.Spheres = nil
		if err := d.Rebuild(ctx, d.grant, q); err != nil {
			t.Fatal(err)
		}
		sum := map[string]map[when.Day]float64{}
		for v, err := range d.db.Tallies(ctx, d.grant, when.Days{From: l.From, To: until}) {
			if err != nil {
				t.Fatal(err)
			}
			if v.Sphere == "all" {
				if sum[v.Measure] == nil {
					sum[v.Measure] = map[when.Day]float64{}
				}
				sum[v.Measure][v.Day.Monday()] += v.Value
			}
		}
		weeks, sittings := 0, l.Sittings(until)
		for monday := when.Date(2024, time.July, 1); monday < until; monday += 7 {
			all, assisted := l.HandsOn(when.Days{From: monday, To: monday + 7}, sittings)
			for name, want := range map[string]when.Instant{measure.HandsOnMinutes.Name: all, measure.AssistedShare.Name: assisted} {
				if got := sum[name][monday]; math.Abs(got-float64(want)/float64(when.Minute)) > 1.0/60 {
					t.Errorf("%s, week of %s: %s %g minutes, in truth %g", l.Name, monday, name, got, float64(want)/float64(when.Minute))
				}
			}
			if all > 0 {
				weeks++
			}
		}
		if weeks < 20 {
			t.Errorf("%s has only %d weeks with hands on the work", name, weeks)
		}
		if name == "returning-builder" {
			continue
		}
		r := d.look(t, q)
		for _, name := range []string{"hands_on_share", "assisted_share", "hand_hours", "agent_hours", "deep_hours", "longest_stretch", "fragments", "remove", "observed_hours", "potential_share"} {
			if !slices.ContainsFunc(r.Measures, func(m reckon.Reading) bool { return m.Name == name }) {
				t.Errorf("%s: no reading of %s", l.Name, name)
			}
		}
	}
}

// A share of weeks that nothing saw is unknown, and what stands before the first
// heartbeat stays as it was without any.
func TestAShareBeginsWithItsEvidence(t *testing.T) {
	t.Parallel()
	until := when.Date(2025, time.May, 5)
	d, l, q := heard(t, "steady-hand", until)
	defer d.db.Close()
	q.Spheres, q.Measures = nil, []string{"hands_on_days", "hands_on_share", "meeting_hours", "potential_share"}
	without := newDesk(t)
	defer without.db.Close()
	without.put(t, batches(l, until)...)
	plain := without.look(t, q)
	for _, m := range d.look(t, q).Measures {
		switch m.Name {
		case "hands_on_share":
			if first := m.Series[0]; first.Week < when.Date(2024, time.June, 24) {
				t.Errorf("the share begins in the week of %s", first.Week)
			}
			for _, w := range m.Series {
				if w.Value != nil && (*w.Value < 0 || *w.Value > 100 || w.Of <= 0) {
					t.Errorf("week of %s: %g of %g", w.Week, *w.Value, w.Of)
				}
			}
		case "hands_on_days", "meeting_hours":
			i := slices.IndexFunc(plain.Measures, func(o reckon.Reading) bool { return o.Name == m.Name && o.Sphere == m.Sphere })
			if got, want := text(t, reckon.Report{Measures: []reckon.Reading{m}}), text(t, reckon.Report{Measures: plain.Measures[i : i+1]}); m.Name == "hands_on_days" && got != want {
				t.Errorf("%s differs with beats", m.Name)
			}
		}
	}
	if slices.ContainsFunc(plain.Measures, func(m reckon.Reading) bool { return m.Name == "potential_share" || m.Name == "hands_on_share" }) {
		t.Error("shares without evidence of hands")
	}
}

// The status bar says what is known: today's minutes are the truth, the week's
// share is of what was seen, and without evidence it is silent.
func TestTheLineForAnEditor(t *testing.T) {
	t.Parallel()
	until := when.Date(2025, time.May, 5)
	d, l, q := heard(t, "returning-builder", until)
	q.Spheres = nil
	defer d.db.Close()
	day, sittings := until-1, l.Sittings(until)
	for all := when.Instant(0); all == 0; day-- {
		all, _ = l.HandsOn(when.Days{From: day - 1, To: day}, sittings)
	}
	q.Through, q.Now = day, day+1
	q.Instant = (day + 1).Start(q.Habits.Zone(day))
	s, err := d.Status(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := l.HandsOn(when.Days{From: day, To: day + 1}, sittings); math.Abs(s.Minutes-float64(all)/float64(when.Minute)) > 1.0/60 {
		t.Errorf("%g minutes on %s, in truth %g", s.Minutes, day, float64(all)/float64(when.Minute))
	}
	if s.Week == nil || *s.Week <= 0 || *s.Week >= 100 || s.Reference != nil {
		t.Errorf("the week is %v, the reference %v", s.Week, s.Reference)
	}
	d.say(t, logbook.KindReference, "reference", logbook.Said{From: when.Date(2024, time.July, 1), To: when.Date(2025, time.January, 1)})
	if s, err = d.Status(ctx, d.grant, q); err != nil || s.Reference == nil || s.Of == nil {
		t.Fatalf("with a reference: %+v, %v", s, err)
	}
	early := questionOf(q, when.Date(2020, time.May, 4))
	early.Instant = early.Through.Start(time.UTC) + 5*when.Hour
	for want, at := range map[string]when.Instant{"nothing seen today yet": early.Instant, "2 h 15 leading": early.Instant + 6*when.Hour, "2 h 45 leading": early.Instant + 18*when.Hour} {
		early.Instant = at
		if s, err := d.Status(ctx, d.grant, early); err != nil || s.Text() != want {
			t.Errorf("before the first heartbeat, at %d o'clock, it says %q, want %q, %v", (at-early.Through.Start(time.UTC))/when.Hour, s.Text(), want, err)
		}
	}
}

func questionOf(q reckon.Question, day when.Day) reckon.Question {
	q.Through, q.Now, q.Instant = day, day+1, (day + 1).Start(time.UTC)
	return q
}

func TestTheLineSaysOnlyWhatIsKnown(t *testing.T) {
	share, ref := 41.2, 62.8
	for want, s := range map[string]reckon.Status{
		"nothing seen today yet":                    {Minutes: 0.4},
		"7 minutes hands-on":                        {Minutes: 7.2},
		"2 h 10 hands-on":                           {Minutes: 130},
		"nothing seen today yet · 41% this week":    {Week: &share},
		"2 h 10 hands-on · 41% this week":           {Minutes: 130, Week: &share},
		"2 h 10 hands-on · 41% this week (ref 63%)": {Minutes: 129.6, Week: &share, Reference: &ref},
		"59 minutes hands-on":                       {Minutes: 59.4, Reference: &ref},
		"1 h 20 hands-on, 3 h 05 leading, 1 minute delegated": {Minutes: 80, Sums: []reckon.DaySum{
			{What: "hand", Words: "by hand", Minutes: 30},
			{What: "assisted", Words: "with an assistant", Minutes: 50},
			{What: "leading", Words: "leading", Minutes: 185},
			{What: "delegated", Words: "delegated", Minutes: 1},
			{What: "learning", Words: "learning", Minutes: 0.5},
			{What: "none", Words: "no evidence", Minutes: 100},
		}},
	} {
		if got := s.Text(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A day's report is the day's account: what it says in words is what its parts
// add up to.
func TestADayAddsUp(t *testing.T) {
	t.Parallel()
	until := when.Date(2025, time.May, 5)
	d, l, q := heard(t, "steady-hand", until)
	defer d.db.Close()
	q.Instant = until.Start(time.UTC)
	made, sittings := 0, l.Sittings(until)
	for day := until - 10; day < until; day++ {
		r, err := d.OnDay(ctx, d.grant, q, day)
		if err != nil {
			t.Fatal(err)
		}
		all, assisted := l.HandsOn(when.Days{From: day, To: day + 1}, sittings)
		sums := map[string]float64{}
		for _, s := range r.Sums {
			sums[s.What] += s.Minutes
		}
		if math.Abs(r.HandsOn-float64(all)/float64(when.Minute)) > 0.1 || math.Abs(sums["assisted"]-float64(assisted)/float64(when.Minute)) > 0.1 ||
			math.Abs(sums["hand"]+sums["assisted"]-r.HandsOn) > 0.1 || strings.Contains(r.Finding, " in the work, in ") != (all > 0) {
			t.Errorf("%s: %+v of %d and %d", day, r.Sums, all/when.Minute, assisted/when.Minute)
		}
		if all > 0 {
			made++
		}
	}
	if made == 0 {
		t.Error("no day with hands on the work")
	}
}
