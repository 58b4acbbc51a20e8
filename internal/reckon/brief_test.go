package reckon_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/store"
)

// short is what the short answers say, as JSON; the fields that JSON leaves out too.
func (d *desk) short(t fatal, q reckon.Question) string {
	t.Helper()
	q.Habits.Self.Person = d.person
	brief, err := d.Brief(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := d.Sources(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	return text(t, brief) + fmt.Sprintf("\n%+v\n%+v", brief.Sources, sources)
}

// anew is d as a program that begins with nothing in its memory.
func (d *desk) anew() *desk {
	other := *d
	other.Cache = reckon.NewCache()
	return &other
}

// forgotten throws away all that was answered, and nothing else that is remembered.
func (d *desk) forgotten(t fatal) *desk {
	t.Helper()
	var all []logbook.Result
	for r, err := range d.db.Results(ctx, d.grant, "answer ") {
		if err != nil {
			t.Fatal(err)
		}
		r.Hash = [32]byte{}
		all = append(all, r)
	}
	if err := d.db.RememberResults(ctx, d.grant, all...); err != nil {
		t.Fatal(err)
	}
	return d.anew()
}

// A brief is the part of a look of which it tells.
func TestABriefIsPartOfTheLook(t *testing.T) {
	for _, l := range lives.All()[:2] {
		d := newDesk(t)
		now := when.Date(2026, time.November, 20)
		d.put(t, batches(l, now)...)
		q := asked(l, now)
		whole := d.look(t, q)
		for _, as := range []string{"reckoned", "read"} {
			brief, err := d.anew().Brief(ctx, d.grant, of(q, d))
			if err != nil {
				t.Fatal(err)
			}
			for what, pair := range map[string][2]any{
				"clocks": {whole.Clocks, brief.Clocks}, "ringing": {look.Ringing(whole), look.Ringing(brief)},
				"person": {whole.Person, brief.Person}, "reference": {whole.Reference, brief.Reference}, "sources": {whole.Sources, brief.Sources},
			} {
				if diff := cmp.Diff(asJSON(t, pair[0]), asJSON(t, pair[1])); diff != "" {
					t.Errorf("%s: %s as %s (-look +brief):\n%s", l.Name, what, as, diff)
				}
			}
		}
		d.db.Close()
	}
}

func of(q reckon.Question, d *desk) reckon.Question {
	q.Habits.Self.Person = d.person
	return q
}

func asJSON(t fatal, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Whatever changes, in the log or in the question, the short answers are those of a
// program that remembers none.
func TestShortAnswersAreNeverOfAnotherState(t *testing.T) {
	d, q := living(t, 2)
	q.Spheres = []timeline.Sphere{timeline.SphereWork}
	at := guarded.Start(time.UTC) + 10*when.Hour
	nowhere := func(n int, uri string) {
		f := lives.SteadyCommit(at, fmt.Sprint("undated", n))
		f.Span, f.Day = when.Span{}, when.NoDay
		place := lives.SteadyMill
		place.URI = uri
		d.put(t, logbook.Batch{Place: place, At: d.now, By: "test", Entries: []logbook.Entry{{Fact: f}}})
	}
	put := func(place logbook.Place, e logbook.Entry) {
		d.put(t, logbook.Batch{Place: place, At: d.now, By: "test", Entries: []logbook.Entry{e}})
	}
	steps := []struct {
		what string
		do   func()
	}{
		{"a heartbeat", func() { put(lives.SteadyEditor, logbook.Entry{Beat: lives.SteadyBeat(at)}) }},
		{"a commit", func() { put(lives.SteadyMill, logbook.Entry{Fact: lives.SteadyCommit(at-30*24*when.Hour, "new")}) }},
		{"a commit of no day", func() { nowhere(1, "/mill/.git") }},
		{"the same elsewhere", func() { nowhere(1, "/fork/.git") }},
		{"an event", func() { put(lives.SteadyCalendar, logbook.Entry{Fact: lives.SteadyEvent(at-20*24*when.Hour, "new")}) }},
		{"a bad row", func() { put(lives.SteadyEditor, logbook.Entry{Bad: &logbook.BadRow{What: "no time", Row: "{}"}}) }},
		{"what is covered", func() {
			put(lives.SteadyMill, logbook.Entry{Counts: &logbook.Coverage{From: guarded - 600, To: guarded, Open: true, Facts: 5, Yours: 4, Shallow: true}})
		}},
		{"a reference", func() {
			d.say(t, logbook.KindReference, "reference", logbook.Said{From: guarded - 700, To: guarded - 300, Text: "before"})
		}},
		{"leave", func() {
			d.say(t, logbook.KindLife, "leave", logbook.Said{From: guarded - 20, To: guarded - 1, What: "leave"})
		}},
		{"months without a commit", func() { q.Now, q.Through = q.Now+60, q.Through+60 }},
		{"what is not counted", func() { q.Uncounted = []reckon.Uncounted{{To: q.Now}} }},
		{"a question of yesterday", func() { q.Now--; q.Through-- }},
		{"a day that is not over", func() { q.Through++ }},
		{"a beginning", func() { q.Since = guarded - 500 }},
		{"a given reference", func() { q.Reference = when.Days{From: guarded - 800, To: guarded - 500} }},
		{"one measure", func() { q.Measures = []string{measure.MeetingHours.Name} }},
		{"a name", func() { q.Names = []string{"Ann"} }},
		{"how it was found", func() { q.Chosen = "guessed" }},
		{"an identity", func() { q.Habits.Self.Identities = append(slices.Clone(q.Habits.Self.Identities), "ann@e.x") }},
		{"a sphere", func() {
			q.Habits.Sphere = func(logbook.Place) timeline.Sphere { return timeline.SphereWork }
			q.SphereRules = "all"
		}},
	}
	for _, step := range steps {
		d.short(t, q)
		d.now++
		step.do()
		d.now++
		got := d.anew().short(t, q)
		if diff := cmp.Diff(d.forgotten(t).short(t, q), got); diff != "" {
			t.Errorf("after %s what was answered before is answered (-reckoned +remembered):\n%s", step.what, diff)
		}
	}
	if err := d.db.Forget(ctx, d.grant); err != nil {
		t.Fatal(err)
	}
	for r := range d.db.Results(ctx, d.grant, "answer ") {
		t.Errorf("rebuilding leaves %q", r.Name)
	}
}

// A program that begins with nothing in its memory and finds nothing new reads no more
// of ten years than of two.
func TestShortAnswersReadNoYears(t *testing.T) {
	asks := map[string]func(*desk, reckon.Question) error{
		"brief":   func(d *desk, q reckon.Question) error { _, err := d.Brief(ctx, d.grant, q); return err },
		"sources": func(d *desk, q reckon.Question) error { _, err := d.Sources(ctx, d.grant, q); return err },
	}
	rows := func(years int) map[string]store.Work {
		d, q := living(t, years)
		out := map[string]store.Work{}
		for _, name := range slices.Sorted(maps.Keys(asks)) {
			if err := asks[name](d, q); err != nil {
				t.Fatal(err)
			}
			before := d.db.Work()
			if err := asks[name](d.anew(), q); err != nil {
				t.Fatal(err)
			}
			after := d.db.Work()
			out[name] = store.Work{Statements: after.Statements - before.Statements, Rows: after.Rows - before.Rows}
		}
		return out
	}
	two, ten := rows(2), rows(10)
	if diff := cmp.Diff(two, ten); diff != "" {
		t.Errorf("statements and rows with two years and with ten (-two +ten):\n%s", diff)
	}
	for name, w := range ten {
		if w.Rows > 60 {
			t.Errorf("%s reads %d rows where nothing is new", name, w.Rows)
		}
	}
}
