package say

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
)

func TestNumbersForReaders(t *testing.T) {
	for want, v := range map[string]float64{"0.0": -0.0004, "-0.04": -0.04, "0.04": 0.036, "0.003": 0.003, "0.01": 0.0096, "0.1": 0.06, "-0.1": -0.06, "19.9": 19.94, "20": 20.4, "-31": -31.2} {
		if got := Num(v).String(); got != want {
			t.Errorf("%g is %q, want %q", v, got, want)
		}
	}
	for want, v := range map[string]float64{"0": -0.0004, "-0.04": -0.04, "0.005": 0.005, "0.1": 0.06, "3": 3.04, "31.3": 31.26} {
		if got := Short(v).String(); got != want {
			t.Errorf("%g is %q in short, want %q", v, got, want)
		}
	}
	for want, v := range map[string]float64{"0": 0.004, "0.04": 0.038, "-0.01": -0.011, "3.0": 3.04, "31": 31.26} {
		if got := Bound(v).String(); got != want {
			t.Errorf("%g is %q as a bound, want %q", v, got, want)
		}
	}
	if got := Bound(0).String() + Bound(-0.0001).String(); got != "00" {
		t.Errorf("nothing is %q as a bound", got)
	}
	for want, n := range map[string]int64{"7": 7, "950": 950, "7,350": 7350, "-350": -350, "-7,350": -7350, "1,234,567": 1234567} {
		if got := Grouped(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for want, n := range map[string]int64{"999": 999, "1.0 k": 1000, "12.6 k": 12_600, "126 k": 126_000, "1.0 M": 999_600, "2.6 G": 2_590_000_000} {
		if got := Scaled(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestThingsAreCounted(t *testing.T) {
	for n, want := range map[int]string{0: "0 weeks", 1: "1 week", 2: "2 weeks", 1234: "1234 weeks"} {
		if got := Count(n, "week", "weeks"); got != want || Counted(n, "week", "weeks").String() != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{0: "no", 1: "one", 12: "twelve", 13: "13"} {
		if got := Word(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for want, parts := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := List(parts); got != want {
			t.Errorf("%v is %q, want %q", parts, got, want)
		}
	}
}

// What is written as 1 is one, whatever it is.
func TestAmountsAgreeWithTheirNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0 hours", 0.04: "0.04 hours", 0.5: "0.5 hours", 0.96: "1 hour", 1: "1 hour", 1.04: "1 hour", 1.06: "1.1 hours", 31.2: "31.2 hours"} {
		if got := Hours(v).String(); got != want {
			t.Errorf("%g is %q, want %q", v, got, want)
		}
	}
}

func TestLengthsOfTime(t *testing.T) {
	for minutes, want := range map[float64][3]string{ // in a sentence, in a table, roughly
		0: {"0 minutes", "0 min", "0 min"}, 0.4: {"0 minutes", "0 min", "1 min"}, 1: {"1 minute", "1 min", "1 min"}, 50.5: {"51 minutes", "51 min", "51 min"},
		59.5: {"1 h 00", "1 h", "60 min"}, 200: {"3 h 20", "3 h 20", "3.3 h"}, 600: {"10 h 00", "10 h", "10 h"}, 2460: {"41 h 00", "41 h", "41 h"},
	} {
		got := [3]string{Minutes(minutes), Length(when.Instant(minutes * float64(when.Minute))), About(minutes)}
		if got != want {
			t.Errorf("%g minutes are %q, want %q", minutes, got, want)
		}
	}
}

// german is a writer that shows each part it was given.
type german struct{}

func (german) Day(d when.Day) string { return d.Time().Format("2.1.2006") }
func (german) Number(v float64, decimals int) string {
	return strings.Replace(fmt.Sprintf("%.*f", decimals, v), ".", ",", 1)
}
func (g german) Percent(v float64, decimals int) string { return g.Number(v, decimals) + " %" }

func TestATextInParts(t *testing.T) {
	day := when.Date(2026, 3, 2)
	for _, c := range []struct {
		text        Text
		plain, read string
	}{
		{
			F("Since the week of %s ~%s %s fewer (%s to %s).", day, Num(1.84), "days", Num(0), Num(31.4)),
			"Since the week of 2026-03-02 ~1.8 days fewer (0.0 to 31).", "Since the week of 2.3.2026 ~1,8 days fewer (0,0 to 31).",
		},
		{F("%.0f%% of %d at %.2f, 100%%", 49.6, 1200, 1.25), "50% of 1200 at 1.25, 100%", "50 % of 1200 at 1,25, 100%"},
		{F("in %s and %s", when.Year(2017), when.Days{From: day, To: day + 2}), "in 2017 and 2026-03-02 to 2026-03-03", "in 2017 and 2.3.2026 to 3.3.2026"},
		{F("%s%s", "At work: ", F("%s.", Short(2.5))), "At work: 2.5.", "At work: 2,5."},
		{F("%s of /srv/2017-01-01/v1.5", "3"), "3 of /srv/2017-01-01/v1.5", "3 of /srv/2017-01-01/v1.5"},
		{Plain(""), "", ""},
	} {
		if c.text.String() != c.plain || c.text.By(german{}) != c.read {
			t.Errorf("%q and %q, want %q and %q", c.text, c.text.By(german{}), c.plain, c.read)
		}
	}
	want := Text{{Text: "of "}, {Kind: Percent, Text: "5%", Value: 5}, {Text: " and %"}}
	if diff := cmp.Diff(want, F("of %.0f%% %s%%", 5.0, "and ")); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

// JSON holds a text as the string it is, written as a string would be.
func TestATextIsAStringInJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words, v := rapid.String().Draw(t, "words"), rapid.Float64Range(-1e6, 1e6).Draw(t, "v")
		text := F("%s ~%s", words, Num(v))
		got, err := json.Marshal([]Text{text, nil})
		want, _ := json.Marshal([]string{text.String(), ""})
		if err != nil || string(got) != string(want) {
			t.Fatalf("%s, %v; want %s", got, err, want)
		}
		var back []Text
		if err := json.Unmarshal(got, &back); err != nil || back[0].String() != strings.ToValidUTF8(text.String(), "\ufffd") {
			t.Fatalf("%s is read back as %q, %v", got, back, err)
		}
	})
}
