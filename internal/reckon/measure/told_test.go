package measure_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

func named(t *testing.T, name string) measure.Measure {
	t.Helper()
	m, some := measure.Named(name)
	if !some {
		t.Fatal("there is no measure ", name)
	}
	return m
}

func toldOn(d when.Day, k *record.Kind, value float64) record.Entry {
	return record.Entry{Kind: k, Day: d, Values: record.Values{"value": {Number: value}, "text": {Text: "x"}}}
}

// TestWhatIsSaidIsCounted: the mean of a level by its entries, the number of a
// count, each of its own kind.
func TestWhatIsSaidIsCounted(t *testing.T) {
	h := berlin(t)
	day := timeline.Day{Day: tuesday, Span: tuesday.Span(h.Zone(tuesday)), Said: []record.Entry{
		toldOn(tuesday, record.Energy, 2), toldOn(tuesday, record.Energy, 5), toldOn(tuesday, record.Win, 0),
	}}
	got := map[string]float64{}
	for name, v := range values(day, h, all) {
		if m := named(t, name); m.Class == measure.SaidName {
			got[name] = v
		}
	}
	if diff := cmp.Diff(map[string]float64{"energy": 7, "energy_told": 2, "wins": 1, "told": 3}, got); diff != "" {
		t.Error(diff)
	}
}

// TestSeenBySaying: a level is seen on days when it was said; a count in weeks in
// which anything was, from the first of its kind on. Nothing else is seen.
func TestSeenBySaying(t *testing.T) {
	monday, now := tuesday-1, tuesday+6*7+2 // the last week is not over
	energy, wins := named(t, "energy"), named(t, "wins")
	own := map[when.Day]float64{monday + 1: 2, monday + 15: 1, monday + 300: 1}
	e := measure.Spoken(energy, own, map[when.Day]bool{monday: true}, now)
	var days []when.Day
	for d := monday - 7; d < now+400; d++ {
		if e.Seen(d) {
			days = append(days, d)
		}
	}
	if diff := cmp.Diff([]when.Day{monday + 1, monday + 15}, days); diff != "" {
		t.Error("a level:", diff)
	}
	weeks := measure.Shares(energy, named(t, energy.Over), measure.Map{monday + 1: 7, monday + 15: 0}, measure.Map(own), e, berlin(t))
	if w := weeks[0]; !w.Known || w.Value != 3.5 || w.Seen != 1.0/7 {
		t.Errorf("a week with two entries is %+v", w)
	}
	if w := weeks[1]; w.Known || w.Value != 0 || len(weeks) < 3 {
		t.Errorf("a week without is %+v", w)
	}
	if w := weeks[2]; !w.Known || w.Value != 0 {
		t.Errorf("a mean of nought is %+v", w)
	}

	// said: before the first win, in its week, and in two later ones
	said := map[when.Day]bool{monday - 3: true, monday + 2: true, monday + 14: true, monday + 42: true, now: true}
	own = map[when.Day]float64{monday + 2: 1, monday + 14: 2}
	e = measure.Spoken(wins, own, said, now)
	got := measure.Weekly(wins, measure.Map(own), e, berlin(t))
	want := []drift.Week{
		{Monday: monday, Value: 1, Of: 7, Seen: 1, Known: true},
		{Monday: monday + 7},
		{Monday: monday + 14, Value: 2, Of: 7, Seen: 1, Known: true},
		{Monday: monday + 21},
		{Monday: monday + 28},
		{Monday: monday + 35},
		{Monday: monday + 42, Of: 3, Seen: 3.0 / 7, Known: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("a count:", diff)
	}
	if weeks := measure.Weekly(wins, measure.Map(nil), measure.Spoken(wins, nil, said, now), berlin(t)); len(weeks) != 0 {
		t.Errorf("before the first win %d weeks are seen", len(weeks))
	}
}

// TestEveryKindThatIsReadHasItsMeasure, under its own name.
func TestEveryKindThatIsReadHasItsMeasure(t *testing.T) {
	for _, k := range record.All() {
		if k.Reading == nil {
			continue
		}
		m := named(t, k.Reading.Name)
		if m.Said != k || m.Means != k.Reading.Means || m.Noun != k.Reading.Noun || m.Hidden {
			t.Errorf("%s is read as %+v", k.Name, m)
		}
		if i := slices.IndexFunc(measure.All(), func(o measure.Measure) bool { return o.Name == m.Over }); m.Over != "" && i < 0 {
			t.Errorf("%s is set against nothing", m.Name)
		}
	}
}
