package recur

import "math/bits"

// plan is a rule made ready for one DTSTART: what the rule leaves open is
// filled in from there (RFC 5545 §3.3.10, "Information, not contained in the
// rule, necessary to determine the various recurrence instance start time and
// dates are derived from DTSTART").
type plan struct {
	Rule
	start    Wall
	first    date
	allDay   bool
	ofMonth  bool   // BYDAY's numbers count in the month, not the year
	weekOnly bool   // a day is told by its weekday alone
	cost     int64  // units of work to look at one day
	times    []Wall // of the day, or of the hour or minute of a finer rule
}

type date struct {
	days             int64
	year, month, day int
}

func dateOf(days int64) date {
	y, m, d := Date(days)
	return date{days, y, m, d}
}

func (r *Rule) plan(start Wall, allDay bool) *plan {
	p := &plan{Rule: *r, start: start, first: dateOf(start.Day()), allDay: allDay}
	p.ofMonth = p.Freq == Monthly || p.months != 0
	p.fillDays()
	p.weekOnly = p.weekdays != 0 && p.months == 0 && p.mask == 0 && p.fromEnd == 0 &&
		len(p.nth) == 0 && len(p.yearDays) == 0 && len(p.weeks) == 0
	p.cost = 1 + int64(len(p.nth)+len(p.yearDays)+len(p.weeks))/8
	p.fillTimes()
	return p
}

// fillDays takes from DTSTART the day, weekday or month that the rule leaves
// open. Where peers disagree (BYMONTHDAY without BYMONTH, BYWEEKNO without
// BYDAY) the narrow reading is taken: the month, the weekday of DTSTART.
func (p *plan) fillDays() {
	monthDay := p.mask != 0 || p.fromEnd != 0
	byDay := p.weekdays != 0 || len(p.nth) > 0
	open := !monthDay && !byDay && len(p.yearDays) == 0 && len(p.weeks) == 0
	switch {
	case p.Freq == Yearly && open:
		p.setMonthDay()
		p.setMonth()
	case p.Freq == Yearly && len(p.weeks) > 0 && !byDay && !monthDay && len(p.yearDays) == 0,
		p.Freq == Weekly && open:
		p.weekdays = 1 << weekday(p.first.days)
	case p.Freq == Yearly && monthDay && len(p.yearDays) == 0 && len(p.weeks) == 0:
		p.setMonth()
	case p.Freq == Monthly && open:
		p.setMonthDay()
	}
}

func (p *plan) setMonth() {
	if p.months == 0 {
		p.months = 1 << p.first.month
	}
}

func (p *plan) setMonthDay() {
	p.mask = 1 << p.first.day
	p.monthDays = []int{p.first.day}
}

// fillTimes lists the times of the unit that the rule repeats, in order. A
// rule of dates has the one time 0, whatever it says of hours.
func (p *plan) fillTimes() {
	if p.allDay {
		p.times = []Wall{0}
		return
	}
	clock := int(p.start - p.start.Midnight())
	hours, minutes, seconds := uint64(p.hours), p.minutes, p.seconds
	if hours == 0 {
		hours = 1 << (clock / 3600)
	}
	if minutes == 0 {
		minutes = 1 << (clock / 60 % 60)
	}
	if seconds == 0 {
		seconds = 1 << (clock % 60)
	}
	switch p.Freq { // the unit itself is one tick
	case Secondly:
		hours, minutes, seconds = 1, 1, 1
	case Minutely:
		hours, minutes = 1, 1
	case Hourly:
		hours = 1
	}
	p.times = make([]Wall, 0, bits.OnesCount64(hours)*bits.OnesCount64(minutes)*bits.OnesCount64(seconds))
	for h := range ones(hours) {
		for m := range ones(minutes) {
			for s := range ones(seconds) {
				p.times = append(p.times, Wall(h)*Hour+Wall(m)*Minute+Wall(s))
			}
		}
	}
}

// ones yields the numbers in a bit mask, in order.
func ones(mask uint64) func(func(int) bool) {
	return func(yield func(int) bool) {
		for ; mask != 0; mask &= mask - 1 {
			if !yield(bits.TrailingZeros64(mask)) {
				return
			}
		}
	}
}

// match says whether the rule's parts allow a day.
func (p *plan) match(d date) bool {
	return (p.months == 0 || p.months>>d.month&1 == 1) &&
		p.matchMonthDay(d) && p.matchWeekday(d) &&
		(len(p.yearDays) == 0 || p.matchYearDay(d)) &&
		(len(p.weeks) == 0 || p.matchWeek(d))
}

func (p *plan) matchMonthDay(d date) bool {
	if p.mask == 0 && p.fromEnd == 0 {
		return true
	}
	return p.mask>>d.day&1 == 1 ||
		p.fromEnd != 0 && p.fromEnd>>(monthLength(d.year, d.month)-d.day+1)&1 == 1
}

func (p *plan) matchYearDay(d date) bool {
	n := int(d.days-Days(d.year, 1, 1)) + 1
	left := n - yearLength(d.year) - 1
	for _, want := range p.yearDays {
		if want == n || want == left {
			return true
		}
	}
	return false
}

// matchWeekday reads BYDAY: a weekday without a number and one with a number
// are alternatives, also in one list.
func (p *plan) matchWeekday(d date) bool {
	if p.weekdays == 0 && len(p.nth) == 0 {
		return true
	}
	w := weekday(d.days)
	if p.weekdays>>w&1 == 1 {
		return true
	}
	for _, want := range p.nth {
		if want.weekday == w && (len(p.weeks) > 0 || p.matchNth(d, want.n)) {
			return true
		}
	}
	return false
}

func (p *plan) matchNth(d date, n int) bool {
	day, length := d.day, monthLength(d.year, d.month)
	if !p.ofMonth {
		day, length = int(d.days-Days(d.year, 1, 1))+1, yearLength(d.year)
	}
	if n > 0 {
		return (day-1)/7+1 == n
	}
	return (length-day)/7+1 == -n
}

// matchWeek reads BYWEEKNO in the week-year the day lies in.
func (p *plan) matchWeek(d date) bool {
	year := p.weekYear(d)
	first, next := p.weekOne(year), p.weekOne(year+1)
	n := int(d.days-first)/7 + 1
	left := n - int(next-first)/7 - 1
	for _, want := range p.weeks {
		if want == n || want == left {
			return true
		}
	}
	return false
}

// weekOne is the first day of a week-year: of the first week that has four
// days or more in the calendar year, weeks starting on WKST.
func (p *plan) weekOne(year int) int64 {
	fourth := Days(year, 1, 4)
	return fourth - int64((weekday(fourth)-p.WeekStart+7)%7)
}

func (p *plan) weekYear(d date) int {
	switch {
	case d.days < p.weekOne(d.year):
		return d.year - 1
	case d.days >= p.weekOne(d.year+1):
		return d.year + 1
	}
	return d.year
}
