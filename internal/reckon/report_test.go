package reckon_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/say/saytest"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look/looktest"
	"github.com/backsight/backsight/internal/reckon/report"
)

// today is the day on which all lives are looked at.
var today = when.Date(2026, 11, 21)

// lifeDesk is a desk with the whole of a life on it.
func lifeDesk(t fatal, name string, until when.Day) (*desk, lives.Life) {
	t.Helper()
	l, err := lives.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	d.put(t, batches(l, until)...)
	return d, l
}

// documented are the keys that the manual promises, as paths; [] is any entry of
// a list.
const documented = `version synthetic engine.version engine.seed engine.data
person.names person.emails person.chosen period.from period.to period.zone
sources[].name sources[].where sources[].facts sources[].yours sources[].from sources[].to sources[].bad_rows sources[].sphere
reference.from reference.to reference.chosen reference.why
measures[].name measures[].unit measures[].sphere measures[].means measures[].not
measures[].series[].week measures[].series[].value measures[].series[].of measures[].series[].seen
measures[].backsight.then.value measures[].backsight.then.low measures[].backsight.then.high
measures[].backsight.now.value measures[].backsight.now.low measures[].backsight.now.high
measures[].backsight.moved.value measures[].backsight.moved.low measures[].backsight.moved.high
measures[].backsight.rate.value measures[].backsight.rate.low measures[].backsight.rate.high measures[].backsight.rate.per
measures[].backsight.state measures[].backsight.missing measures[].backsight.alarm.ringing measures[].backsight.alarm.since
measures[].backsight.turns[].at measures[].backsight.turns[].low measures[].backsight.turns[].high measures[].backsight.turns[].end
measures[].backsight.turns[].kind measures[].backsight.turns[].p measures[].backsight.turns[].p_slide
measures[].backsight.turns[].from measures[].backsight.turns[].to
clocks[].name clocks[].last clocks[].days clocks[].seen_days clocks[].usual.median clocks[].usual.longest clocks[].threshold clocks[].alarm
claims[].text claims[].value claims[].low claims[].high claims[].unit claims[].seen claims[].facts claims[].method claims[].limits limits`

// paths are all keys of a JSON value, with whether a null stands at any of them.
func paths(v any, at string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for key, inside := range v {
			paths(inside, strings.TrimPrefix(at+"."+key, "."), into)
		}
	case []any:
		into[at] = into[at] || false
		for _, inside := range v {
			paths(inside, at+"[]", into)
		}
	default:
		into[at] = into[at] || v == nil
	}
}

func TestTheDocumentedKeysAreThere(t *testing.T) {
	t.Parallel()
	d, l := lifeDesk(t, "drifting-director", today)
	defer d.db.Close()
	r := d.look(t, asked(l, today))
	var v any
	if err := json.Unmarshal([]byte(text(t, r)), &v); err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	paths(v, "", have)
	for key := range strings.FieldsSeq(documented) {
		if _, some := have[key]; !some {
			t.Errorf("the key %s is promised and not there", key)
		}
	}
	for _, key := range []string{"measures[].series[].value", "measures[].backsight.alarm.since", "measures[].backsight.turns[].end"} {
		if !have[key] {
			t.Errorf("%s is never null, though there are weeks nobody saw, silent alarms and steps", key)
		}
	}
	agrees(t, r)
}

// agrees holds a report against itself: what it claims never denies what else it
// claims or shows, absent is never zero, and no number is none.
func agrees(t *testing.T, r reckon.Report) {
	t.Helper()
	for _, m := range r.Measures {
		for _, w := range m.Series {
			if (w.Value == nil) != (w.Seen == 0) || (w.Value == nil) != (w.Of == 0) || w.Value == nil && w.Level != nil {
				t.Errorf("%s %s %s: value %v, of %g, seen %g, level %v", m.Name, m.Sphere, w.Week, w.Value, w.Of, w.Seen, w.Level)
			}
		}
		if m.Backsight == nil {
			t.Errorf("%s in %s was not looked back on", m.Name, m.Sphere)
			continue
		}
		if b := m.Backsight; (b.Moved != nil) != (b.Then != nil && b.Now != nil) || b.Seen < 0 {
			t.Errorf("%s in %s: moved %v between %v and %v", m.Name, m.Sphere, b.Moved, b.Then, b.Now)
		}
	}
	said := map[string]string{}
	for _, c := range r.Claims {
		key := c.About + "/" + c.Sphere
		said[key] += " " + c.Text.String()
		saytest.InParts(t, c.Text)
		if c.Method == "" || len(c.Limits) == 0 || c.Unit == "" || c.Value != nil && (c.Low == nil || c.High == nil || *c.Low > *c.Value || *c.High < *c.Value) {
			t.Errorf("%q lacks its interval, method or limits", c.Text)
		}
	}
	for key, all := range said {
		about, alarm := strings.Contains(all, "about as "), strings.Contains(all, "there have been fewer")
		if about && alarm || strings.Contains(all, " more than in") && alarm {
			t.Errorf("%s denies itself:%s", key, all)
		}
	}
	for _, text := range looktest.Contradictions(r) {
		t.Error(text)
	}
	for _, l := range r.Limits {
		saytest.InParts(t, l)
	}
	if raw := text(t, r); strings.Contains(raw, "-0.0 ") || strings.Contains(raw, "NaN") {
		t.Error("the report holds a number that is none")
	}
}

