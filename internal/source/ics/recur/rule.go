package recur

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Freq is a rule's FREQ, from coarse to fine.
type Freq int8

// The frequencies.
const (
	Yearly Freq = iota + 1
	Monthly
	Weekly
	Daily
	Hourly
	Minutely
	Secondly
)

// Skip is what becomes of a date that does not exist (RFC 7529 §4.2).
type Skip int8

// The ways to skip.
const (
	Omit     Skip = iota // there is none that month
	Backward             // the last day before
	Forward              // the first day after
)

// Rule is one RRULE taken apart. A part that was not given is zero or empty;
// the sets of small numbers are bit masks with bit n for the number n.
type Rule struct {
	Freq      Freq
	Interval  int64 // at least 1
	Count     int64 // 0 for no count
	Until     Wall  // Never for none
	UntilForm Form
	WeekStart int // Monday 0 to Sunday 6
	Skip      Skip

	seconds, minutes uint64
	hours            uint32
	months           uint16
	weekdays         uint8  // BYDAY without a number
	nth              []nth  // BYDAY with one
	monthDays        []int  // negative from the end
	yearDays         []int  // negative from the end
	weeks            []int  // negative from the end
	places           []int  // BYSETPOS
	mask, fromEnd    uint32 // monthDays once more
}

// nth is the nth weekday of a month or year, counted from its end where n < 0.
type nth struct{ n, weekday int }

// Bounded says whether the rule ends by itself.
func (r *Rule) Bounded() bool { return r.Count > 0 || r.Until != Never }

// Gap is a number of seconds that is never more than what lies between two
// readings of the clock that the rule names one after the other: a day for whatever
// names at most one a day. Of a rule with BYSETPOS it is a day, too: few have that.
func (r *Rule) Gap() int64 {
	step := int64(0)
	switch r.Freq {
	case Hourly:
		step = 3600 * r.Interval
	case Minutely:
		step = 60 * r.Interval
	case Secondly:
		step = r.Interval
	}
	if len(r.places) > 0 {
		return max(step, int64(Day))
	}
	for _, u := range []struct {
		set        uint64
		by         Freq
		unit, size int64
	}{{r.seconds, Secondly, 1, 60}, {r.minutes, Minutely, 60, 60}, {uint64(r.hours), Hourly, 3600, 24}} {
		switch {
		case u.set == 0 && r.Freq >= u.by:
			return max(step, u.unit)
		case bits.OnesCount64(u.set) > 1 && r.Freq >= u.by:
			return max(step, u.unit*nearest(u.set, u.size))
		case bits.OnesCount64(u.set) > 1:
			return u.unit * nearest(u.set, u.size)
		}
	}
	return max(step, int64(Day))
}

// nearest is the least distance between two of several numbers below size, on a
// dial that begins anew after it.
func nearest(set uint64, size int64) int64 {
	first := int64(bits.TrailingZeros64(set))
	last := first
	least := size
	for n := first + 1; n < size; n++ {
		if set&(1<<n) != 0 {
			least, last = min(least, n-last), n
		}
	}
	return min(least, size-last+first)
}

// Parse reads the value of an RRULE. What it can do without it leaves out and
// says so in odd, one sentence each; an error means that there is no rule.
func Parse(text string) (r Rule, odd []string, err error) {
	r = Rule{Interval: 1, Until: Never}
	for part := range strings.SplitSeq(text, ";") {
		name, value, found := strings.Cut(strings.TrimSpace(part), "=")
		if name == "" {
			continue
		}
		if !found || !r.set(strings.ToUpper(name), strings.ToUpper(strings.TrimSpace(value))) {
			odd = append(odd, fmt.Sprintf("the rule's part %q means nothing", part))
		}
	}
	switch {
	case r.Freq == -1:
		return r, odd, fmt.Errorf("the rule %q counts in a calendar other than the Gregorian", text)
	case r.Freq == 0:
		return r, odd, fmt.Errorf("the rule %q has no frequency", text)
	}
	r.settle()
	return r, odd, nil
}

