package wakatime

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// The times that can be kept: whole years of four digits.
var (
	firstInstant = when.At(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC))
	lastInstant  = when.At(time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC))
)

// epoch reads a time as clients write it: seconds since 1970 with a fraction,
// or, where so many seconds would lie beyond the year 9999, milliseconds,
// microseconds or nanoseconds; a date of RFC 3339. The units cannot be confused
// from 1990 on.
func epoch(text string) (when.Instant, bool) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t, err := time.Parse(time.RFC3339Nano, text)
		at := when.At(t)
		return at, err == nil && firstInstant <= at && at <= lastInstant
	}
	const farthest = 253_402_300_800 // seconds until the year 10000
	scale := 1e6
	for size := math.Abs(n); size >= farthest && scale > 1e-3; size /= 1000 {
		scale /= 1000
	}
	at := math.Round(n * scale)
	if math.IsNaN(at) || at < float64(firstInstant) || at > float64(lastInstant) {
		return 0, false
	}
	return when.Instant(at), true
}

// zoneName is the Timezone header as far as it can be the name of a zone or an
// offset; else "".
func zoneName(text string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/_+-:", r)
	}
	if text == "Local" || len(text) > 64 || strings.ContainsFunc(text, func(r rune) bool { return !plain(r) }) {
		return ""
	}
	return text
}
