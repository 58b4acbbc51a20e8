package sim

import (
	"math"
	"strings"
	"testing"
)

// A few people of three scenarios; the whole table is the command's. A bound is one
// that a broken estimator fails and chance does not.
func TestFewPeople(t *testing.T) {
	const people = 24
	scores := map[string]Score{}
	for _, s := range Scenarios()[:3] {
		scores[s.Name] = Run(s, 100, people, 5)
	}
	for _, s := range []string{"no kind differs", "no kind differs, days full of meetings are worse"} {
		if got := scores[s]; got.Told > 0.125 || got.Covered < 0.9 {
			t.Errorf("%s: %+v", s, got)
		}
	}
	if got := scores["kinds differ"]; got.Covered < 0.84 || got.Covered > 0.96 || got.Power < 0.12 || got.Told > 0.125 {
		t.Errorf("%+v", got)
	}
	if got := Run(Scenarios()[0], 400, 10, 5); got.Power < 0.6 || got.Width > 0.6 {
		t.Errorf("%+v", got)
	}
}

// The simulation makes what it says it makes: kinds in their shares, hours that are
// whole, three or four check-ins a day.
func TestPeople(t *testing.T) {
	p := Scenarios()[0].live(400, random(3, 1))
	sums, days := map[string]float64{}, map[string]int{}
	for _, c := range p.checkIns {
		whole := 0.0
		for name, share := range c.Exposure {
			sums[name] += share / 400
			whole += share
		}
		if math.Abs(whole-1) > 1e-9 || c.Value < 1 || c.Value > 7 || c.Value != math.Round(c.Value) {
			t.Fatalf("%+v", c)
		}
		days[c.At.Format("2006-01-02")]++
	}
	for _, k := range kinds {
		if got := sums[k.name]; got < k.share/3 || got > k.share*2.5 {
			t.Errorf("%s is %.2f of the time, want about %.2f", k.name, got, k.share)
		}
	}
	if mean := 400 / float64(len(days)); mean < 2.8 || mean > 4 {
		t.Errorf("%.1f check-ins a day", mean)
	}
	sum := 0.0
	for name, is := range p.truth() {
		sum += is * sums[name]
	}
	if math.Abs(sum) > 1e-9 {
		t.Errorf("the average hour differs from itself by %v", sum)
	}
}

// The table of the manual has every scenario, at every length.
func TestTable(t *testing.T) {
	var scores []Score
	for _, s := range Scenarios() {
		scores = append(scores, Score{Scenario: s.Name, N: 50, Power: math.NaN()})
	}
	if lines := strings.Count(Table(scores), "\n"); lines != 2+len(scores) {
		t.Errorf("%d lines", lines)
	}
}
