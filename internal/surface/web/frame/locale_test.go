package frame

import (
	"testing"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// TestALocaleWritesTheParts: dates, decimals, thousands and percentages are
// written as the reader does; words that look like them are left alone.
func TestALocaleWritesTheParts(t *testing.T) {
	day := when.Date(2026, 3, 2)
	text := say.F("~%s of %d, %.0f%% since %s, in %s (%s)", say.Num(3), 12345, 49.6, day, when.Days{From: day, To: day + 2}, "/srv/2017-01-01/v1.5")
	for asked, want := range map[string]string{
		"en-GB": "~3.0 of 12,345, 50% since 2 Mar 2026, in 2 Mar 2026 to 3 Mar 2026 (/srv/2017-01-01/v1.5)",
		"en-US": "~3.0 of 12,345, 50% since Mar 2, 2026, in Mar 2, 2026 to Mar 3, 2026 (/srv/2017-01-01/v1.5)",
		"de":    "~3,0 of 12.345, 50\u00a0% since 2 Mar 2026, in 2 Mar 2026 to 3 Mar 2026 (/srv/2017-01-01/v1.5)",
		"ja":    "~3.0 of 12,345, 50% since 2026 Mar 2, in 2026 Mar 2 to 2026 Mar 3 (/srv/2017-01-01/v1.5)",
	} {
		if got := localeOf(asked).Said(text); got != want {
			t.Errorf("%s: %q, want %q", asked, got, want)
		}
	}
	if got := localeOf("de").Days(when.Year(2017)); got != "2017" {
		t.Errorf("a year is %q", got)
	}
}
