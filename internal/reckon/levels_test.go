package reckon_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/record"
)

// everything is what a desk says of a life: the report and the layers, as JSON.
func (d *desk) everything(t *testing.T, q reckon.Question) (r reckon.Report, layers reckon.Layers, text string) {
	t.Helper()
	r = d.look(t, q)
	layers, err := d.Layers(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal([]any{r, layers})
	if err != nil {
		t.Fatal(err)
	}
	return r, layers, string(body)
}

// TestTheTableOfLevels: what a person says of a level is in every number at once,
// for all the years; another desk on the same store says the same; taken back, all
// is as before, byte for byte.
func TestTheTableOfLevels(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	life, now := lives.All()[0], when.Date(2026, 11, 20)
	d.put(t, slices.Collect(lives.Batches(life, d.person, now))...)
	d.put(t, slices.Collect(lives.Beats(life, d.person, now))...)
	q := asked(life, now)
	before, layersBefore, was := d.everything(t, q)

	said := d.tells(t, record.WorkLevel.New(record.Values{"work": {Text: "coordinating"}, "level": {Number: 4}, "note": {Text: "of leads"}}))
	edited, layers, now1 := d.everything(t, q)
	for name, least := range map[string]int{"planned_remove": 100, "remove": 10} {
		if n := further(t, before, edited, name); n < least {
			t.Errorf("%s: only %d weeks are further away", name, n)
		}
	}
	if n, m := len(layersBefore.Layers), len(layers.Layers); m != n+1 || layers.Layers[m-1] != (report.LayerName{Name: "coordinating", Words: "coordinating", Level: 4}) {
		t.Errorf("layers: %+v", layers.Layers)
	}
	for i, m := range layers.Months { // the same hours, in other layers
		if a, b := hoursOf(m.Hours), hoursOf(layersBefore.Months[i].Hours); a-b > 0.01 || b-a > 0.01 {
			t.Errorf("%s: %g hours, %g before", m.Month, a, b)
		}
	}
	d.Cache = reckon.NewCache()
	if _, _, fresh := d.everything(t, q); fresh != now1 {
		t.Error("a desk that remembers nothing says something else")
	}
	said.Gone = true
	d.tells(t, said)
	if _, _, undone := d.everything(t, q); undone != was {
		t.Errorf("taken back, it is not as before:\n%s", cmp.Diff(was, undone))
	}
}

// further counts the weeks in which a measure is greater in a later report, and
// fails where one is smaller or missing.
func further(t *testing.T, before, after reckon.Report, name string) (n int) {
	t.Helper()
	a, _ := reading(before, name)
	b, ok := reading(after, name)
	if !ok || len(a.Series) == 0 || len(a.Series) != len(b.Series) {
		t.Fatalf("%s: %d and %d weeks", name, len(a.Series), len(b.Series))
	}
	for i, w := range a.Series {
		switch e := b.Series[i]; {
		case w.Value == nil:
		case e.Value == nil || *e.Value < *w.Value:
			t.Fatalf("%s: the week of %s went from %v to %v", name, w.Week, *w.Value, e.Value)
		case *e.Value > *w.Value:
			n++
		}
	}
	return n
}

func hoursOf(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}
