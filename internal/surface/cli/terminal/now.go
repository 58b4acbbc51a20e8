package terminal

import (
	"time"

	"github.com/backsight/backsight/internal/base/fault"
)

// Now is the machine's, or a time that stands still where BACKSIGHT_NOW names
// one: for tests, and for showing the same picture twice. What is no time, or one in
// which nobody reads this any more, is refused: every day until then is reckoned.
func Now(env func(string) string) (func() time.Time, error) {
	text := env("BACKSIGHT_NOW")
	if text == "" {
		return time.Now, nil
	}
	fixed, err := time.Parse(time.RFC3339, text)
	if err != nil || fixed.Year() < 1990 || fixed.Year() > lastYear {
		return nil, fault.New(fault.Usage, "BACKSIGHT_NOW is %q, which is no time between 1990 and %d: write it as 2026-11-21T10:00:00Z, or unset it", text, lastYear)
	}
	return func() time.Time { return fixed }, nil
}

// lastYear is the last that a clock may show.
const lastYear = 2100
