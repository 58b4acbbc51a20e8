package when

import (
	"fmt"
	"math"
	"time"
)

// Day is a date as lived, counted in days since 1970-01-01. It has no zone:
// the zone was applied when the day was made.
type Day int32

// NoDay is the day of something that cannot be placed.
const NoDay Day = math.MinInt32

// DayOf is the date that t shows in its own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Date(y, m, d)
}

// Date is the day of a year, month and day of month; like time.Date it
// accepts values outside their usual ranges.
func Date(year int, month time.Month, day int) Day {
	return Day(floorDiv(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix(), 86400))
}

// ParseDay reads "2006-01-02".
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return NoDay, fmt.Errorf("%q is not a date like 2017-03-01", text)
	}
	return DayOf(t), nil
}

// Time is the day's midnight in UTC, for taking it apart.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String is "2006-01-02", or "" for NoDay.
func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// IsZero says whether it is no day: the zero of JSON's omitzero. The first day
// of 1970 is a day.
func (d Day) IsZero() bool { return d == NoDay }

// MarshalText writes the day as "2006-01-02"; NoDay as "".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Day) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = NoDay
		return nil
	}
	*d, err = ParseDay(string(text))
	return err
}

// FirstOfMonth is the first day of the month a day lies in.
func FirstOfMonth(d Day) Day {
	t := d.Time()
	return Date(t.Year(), t.Month(), 1)
}

// NextMonth is the first day of the month after the one a day lies in.
func NextMonth(d Day) Day { return FirstOfMonth(FirstOfMonth(d) + 31) }

// Year is the calendar year the day lies in.
func (d Day) Year() int { return d.Time().Year() }

// Weekday is Monday 0 to Sunday 6, as ISO 8601 orders them.
func (d Day) Weekday() int { return int(((int64(d)+3)%7 + 7) % 7) }

// Monday is the Monday of the day's ISO week: the week's name.
func (d Day) Monday() Day { return d - Day(d.Weekday()) }

// Start is the instant the day begins in a zone. Where midnight does not exist
// (a zone that changes its clocks then) it is the first instant that does; where
// it comes twice, the first one.
func (d Day) Start(zone *time.Location) Instant {
	const quarter = 15 * time.Minute // no clock has been set by less since 1972
	y, m, day := d.Time().Date()
	t := time.Date(y, m, day, 0, 0, 0, 0, zone)
	for DayOf(t) < d {
		t = t.Add(quarter)
	}
	for DayOf(t.Add(-quarter)) >= d {
		t = t.Add(-quarter)
	}
	return At(t)
}

// At is the instant at which the clock on the wall shows so many minutes after
// midnight; a time that the day leaves out is moved as time.Date does.
func (d Day) At(zone *time.Location, minutes int) Instant {
	y, m, day := d.Time().Date()
	return At(time.Date(y, m, day, 0, minutes, 0, 0, zone))
}

// Span is the day in a zone: 23, 24 or 25 hours.
func (d Day) Span(zone *time.Location) Span {
	return Span{d.Start(zone), (d + 1).Start(zone)}
}

// Days is a half-open stretch of days, [From, To).
type Days struct{ From, To Day }

// Year is the whole calendar year.
func Year(y int) Days { return Days{Date(y, 1, 1), Date(y+1, 1, 1)} }

// Len is the number of days, never negative.
func (p Days) Len() int { return max(0, int(p.To-p.From)) }

// Has says whether the day lies in the period.
func (p Days) Has(d Day) bool { return p.From <= d && d < p.To }

// Cut is the part of the period inside o; ok is false where there is none.
func (p Days) Cut(o Days) (Days, bool) {
	c := Days{max(p.From, o.From), min(p.To, o.To)}
	return c, c.From < c.To
}

// Last is the last day inside the period, the way people say it.
func (p Days) Last() Day { return p.To - 1 }

// String says the period as a person would: "2017", "2017 to 2018", or two dates.
func (p Days) String() string {
	from, to := p.From.Time(), p.To.Time()
	if from.YearDay() == 1 && to.YearDay() == 1 {
		if to.Year() == from.Year()+1 {
			return fmt.Sprint(from.Year())
		}
		return fmt.Sprintf("%d to %d", from.Year(), to.Year()-1)
	}
	return p.From.String() + " to " + p.Last().String()
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
