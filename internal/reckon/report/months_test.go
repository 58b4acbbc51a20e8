package report

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
)

// Which way the sums go is said only where they clearly do.
func TestWhereTheSumsGo(t *testing.T) {
	for want, sums := range map[string][]float64{"the rise": {10, 9, 12}, "the fall": {12, 13, 10}, "a change": {10, 30, 11}} {
		var months []MonthSum
		for _, v := range sums {
			months = append(months, MonthSum{Value: v})
		}
		if got := Goes(months); got != want || Goes(months[:1]) != "a change" {
			t.Errorf("%v is %q, want %q", sums, got, want)
		}
	}
}

// A month that was seen in part says which, whatever it is divided by.
func TestAMonthSaysWhichPart(t *testing.T) {
	nov := func(from, to, days int, v float64) MonthSum {
		return MonthSum{Month: when.Date(2026, 11, 1), Value: v, Days: days, From: when.Date(2026, 11, from), To: when.Date(2026, 11, to)}
	}
	for want, m := range map[string]MonthSum{
		"": nov(1, 30, 30, 1), "to the 26th": nov(1, 26, 26, 1), "from the 3rd": nov(3, 30, 28, 1),
		"the 12th to the 21st": nov(12, 21, 10, 1), "28 days seen": nov(1, 30, 28, 1), "to the 2nd": nov(1, 2, 2, 1), "to the 11th": nov(1, 11, 11, 1),
	} {
		if got := m.Part(); got != want {
			t.Errorf("%s to %s: %q, want %q", m.From, m.To, got, want)
		}
	}
	oct := MonthSum{Month: when.Date(2026, 10, 1), Value: 15.9, Days: 31, From: when.Date(2026, 10, 1), To: when.Date(2026, 10, 31)}
	if got, want := Months([]MonthSum{oct, nov(1, 26, 26, 25.3)}, "h").String(), "Oct 15.9 h a week, Nov 25.3 (to the 26th)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
