package terminal

import (
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
)

// TestAClockThatCannotBe: what is no time was taken for now in silence, and the year 9999
// was reckoned to its end.
func TestAClockThatCannotBe(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "2026-11-21T10:00:00Z": true, "2036-01-01T00:00:00+01:00": true,
		"tomorrow": false, "2026-11-21": false, "9999-01-01T00:00:00Z": false, "0001-01-01T00:00:00Z": false, "1e9": false,
	} {
		now, err := Now(func(string) string { return text })
		if got := err == nil && now != nil; got != want || err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v", text, err)
		}
	}
}
