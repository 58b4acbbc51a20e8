package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// TestKindsAreWhole: names are told apart, every kind says what it means and does
// not mean, and nothing of it hides what every entry has.
func TestKindsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	once := func(what, name string) {
		t.Helper()
		if name == "" || seen[what+name] {
			t.Errorf("%s %q is empty or stands twice", what, name)
		}
		seen[what+name] = true
	}
	for _, k := range record.All() {
		once("name", k.Name)
		once("fact", string(k.Fact))
		if k.Short != "" {
			once("short", k.Short)
		}
		if k.Title == "" || k.One == "" || k.Many == "" || k.Means == "" || k.Not == "" || k.Scope != record.Say && k.Scope != record.Write {
			t.Errorf("%s does not say what it is: %+v", k.Name, k)
		}
		if !k.Foreign && len(k.Fields) == 0 || k.Args > len(k.Fields) || (k.Decode == nil) != (k.Encode == nil) && !k.Foreign {
			t.Errorf("%s asks for nothing, for more than it has, or reads what it does not write", k.Name)
		}
		for _, f := range k.Fields {
			once(k.Name+".", f.Name)
			if slices.Contains([]string{"at", "id", "kind", "day", "values"}, f.Name) || f.Label == "" || f.As == record.Choice && len(f.Choices) == 0 {
				t.Errorf("the field %s of %s", f.Name, k.Name)
			}
		}
		if r := k.Reading; r != nil {
			once("measure", r.Name)
			if r.As == record.Level && (r.Field == "" || r.Unit == "") || r.Noun == "" || r.Means == "" || r.Not == "" || k.Placed != record.AtMoment {
				t.Errorf("the measure of %s does not say what it is", k.Name)
			}
		}
		if found, known := record.Of(k.Fact); !known || found != k {
			t.Errorf("%s is not found by its fact", k.Name)
		}
		if _, known := record.Named(k.Name); known == (k.Foreign || k.Program) {
			t.Errorf("%s can be said: %v", k.Name, known)
		}
	}
}

// values draws what a kind may be told.
func values(t *rapid.T, k *record.Kind) record.Values {
	out := record.Values{}
	for _, f := range k.Fields {
		if !f.Must && rapid.Bool().Draw(t, "without "+f.Name) {
			continue
		}
		day := when.Day(rapid.IntRange(10000, 25000).Draw(t, f.Name))
		v := record.Value{}
		switch f.As {
		case record.Number, record.Percent:
			v.Number = float64(rapid.IntRange(int(f.From), int(f.To)).Draw(t, f.Name))
		case record.Choice:
			v.Text = rapid.SampledFrom(f.Choices).Draw(t, f.Name)
		case record.Text:
			v.Text = "x " + rapid.StringMatching(`[a-zé<&"0-9]{1,8}`).Draw(t, f.Name)
		case record.Link:
			v.Text = "https://example.org/" + rapid.StringMatching(`[a-z0-9]{0,5}`).Draw(t, f.Name)
		case record.Date:
			v.Day = day
		case record.Period:
			v.Days = when.Days{From: day, To: day + when.Day(rapid.IntRange(1, 900).Draw(t, f.Name))}
		case record.Moment:
			v.Instant = when.Instant(day) * 24 * when.Hour
		case record.Money:
			v.Money = money.Amount{Minor: int64(day), Currency: "EUR"}
		case record.Flag:
			v.Flag = rapid.Bool().Draw(t, f.Name)
		}
		out[f.Name] = v
	}
	return out
}

// entry draws an entry that holds.
func entry(t *rapid.T) record.Entry {
	k := rapid.SampledFrom(record.Sayable()).Draw(t, "kind")
	e := k.New(values(t, k))
	zone := time.FixedZone("", rapid.IntRange(-12*60, 14*60).Draw(t, "east")*60)
	at := when.Instant(rapid.Int64Range(1_000_000_000_000_000, 2_000_000_000_000_000).Draw(t, "at"))
	e = e.In(at, zone)
	if k.Placed != record.AtMoment {
		e.Zone, e.Day = "", when.NoDay
	}
	if to, given := e.Values["to"]; e.Check() != nil || k == record.Life && given && to.Day == e.Values["from"].Day {
		t.Skip("does not hold together")
	}
	e.Key = e.KeyOf(at)
	return e
}

