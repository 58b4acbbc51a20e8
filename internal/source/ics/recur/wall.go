// Package recur works out recurrence rules: which readings of a wall clock an
// RRULE names. It is arithmetic on days and seconds only; it knows no zone, no
// event and no file, and it never reads the clock. Whoever calls turns the
// readings into instants last of all, so that a change of clocks cannot bend a
// rule. Invariant: what a rule names inside a window does not depend on the
// window.
package recur

import "math"

// Wall is a reading of a wall clock: seconds since 1970-01-01T00:00:00 on that
// clock. Two clocks in different zones that show the same have the same Wall.
type Wall int64

// Lengths in seconds, the unit of Wall.
const (
	Minute Wall = 60
	Hour   Wall = 60 * Minute
	Day    Wall = 24 * Hour
)

// Never is later than every reading.
const Never Wall = math.MaxInt64

// Day is the number of whole days since 1970-01-01, rounded down.
func (w Wall) Day() int64 { return floor(int64(w), int64(Day)) }

// NearestMidnight is the midnight that is nearest, the later one of two.
func (w Wall) NearestMidnight() Wall { return (w + Day/2).Midnight() }

// Midnight is the reading at the start of the same day.
func (w Wall) Midnight() Wall { return Wall(w.Day()) * Day }

// On is the reading of a date and a time of day. The date must exist; see Read
// for text that may not.
func On(year, month, day, hour, minute, second int) Wall {
	return Wall(Days(year, month, day))*Day + Wall(hour)*Hour + Wall(minute)*Minute + Wall(second)
}

// Days counts the days from 1970-01-01 to a date of the proleptic Gregorian
// calendar (H. Hinnant, "chrono-compatible low-level date algorithms", 2013).
func Days(year, month, day int) int64 {
	y := int64(year)
	if month <= 2 {
		y--
	}
	era := floor(y, 400)
	ofEra := y - era*400
	shifted := (int64(month) + 9) % 12
	ofYear := (153*shifted+2)/5 + int64(day) - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}

// Date is the inverse of Days.
func Date(days int64) (year, month, day int) {
	z := days + 719468
	era := floor(z, 146097)
	ofEra := z - era*146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*ofYear + 2) / 153
	day = int(ofYear - (153*shifted+2)/5 + 1)
	month = int(shifted+2)%12 + 1
	year = int(yearOfEra + era*400)
	if month <= 2 {
		year++
	}
	return year, month, day
}

// weekday is Monday 0 to Sunday 6.
func weekday(days int64) int { return int(((days+3)%7 + 7) % 7) }

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func yearLength(year int) int {
	if leap(year) {
		return 366
	}
	return 365
}

func monthLength(year, month int) int {
	switch month {
	case 2:
		return yearLength(year) - 337
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func floor(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// Form is how a date or time was written.
type Form int8

// The forms of RFC 5545 §3.3.4 and §3.3.5.
const (
	Local Form = iota // a reading of some clock: "20240105T090000"
	UTC               // the same with a "Z"
	Date8             // a date alone: "20240105"
)

// Read reads a DATE or a DATE-TIME. It forgives white space, a missing "T"
// part's seconds, lower case, the separators of ISO 8601 and a leap second,
// which becomes the second before; ok is false for a date that does not exist.
func Read(text string) (w Wall, form Form, ok bool) {
	var n [14]int
	digits, form := 0, Local
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			if digits == len(n) {
				return 0, 0, false
			}
			n[digits] = int(c - '0')
			digits++
		case c == 'Z' || c == 'z':
			form = UTC
		case c == 'T' || c == 't' || c == ' ' || c == '-' || c == ':':
		default:
			return 0, 0, false
		}
	}
	two := func(i int) int { return n[i]*10 + n[i+1] }
	year, month, day := two(0)*100+two(2), two(4), two(6)
	hour, minute, second := two(8), two(10), min(two(12), 59)
	switch {
	case digits != 8 && digits != 12 && digits != 14:
		return 0, 0, false
	case year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month) || hour > 24 || minute > 59 || two(12) > 60:
		return 0, 0, false
	case digits == 8:
		form = Date8
	}
	return On(year, month, day, hour, minute, second), form, true
}

// Text writes the reading in one of the forms, with the separators of ISO 8601.
func (w Wall) Text(form Form) string {
	var b [24]byte
	year, month, day := Date(w.Day())
	out := pad(pad(pad(b[:0], year, 4), month, 2, '-'), day, 2, '-')
	if form == Date8 {
		return string(out)
	}
	clock := int(w - w.Midnight())
	out = pad(pad(pad(out, clock/3600, 2, 'T'), clock/60%60, 2, ':'), clock%60, 2, ':')
	if form == UTC {
		out = append(out, 'Z')
	}
	return string(out)
}

// pad appends a number in that many digits, after the mark given.
func pad(out []byte, n, digits int, mark ...byte) []byte {
	out = append(out, mark...)
	for unit := int(math.Pow10(digits - 1)); unit > 0; unit /= 10 {
		out = append(out, byte('0'+n/unit%10))
	}
	return out
}
