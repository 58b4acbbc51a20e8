package slim

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// Parse reads one JSON object as far as it fits the type: a field of another
// kind than expected stays empty. It is false where the text is no JSON object.
func Parse(line []byte, v any) bool {
	if len(line) == 0 || line[0] != '{' {
		return false
	}
	err := json.Unmarshal(line, v)
	var kind *json.UnmarshalTypeError
	return err == nil || errors.As(err, &kind)
}

// Count is a number of tokens or bytes as logs write it: an integer, a float,
// text, or null. What is below zero or beyond belief is none.
type Count int64

// believed is more tokens than one record can speak of.
const believed = 1 << 40

// UnmarshalJSON takes any JSON value.
func (c *Count) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseFloat(string(bytes.Trim(b, `"`)), 64)
	if err != nil || math.IsNaN(n) || n < 0 || n > believed {
		n = 0
	}
	*c = Count(n)
	return nil
}

// Stamp is an instant as logs write it: RFC 3339, or a number since 1970 in
// seconds, milli-, micro- or nanoseconds, told apart by its size. Anything else
// is 0.
type Stamp when.Instant

// UnmarshalJSON takes any JSON value.
func (s *Stamp) UnmarshalJSON(b []byte) error {
	text := string(bytes.Trim(b, `"`))
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		*s = Stamp(when.At(t))
		return nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || n <= 0 {
		*s = 0
		return nil
	}
	*s = Stamp(fromNumber(n, text))
	return nil
}

// fromNumber reads seconds below the year 5138, then milli-, micro- and nanoseconds.
func fromNumber(n float64, text string) when.Instant {
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		switch {
		case n < 1e11:
			return when.Unix(whole)
		case n < 1e14:
			return when.Instant(whole * 1e3)
		case n < 1e17:
			return when.Instant(whole)
		}
		return when.Instant(whole / 1e3)
	}
	if n < 1e11 {
		return when.Instant(math.Round(n * 1e6))
	}
	if n < 1e14 {
		return when.Instant(math.Round(n * 1e3))
	}
	return 0
}

// Instant is what it says, 0 for nothing.
func (s Stamp) Instant() when.Instant { return when.Instant(s) }

// Clock is an instant written as whole seconds and nanoseconds, 0 where it is
// none of our time.
func Clock(parts []int64) when.Instant {
	if len(parts) != 2 || parts[0] <= 0 || parts[0] > 1e11 || parts[1] < 0 || parts[1] >= 1e9 {
		return 0
	}
	return when.Unix(parts[0]) + when.Instant(parts[1]/1000)
}
