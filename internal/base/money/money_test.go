package money

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]string{
		"95 EUR": "95.00 EUR", "95.5 eur": "95.50 EUR", "0.05 USD": "0.05 USD", " 12000 JPY ": "12000 JPY", "1.234 KWD": "1.234 KWD",
	} {
		a, err := Parse(text)
		if err != nil || a.String() != want {
			t.Errorf("%q is %s, %v; want %s", text, a, err, want)
		}
	}
	for _, text := range []string{"", "EUR", "95", "95 EU", "95.123 EUR", "1.5 JPY", "-5 EUR", ".5 EUR", "x EUR", "9e9 EUR", "95,50 EUR", "99999999999999999999 EUR"} {
		if a, err := Parse(text); err == nil {
			t.Errorf("%q is read as %s", text, a)
		}
	}
	if got := (Amount{-5, "EUR"}).String(); got != "-0.05 EUR" {
		t.Error(got)
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Amount{rapid.Int64Range(0, 1<<60).Draw(t, "minor"), rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")}
		if b, err := Parse(a.String()); err != nil || b != a {
			t.Fatalf("%v becomes %v, %v", a, b, err)
		}
	})
}

func TestTimesRoundsToTheMinorUnit(t *testing.T) {
	rate := Amount{9500, "EUR"} // an hour
	for minutes, want := range map[int64]int64{60: 9500, 90: 14250, 1: 158, 0: 0, 600: 95000} {
		if got := rate.Times(minutes, 60); got.Minor != want || got.Currency != "EUR" {
			t.Errorf("%d minutes cost %s, want %d cents", minutes, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.Int64Range(0, 1e6).Draw(t, "n"), rapid.Int64Range(0, 1e6).Draw(t, "m")
		if sum, whole := rate.Times(n, 60).Minor+rate.Times(m, 60).Minor, rate.Times(n+m, 60).Minor; sum-whole > 1 || whole-sum > 1 {
			t.Fatalf("%d and %d minutes: %d, together %d", n, m, sum, whole)
		}
	})
}
