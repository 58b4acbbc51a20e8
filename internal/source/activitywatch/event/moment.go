package event

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// layouts are how clients write a time: RFC 3339, and what Python's isoformat
// leaves out of it. A time without an offset is UTC, as aw-server reads it.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", time.DateOnly,
}

// longest is the longest duration that is believed: a century.
const longest = 100 * 366 * 24 * when.Hour

// Time reads a time as clients write it, to the microsecond.
func Time(text string) (when.Instant, error) {
	text = strings.TrimSpace(text)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return when.At(t), nil
		}
	}
	return 0, fmt.Errorf("its time %.40q is not like 2026-11-20T10:00:00Z", text)
}

// Stamp writes a time in UTC, with as many decimals as it has.
func Stamp(at when.Instant) string {
	return at.UTC().Format("2006-01-02T15:04:05.999999Z07:00")
}

// Length is a number of seconds as microseconds; ok is false for one that is
// negative, no number or longer than a century.
func Length(s float64) (length when.Instant, ok bool) {
	if !(s >= 0 && s <= float64(longest/when.Second)) {
		return 0, false
	}
	return when.Instant(math.Round(s * float64(when.Second))), true
}

func seconds(text string) (when.Instant, error) {
	if text == "" || text == "null" {
		return 0, nil
	}
	s, err := strconv.ParseFloat(text, 64)
	length, ok := Length(s)
	if err != nil || !ok {
		return 0, errNegative
	}
	return length, nil
}

// Seconds writes a duration as a JSON number of seconds.
func Seconds(d when.Instant) []byte {
	return strconv.AppendFloat(nil, float64(d)/float64(when.Second), 'f', -1, 64)
}