// set takes one part in; false where it means nothing.
func (r *Rule) set(name, value string) (ok bool) {
	switch name {
	case "FREQ":
		i := slices.Index(freqs, value)
		if i < 0 {
			return false
		}
		if r.Freq == 0 {
			r.Freq = Freq(i + 1)
		}
		return true
	case "RSCALE":
		if value != "GREGORIAN" {
			r.Freq = -1
		}
		return true
	case "SKIP":
		i := slices.Index(skips, value)
		r.Skip = Skip(max(i, 0))
		return i >= 0
	case "INTERVAL":
		return positive(&r.Interval, value)
	case "COUNT":
		return positive(&r.Count, value)
	case "UNTIL":
		w, form, ok := Read(value)
		if ok {
			r.Until, r.UntilForm = w, form
		}
		return ok
	case "WKST":
		d, ok := dayNamed(value)
		if ok {
			r.WeekStart = d
		}
		return ok
	}
	return r.setBy(name, value)
}

func (r *Rule) setBy(name, value string) bool {
	switch name {
	case "BYSECOND":
		return each(value, 0, 60, func(n int) { r.seconds |= 1 << min(n, 59) })
	case "BYMINUTE":
		return each(value, 0, 59, func(n int) { r.minutes |= 1 << n })
	case "BYHOUR":
		return each(value, 0, 23, func(n int) { r.hours |= 1 << n })
	case "BYMONTH":
		return each(strings.ReplaceAll(value, "L", ""), 1, 12, func(n int) { r.months |= 1 << n })
	case "BYMONTHDAY":
		return each(value, -31, 31, func(n int) { r.monthDays = append(r.monthDays, n) })
	case "BYYEARDAY":
		return each(value, -366, 366, func(n int) { r.yearDays = append(r.yearDays, n) })
	case "BYWEEKNO":
		return each(value, -53, 53, func(n int) { r.weeks = append(r.weeks, n) })
	case "BYSETPOS":
		return each(value, -maxPlace, maxPlace, func(n int) { r.places = append(r.places, n) })
	case "BYDAY":
		return r.setDays(value)
	}
	return strings.HasPrefix(name, "X-")
}

// maxPlace bounds BYSETPOS: RFC 5545 says 366, but sets of a day's seconds in
// use are longer.
const maxPlace = 86400

func (r *Rule) setDays(value string) bool {
	all := true
	for item := range strings.SplitSeq(value, ",") {
		item = strings.TrimSpace(item)
		cut := max(0, len(item)-2)
		d, ok := dayNamed(item[cut:])
		n, err := 0, error(nil)
		if cut > 0 {
			n, err = strconv.Atoi(strings.TrimPrefix(item[:cut], "+"))
		}
		switch {
		case !ok || err != nil || n < -53 || n > 53:
			all = false
		case n == 0:
			r.weekdays |= 1 << d
		default:
			r.nth = append(r.nth, nth{n, d})
		}
	}
	return all
}

// settle puts the parts into the form in which they are matched.
func (r *Rule) settle() {
	if r.Freq > Monthly {
		for _, d := range r.nth { // RFC 5545: no number with these; the weekday is meant
			r.weekdays |= 1 << d.weekday
		}
		r.nth = nil
	}
	for _, list := range []*[]int{&r.places, &r.monthDays, &r.yearDays, &r.weeks} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	slices.SortFunc(r.nth, func(a, b nth) int { return cmp.Or(a.n-b.n, a.weekday-b.weekday) })
	r.nth = slices.Compact(r.nth)
	for _, d := range r.monthDays {
		if d > 0 {
			r.mask |= 1 << d
		} else {
			r.fromEnd |= 1 << -d
		}
	}
}

var (
	freqs = []string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"}
	skips = []string{"OMIT", "BACKWARD", "FORWARD"}
	days  = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
)

func dayNamed(name string) (int, bool) {
	i := slices.Index(days, name)
	return i, i >= 0
}

// largest bounds INTERVAL and COUNT, so that no sum overflows.
const largest = 1 << 31

func positive(n *int64, value string) bool {
	v, err := strconv.ParseInt(value, 10, 64)
	if err != nil || v < 1 {
		return false
	}
	*n = min(v, largest)
	return true
}

// each calls add with every number of a list that lies in [low, high]; where
// low is negative zero is none of them. It says whether all did.
func each(value string, low, high int, add func(int)) bool {
	all := true
	for item := range strings.SplitSeq(value, ",") {
		n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(item), "+"))
		if err != nil || n < low || n > high || n == 0 && low < 0 {
			all = false
			continue
		}
		add(n)
	}
	return all
}
