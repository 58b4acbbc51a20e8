package recur

import "strings"

// Length is a DURATION: nominal days and exact seconds (RFC 5545 §3.3.6). A negative
// one is none, since no event ends before it begins.
type Length struct {
	Days, Seconds int64
	Negative      bool // it was less than nothing as written
}

// ReadLength reads a DURATION such as "P1W", "PT1H30M" or "-P1DT12H". Weeks and days
// are nominal, the rest exact.
func ReadLength(text string) (l Length, ok bool) {
	text = strings.ToUpper(strings.TrimSpace(text))
	negative := strings.HasPrefix(text, "-")
	text, ok = strings.CutPrefix(strings.TrimLeft(text, "+-"), "P")
	if !ok {
		return l, false
	}
	n, digits := int64(0), 0
	for i := range len(text) {
		c := text[i]
		if c >= '0' && c <= '9' {
			n, digits = n*10+int64(c-'0'), digits+1
			if digits > 9 {
				return l, false
			}
			continue
		}
		if c != 'T' && (digits == 0 || !l.add(n, c)) {
			return l, false
		}
		n, digits = 0, 0
	}
	if negative {
		return Length{Negative: l != Length{}}, true
	}
	return l, digits == 0
}

func (l *Length) add(n int64, unit byte) bool {
	switch unit {
	case 'W':
		l.Days += 7 * n
	case 'D':
		l.Days += n
	case 'H':
		l.Seconds += 3600 * n
	case 'M':
		l.Seconds += 60 * n
	case 'S':
		l.Seconds += n
	default:
		return false
	}
	return true
}
