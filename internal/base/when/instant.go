// Package when is time as Backsight keeps it: instants are UTC microseconds,
// days are dates as a person lived them, weeks are ISO weeks named by their
// Monday. It never asks what time it is and never loads a zone: whoever calls
// passes both.
package when

import (
	"fmt"
	"time"
)

// Instant is a point in time, in microseconds since 1970-01-01 UTC.
type Instant int64

// Lengths in microseconds, the unit of Instant.
const (
	Second Instant = 1_000_000
	Minute         = 60 * Second
	Hour           = 60 * Minute
)

// At is the instant of a time.Time; what is finer than a microsecond is cut.
func At(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Unix is the instant of whole seconds since 1970-01-01 UTC.
func Unix(seconds int64) Instant { return Instant(seconds) * Second }

// In is the instant as a time.Time in a zone.
func (i Instant) In(zone *time.Location) time.Time {
	return time.UnixMicro(int64(i)).In(zone)
}

// UTC is the instant as a time.Time in UTC.
func (i Instant) UTC() time.Time { return time.UnixMicro(int64(i)).UTC() }

// String is RFC 3339 in UTC.
func (i Instant) String() string { return i.UTC().Format(time.RFC3339Nano) }

// Day is the date a person in the zone lived at that instant.
func (i Instant) Day(zone *time.Location) Day { return DayOf(i.In(zone)) }

// Span is a half-open stretch of time, [From, To). From == To is a point.
type Span struct{ From, To Instant }

// Len is how long the span lasts, in microseconds; never negative.
func (s Span) Len() Instant { return max(0, s.To-s.From) }

// Overlaps says whether two spans share time. A point lies in a span that
// contains it, and shares time with an equal point.
func (s Span) Overlaps(o Span) bool {
	return s.From == o.From || s.From < o.To && o.From < s.To
}

// Cut is the part of the span inside o; ok is false where there is none.
func (s Span) Cut(o Span) (Span, bool) {
	c := Span{max(s.From, o.From), min(s.To, o.To)}
	return c, c.From < c.To
}

// FixedZone names an offset in seconds east of UTC the way facts keep it,
// "+09:00".
func FixedZone(east int) string {
	sign := '+'
	if east < 0 {
		sign, east = '-', -east
	}
	return fmt.Sprintf("%c%02d:%02d", sign, east/3600, east/60%60)
}