// TestWhatIsSaidIsReadBack: from the fact, and from its object as JSON, which is
// also how a line of JSONL comes back.
func TestWhatIsSaidIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := entry(t)
		f := e.Fact(7, e.At)
		if err := f.Check(); err != nil {
			t.Fatal(err)
		}
		got, err := record.Read(&f)
		if err != nil || !got.Same(e) || got.Kind != e.Kind || got.At != e.At || got.Zone != e.Zone || got.Key != e.Key {
			t.Fatalf("read %+v\nof %+v: %v", got, e, err)
		}
		again := got.Fact(7, e.At)
		if again.ID() != f.ID() {
			t.Fatalf("written again it is another fact:\n%s\n%s", f.Body, again.Body)
		}
		text, err := json.Marshal(got.Object())
		if err != nil {
			t.Fatal(err)
		}
		back, err := e.Kind.Parse(text)
		if err != nil || !back.Same(e) || e.Kind.Placed == record.AtMoment && (back.At != e.At || back.Zone != e.Zone || back.Day != e.Day) {
			t.Fatalf("%s came back as %+v: %v", text, back, err)
		}
		typed, err := e.Kind.Typed(got.Text)
		for _, f := range e.Kind.Fields { // nobody types what the program fills in
			if f.Own {
				delete(e.Values, f.Name)
			}
		}
		if err != nil || !typed.Same(e) {
			t.Fatalf("typed again it is %+v: %v", typed, err)
		}
	})
}

// TestBodiesStayAsTheyAre: what lies on disk of the kinds there were before this
// room is written as it was, byte for byte.
func TestBodiesStayAsTheyAre(t *testing.T) {
	const at = when.Instant(1_764_489_600_000_001)
	day := when.Date(2024, 3, 10)
	for _, c := range []struct {
		kind *record.Kind
		gone bool
		v    record.Values
		key  string
		body any
		span when.Span
	}{
		{record.Identity, false, record.Values{"text": {Text: "Ann@E.x"}, "found": {Text: "given"}}, "ann@e.x", logbook.Said{Text: "Ann@E.x", What: "given", At: at}, when.Span{}},
		{record.Reference, false, record.Values{"period": {Days: when.Year(2017)}, "why": {Text: "so"}}, "reference", logbook.Said{Text: "so", From: when.Date(2017, 1, 1), To: when.Date(2018, 1, 1), At: at}, when.Span{}},
		{record.Reference, true, nil, "reference", logbook.Said{From: when.NoDay, To: when.NoDay, At: at}, when.Span{}},
		{record.Life, false, record.Values{"text": {Text: "a child"}, "what": {Text: "leave"}, "from": {Day: day}}, "life 1764489600000001", logbook.Said{Text: "a child", What: "leave", From: day, To: day + 1, At: at}, when.Span{}},
		{record.Pin, false, record.Values{"series": {Text: "s/1"}, "about": {Text: "hiring"}, "title": {Text: "S"}}, "s/1", logbook.Pin{Kind: "hiring", Title: "S", At: at}, when.Span{}},
		{record.Pin, true, record.Values{"series": {Text: "s/1"}, "about": {Text: "hiring"}, "title": {Text: "S"}}, "s/1", logbook.Pin{Title: "S", At: at}, when.Span{}},
		{record.Set, false, record.Values{"from": {Instant: 5}, "to": {Instant: 9}, "work": {Text: "making"}, "hands": {Text: "hand"}}, "set 5 9", logbook.Set{From: 5, To: 9, Work: "making", Hands: "hand", At: at}, when.Span{From: 5, To: 9}},
		{record.Calendar, false, record.Values{"address": {Text: "https://e.x/c"}, "name": {Text: "C"}, "user": {Text: "ann"}, "login": {Flag: true}}, "https://e.x/c", logbook.Calendar{Name: "C", User: "ann", Login: true, At: at}, when.Span{}},
		{record.Server, false, record.Values{"address": {Text: "http://e.x"}, "name": {Text: "N"}, "source": {Text: "activitywatch"}}, "http://e.x", logbook.Server{Source: "activitywatch", Name: "N", At: at}, when.Span{}},
	} {
		e := c.kind.New(c.v)
		e.Gone = c.gone
		e.Key = e.KeyOf(at)
		got := e.Fact(1, at)
		want := logbook.Fact{
			Person: 1, Kind: c.kind.Fact, Key: c.key, Version: logbook.Seq{Stamp: at}, Gone: c.gone,
			Span: c.span, Day: when.NoDay, Body: logbook.Body(c.body),
		}
		if diff := cmp.Diff(string(want.Body), string(got.Body)); diff != "" || got.ID() != want.ID() || got.Day != want.Day {
			t.Errorf("%s: %+v\n%s", c.kind.Name, got, diff)
		}
	}
	e := record.Set.New(record.Values{"from": {Instant: 5}, "to": {Instant: 9}})
	e.Gone, e.Key = true, "set 5 9"
	if f := e.Fact(1, at); f.Gone || string(f.Body) != string(logbook.Body(logbook.Set{From: 5, To: 9, At: at})) {
		t.Errorf("a correction taken back is %+v %s", f, f.Body)
	}
}

