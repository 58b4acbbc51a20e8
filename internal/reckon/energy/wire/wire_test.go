package wire_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/energy/wire"
)

func TestABadLineIsNamedAndLeftOut(t *testing.T) {
	const sound = `{"at":"2026-03-02T10:15:00+01:00","value":5,"mode":"random","exposure":{"making":0.75,"coordinating":0.25}}`
	lines := []struct{ line, wrong string }{
		{sound, ""},
		{"", ""},
		{sound, ""}, // the same check-in again
		{`{"value":5,"mode":"random"}`, "it has no at"},
		{`{"at":"2026-03-02T10:15:00+01:00","mode":"random"}`, "it has no value"},
		{`{"at":"2026-03-02T10:15:00+01:00","value":8,"mode":"random"}`, "value is 8"},
		{`{"at":"2026-03-02T10:15:00+01:00","value":"5","mode":"random"}`, "value cannot be string"},
		{`{"at":"2026-03-02T10:15:00+01:00","value":5,"mode":"often"}`, `mode is "often"`},
		{`{"at":"2026-03-02 10:15","value":5,"mode":"random"}`, "at is"},
		{`{"at":"2026-03-02T10:15:00Z","value":5,"mode":"random","exposure":{"making":0.8,"other":0.3}}`, "sums to 1.1"},
		{`{"at":"2026-03-02T10:15:00Z","value":5,"mode":"random","exposure":{"making":-0.1}}`, `exposure of "making" is -0.1`},
		{`{"at":"2026-03-02T10:15:00Z","value":1e999,"mode":"random"}`, "value cannot be"},
		{sound + sound, "more than one object"},
		{`{"at":`, "it is no check-in"},
		{`oops`, "it is no JSON"},
		{`{"at":"2026-03-02T10:15:00Z","value":5,"mode":"random","exposure":{` + many(61) + `}}`, "exposure has 61 kinds, of 60 at most"},
		{`{"x":"` + strings.Repeat("y", 70_000) + `"}`, "longer than 64 KB"},
		{strings.Replace(sound, "10:15", "11:15", 1), ""},
	}
	var text []string
	for _, l := range lines {
		text = append(text, l.line)
	}
	got := map[int]string{}
	found, err := wire.Read(strings.NewReader("\uFEFF"+strings.Join(text, "\r\n")), func(line int, err error) { got[line] = err.Error() })
	if err != nil || len(found) != 2 {
		t.Fatalf("%d check-ins, %v", len(found), err)
	}
	for i, l := range lines {
		if wrong := got[i+1]; (l.wrong == "") != (wrong == "") || !strings.Contains(wrong, l.wrong) {
			t.Errorf("line %d, %.60s: said %q, want %q", i+1, l.line, wrong, l.wrong)
		}
	}
	if c := found[0]; c.At.Hour() != 10 || c.Value != 5 || c.Mode != energy.Random || c.Exposure["making"] != 0.75 {
		t.Errorf("%+v", c)
	}
}

// many is so many kinds without a share.
func many(n int) string {
	var kinds []string
	for i := range n {
		kinds = append(kinds, fmt.Sprintf(`"k%d":0`, i))
	}
	return strings.Join(kinds, ",")
}

// Kinds without end are bounded while they are read.
func TestKindsAreBounded(t *testing.T) {
	var text strings.Builder
	for i := range 1200 {
		fmt.Fprintf(&text, `{"at":"2026-03-02T10:15:00Z","value":5,"mode":"random","exposure":{"k%d":1}}`+"\n", i)
	}
	bad := 0
	found, err := wire.Read(strings.NewReader(text.String()), func(int, error) { bad++ })
	if err != nil || len(found) != 1000 || bad != 200 {
		t.Errorf("%d check-ins, %d bad lines, %v", len(found), bad, err)
	}
}

// Whatever the lines, the answer is JSON of one shape with numbers in it.
func FuzzRead(f *testing.F) {
	f.Add(`{"at":"2026-03-02T10:15:00+01:00","value":5,"mode":"random","exposure":{"making":1}}` + "\n{")
	line := `{"at":"2026-03-%02dT%02d:15:00+01:00","value":%d,"mode":"block_end","exposure":{"a":%v,"b":%v}}` + "\n"
	var many strings.Builder
	for i := range 30 {
		fmt.Fprintf(&many, line, 1+i/3, 9+i%3*2, 1+i%7, float64(i%3)/2, float64(i%5)/10)
	}
	f.Add(many.String())
	f.Fuzz(func(t *testing.T, text string) {
		found, err := wire.Read(strings.NewReader(text), func(int, error) {})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := wire.Write(&out, energy.Of(found)); err != nil {
			t.Fatal(err)
		}
		var a struct {
			Kinds []struct{ Value, Low, High, P, Hours *float64 }
			N     *int
		}
		if err := json.Unmarshal([]byte(out.String()), &a); err != nil || a.Kinds == nil || a.N == nil {
			t.Fatalf("%v in %s", err, out.String())
		}
		for _, k := range a.Kinds {
			if k.Value == nil || k.Low == nil || math.IsNaN(*k.P) || *k.Low > *k.High {
				t.Fatalf("%+v", k)
			}
		}
	})
}
