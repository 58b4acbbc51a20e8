package noting

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
)

func checkIn(t *testing.T) record.Entry {
	t.Helper()
	e, err := record.Energy.Parse([]byte(`{"value":5,"note":"one\ntwo","mode":"random","at":"2026-03-02T10:15:00.5+01:00"}`))
	if err != nil {
		t.Fatal(err)
	}
	e.Key, e.ID = "energy x", "x"
	return e
}

// A form that is left as it is gives the entry as it was, with what the program filled
// in, what is finer than a second, and lines in a text.
func TestAFormGivesItsEntryBack(t *testing.T) {
	was := checkIn(t)
	e, err := filled(was, form(was), time.UTC)
	if err != nil || !e.Same(was) || e.At != was.At || e.Zone != was.Zone || e.Key != was.Key || e.Text("mode") != "random" {
		t.Errorf("%q gives %+v, want %+v: %v", form(was), e, was, err)
	}
}

// What does not hold names the line that it is on.
func TestAFormThatDoesNotHold(t *testing.T) {
	was := checkIn(t)
	for change, want := range map[string]string{
		"value: 5>value: 9":           `line 3: value must be a whole number from 1 to 7, not "9"`,
		"value: 5>":                   "value is missing",
		"value: 5>value:":             "line 3: value is missing",
		"note:>mood:":                 `line 4: "mood" is no field of energy`,
		"note:>mode: random\nnote:":   `line 4: "mode" is no field of energy`,
		"value: 5>value: 5\nvalue: 6": "line 4: value stands here twice",
		"value: 5>and so on":          `line 3: "and so on" is no field of energy`,
		"+01:00>":                     "line 2: at must be a time like 2026-03-02T10:15:00+01:00, or 2026-03-02 10:15 at home, not \"2026-03-02T10:15:00.5\"",
		"2026->1026-":                 "line 2: at must lie between the years 1900 and 2199",
	} {
		from, to, _ := strings.Cut(change, ">")
		_, err := filled(was, strings.Replace(form(was), from, to, 1), time.UTC)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", change, err, want)
		}
	}
}

// A moment may be typed as on a clock at home.
func TestAMomentAtHome(t *testing.T) {
	was := checkIn(t)
	e, err := filled(was, strings.Replace(form(was), "2026-03-02T10:15:00.5+01:00", "2026-03-02 11:20", 1), time.FixedZone("", 7200))
	if want := when.At(time.Date(2026, 3, 2, 9, 20, 0, 0, time.UTC)); err != nil || e.At != want || e.Zone != "+02:00" {
		t.Errorf("%v %s, %v", e.At, e.Zone, err)
	}
	if diff := cmp.Diff("one\ntwo", e.Text("note")); diff != "" {
		t.Error(diff)
	}
}