// TestWhatDoesNotHold is told with the field it is about.
func TestWhatDoesNotHold(t *testing.T) {
	for _, c := range []struct{ kind, text, field, says string }{
		{"energy", `{}`, "value", "is missing"},
		{"energy", `{"value":null}`, "value", "is missing"},
		{"energy", `{"value":8}`, "value", "a whole number from 1 to 7"},
		{"energy", `{"value":0}`, "value", "a whole number from 1 to 7"},
		{"energy", `{"value":4.5}`, "value", "a whole number from 1 to 7"},
		{"energy", `{"value":1e999}`, "value", ""},
		{"energy", `{"value":"5"}`, "value", "must be a number"},
		{"energy", `{"value":5,"mood":3}`, "mood", "is no field of energy"},
		{"energy", `{"value":5,"note":3}`, "note", "must be a string"},
		{"energy", `{"value":5,"at":"2026-03-02T10:15:00"}`, "at", "with its offset"},
		{"energy", `{"value":5,"at":3}`, "at", "must be a string"},
		{"energy", `{"value":5,"id":""}`, "id", "is empty"},
		{"energy", `{"value":5,"id":7}`, "id", "must be a string"},
		{"energy", `{"value":5,"id":"` + strings.Repeat("é", 65) + `"}`, "id", "65 characters, of 64"},
		{"energy", `{"value":5,"id":"a\u0007"}`, "id", "cannot be shown"},
		{"energy", `{"kind":"win","values":{"value":5}}`, "kind", `must be "energy"`},
		{"energy", `{"values":{"value":5},"note":"x"}`, "note", "stands beside values"},
		{"energy", `{"values":[5]}`, "values", "must be an object"},
		{"win", `{"text":"  "}`, "text", "is missing"},
		{"win", `{"text":"x","level":5}`, "level", "from 0 to 4"},
		{"win", `{"text":"x","link":"javascript:alert(1)"}`, "link", "https://"},
		{"win", `{"text":"` + strings.Repeat("x", 2001) + `"}`, "text", "2001 characters, of 2000"},
		{"life", `{"text":"x","from":"2024-03-10","to":"2024-03-09"}`, "to", "before the first day"},
		{"life", `{"text":"x","from":"2024-02-30"}`, "from", "a date like"},
		{"life", `{"text":"x","from":"2024-02-03","what":"party"}`, "what", "one of leave"},
		{"set", `{"from":"2024-02-03T10:00:00Z","to":"2024-02-03T10:00:00Z","work":"making"}`, "to", "later than from"},
		{"set", `{"from":"2024-02-03T10:00:00Z","to":"2024-02-03T11:00:00Z","work":"hiring","hands":"hand"}`, "hands", "of making only"},
		{"reference", `{"period":"2018..2017"}`, "period", "a period like"},
		{"calendar", `{"address":"x","name":"y","login":"maybe"}`, "login", "true or false"},
		{"identity", `{"text":"\u0000"}`, "", ""},
	} {
		k, _ := record.Named(c.kind)
		e, err := k.Parse([]byte(c.text))
		if c.field == "" {
			continue // made safe, whatever it is then
		}
		wrong, ok := errors.AsType[*record.Wrong](err)
		if !ok || wrong.Field != c.field || !strings.Contains(err.Error(), c.says) || fault.KindOf(err) != fault.Usage {
			t.Errorf("%s %s: %+v, %v", c.kind, c.text, e, err)
		}
	}
	for _, text := range []string{``, `[]`, `null`, `5`, `{"value":5`, `{"value":5} {}`, `value=5`} {
		if _, err := record.Energy.Parse([]byte(text)); !errors.Is(err, record.ErrNoJSON) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestNamesAndMoments: what makes two entries one thing.
func TestNamesAndMoments(t *testing.T) {
	e := record.Energy.New(record.Values{"value": {Number: 5}})
	if got := e.KeyOf(12); got != "energy 12" {
		t.Error(got)
	}
	e.ID = "phone/1"
	if got := e.KeyOf(12); got != "energy phone/1" || got != record.Energy.Key("phone/1") {
		t.Error(got)
	}
	e.Key = e.KeyOf(12)
	f := e.Fact(1, 12)
	if got, err := record.Read(&f); err != nil || got.ID != "phone/1" {
		t.Error(got, err)
	}
	id := record.Identity.New(record.Values{"text": {Text: " Ann@E.x "}})
	id.Key = id.KeyOf(12)
	f = id.Fact(1, 12)
	if got, err := record.Read(&f); err != nil || len(got.ID) != 32 || record.Identity.Key(got.ID) != "" {
		t.Error(got, err)
	}
}

func ExampleKind_Parse() {
	e, err := record.Energy.Parse([]byte(`{"value": 5, "note": "slept well", "at": "2026-03-02T10:15:00+01:00", "id": "phone-1"}`))
	text, _ := json.Marshal(e.Object())
	fmt.Println(string(text), err)
	// Output: {"id":"phone-1","kind":"energy","at":"2026-03-02T10:15:00+01:00","day":"2026-03-02","values":{"note":"slept well","value":5},"by":"you"} <nil>
}