// frozen is a report as it was once, with what JSON leaves out: the levels drawn
// for the headline. The pictures are tried on it (surface/draw), so that they
// change only when drawing does.
type frozen struct {
	Report reckon.Report   `json:"report"`
	Levels []*reckon.Range `json:"levels"`
}

// Every life is read without contradiction. With -update the reports are written
// into testdata for the pictures.
func TestEveryLifeAgreesWithItself(t *testing.T) {
	t.Parallel()
	for _, l := range lives.All() {
		t.Run(l.Name, func(t *testing.T) {
			t.Parallel()
			d, _ := lifeDesk(t, l.Name, today)
			defer d.db.Close()
			for _, said := range l.Said(today) {
				d.say(t, logbook.KindLife, said.What+" "+said.From.String(), said)
			}
			r := d.look(t, asked(l, today))
			agrees(t, r)
			if len(r.Events) != len(l.Said(today)) {
				t.Errorf("%d events of %d", len(r.Events), len(l.Said(today)))
			}
			freeze(t, l.Name, r)
		})
	}
}

func freeze(t *testing.T, name string, r reckon.Report) {
	path := filepath.Join("testdata", "lives", name+".json")
	if *update {
		f := frozen{Report: r}
		for i := range f.Report.Measures {
			if i > 0 {
				f.Report.Measures[i].Series = nil
				continue
			}
			for _, w := range f.Report.Measures[i].Series {
				f.Levels = append(f.Levels, w.Level)
			}
		}
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	var f frozen
	if err != nil || json.Unmarshal(b, &f) != nil {
		t.Fatalf("the frozen report of %s cannot be read (go test -update writes it): %v", name, err)
	}
	if len(f.Report.Measures) == 0 || len(f.Levels) != len(f.Report.Measures[0].Series) || f.Report.Version != r.Version {
		t.Errorf("the frozen report of %s is of another form: go test -update writes it", name)
	}
}

// A small report, word for word. Estimates are replaced by what they are, since
// the engine may learn to estimate better.
func TestASmallReport(t *testing.T) {
	l, _ := lives.Named("steady-hand")
	until := l.From + 7*70
	d, _ := lifeDesk(t, l.Name, until)
	defer d.db.Close()
	d.say(t, logbook.KindLife, "move", logbook.Said{Text: "moved house", What: "move", From: l.From + 100, To: l.From + 101})
	q := asked(l, until)
	q.Measures, q.Spheres, q.Since = []string{"hands_on_days"}, nil, until-7*12
	r := d.look(t, q)
	var v map[string]any
	if err := json.Unmarshal([]byte(text(t, r)), &v); err != nil {
		t.Fatal(err)
	}
	v["engine"].(map[string]any)["data"] = "sha256"
	for _, m := range v["measures"].([]any) {
		masked(m.(map[string]any)["backsight"])
	}
	b, _ := json.MarshalIndent(v, "", " ")
	golden(t, filepath.Join("testdata", "small.json"), string(b)+"\n")
}

// masked replaces numbers by their kind.
func masked(v any) {
	if v, is := v.(map[string]any); is {
		for key, inside := range v {
			if _, number := inside.(float64); number {
				v[key] = "number"
			}
			masked(inside)
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// The reference is the one given, else the one fixed, else a proposal; a fixed
// one stays whatever evidence comes.
func TestWhichReference(t *testing.T) {
	t.Parallel()
	d, l := lifeDesk(t, "returning-builder", when.Date(2018, 6, 1))
	defer d.db.Close()
	q := asked(l, when.Date(2018, 6, 1))
	q.Measures, q.Spheres = []string{"hands_on_days"}, nil
	if r := d.look(t, q).Reference; r == nil || r.Chosen != "proposed" || r.From != when.Date(2015, 1, 1) || r.To != when.Date(2015, 12, 31) || r.Why == "" {
		t.Errorf("proposed: %+v", r)
	}
	d.say(t, logbook.KindReference, "reference", logbook.Said{Text: "before the team", From: when.Date(2016, 1, 1), To: when.Date(2017, 1, 1)})
	want := &reckon.RefRange{From: when.Date(2016, 1, 1), To: when.Date(2016, 12, 31), Chosen: "fixed", Why: "before the team"}
	if diff := cmp.Diff(want, d.look(t, q).Reference); diff != "" {
		t.Errorf("fixed (-want +got):\n%s", diff)
	}
	d.put(t, batches(l, when.Date(2019, 1, 1))...)
	q.Now, q.Through = when.Date(2019, 1, 1), when.Date(2019, 1, 1)
	if diff := cmp.Diff(want, d.look(t, q).Reference); diff != "" {
		t.Errorf("it moved (-want +got):\n%s", diff)
	}
	d.say(t, logbook.KindReference, "reference", logbook.Said{Text: "after all", From: when.Date(2017, 1, 1), To: when.Date(2018, 1, 1)})
	if r := d.look(t, q).Reference; r.From != when.Date(2017, 1, 1) || r.Why != "after all" {
		t.Errorf("fixed again: %+v", r)
	}
	q.Reference, q.Others = when.Year(2015), true
	r := d.look(t, q)
	if r.Reference.Chosen != "given" || r.Reference.From != when.Date(2015, 1, 1) || r.Reference.To != when.Date(2015, 12, 31) {
		t.Errorf("given: %+v", r.Reference)
	}
	var years []string
	for _, o := range r.Others {
		years = append(years, fmt.Sprint(o.From.Year()))
	}
	if diff := cmp.Diff([]string{"2015", "2016", "2017", "2018"}, years); diff != "" {
		t.Errorf("the others (-want +got):\n%s", diff)
	}
}

// Looked at from a day before all evidence, or with too little of it, a report
// holds no number that was not seen, and no dates that run backwards.
func TestBeforeTheEvidence(t *testing.T) {
	d, l := lifeDesk(t, "drifting-director", l0+60)
	defer d.db.Close()
	for _, now := range []when.Day{when.Date(2010, 1, 1), l.From, l.From + 1, l.From + 30} {
		r := d.look(t, asked(l, now))
		agrees(t, r)
		if now <= l.From && (len(r.Measures) != 0 || len(r.Clocks) != 0 || len(r.Claims) != 0) {
			t.Errorf("on %s, before it all, there are %d measures, %d clocks and %d claims", now, len(r.Measures), len(r.Clocks), len(r.Claims))
		}
		if r.Reference != nil || r.Period.From > r.Period.To || r.Period.To != now-1 {
			t.Errorf("on %s: reference %v, period %v", now, r.Reference, r.Period)
		}
		for _, s := range r.Sources {
			if s.From > s.To || s.To >= now && s.To != when.NoDay {
				t.Errorf("on %s %s covers %s to %s", now, s.Where, s.From, s.To)
			}
		}
		for _, c := range r.Claims {
			if c.Value != nil && c.Kind != report.Year && c.Kind != report.Summed { // those are counted
				t.Errorf("on %s it claims %q", now, c.Text)
			}
		}
	}
	if raw := text(t, d.look(t, asked(l, when.Date(2010, 1, 1)))); strings.Contains(raw, `"from": ""`) {
		t.Error("a day that is none stands in the report")
	}
}

var l0 = when.Date(2016, 1, 4)

func TestNothingAtAll(t *testing.T) {
	d := newDesk(t)
	defer d.db.Close()
	l, _ := lives.Named("steady-hand")
	r := d.look(t, asked(l, today))
	agrees(t, r)
	raw := text(t, r)
	for _, want := range []string{`"measures": []`, `"clocks": []`, `"claims": []`, `"sources": []`, `"reference": null`} {
		if !strings.Contains(raw, want) {
			t.Errorf("of nothing there is no %s", want)
		}
	}
}

// Each sphere is told of by itself, and what was done in both is one day of all.
func TestSpheresAreToldApart(t *testing.T) {
	d, l := lifeDesk(t, "evening-builder", l0+7*60)
	defer d.db.Close()
	r := d.look(t, asked(l, l0+7*60))
	byWeek := map[string]map[string]float64{}
	for _, m := range r.Measures {
		for _, w := range m.Series {
			if m.Name == "hands_on_days" && w.Value != nil {
				if byWeek[w.Week.String()] == nil {
					byWeek[w.Week.String()] = map[string]float64{}
				}
				byWeek[w.Week.String()][m.Sphere] = *w.Value
			}
		}
	}
	both := 0
	for week, v := range byWeek {
		if v["all"] > v["work"]+v["own"] || v["all"] < max(v["work"], v["own"]) {
			t.Errorf("%s: %v", week, v)
		}
		if v["work"] > 0 && v["own"] > 0 {
			both++
		}
	}
	if both < 5 {
		t.Errorf("in %d weeks both spheres have days", both)
	}
	var spheres []string
	for _, s := range r.Sources {
		spheres = append(spheres, s.Name+" "+s.Sphere)
	}
	if diff := cmp.Diff([]string{"git own", "git work", "calendar unknown"}, spheres); diff != "" {
		t.Errorf("the sources (-want +got):\n%s", diff)
	}
}
