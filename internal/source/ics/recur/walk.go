package recur

import "slices"

// Walk is the part of a rule's course that is wanted: the readings in
// [From, To), of those that begin at Start and do not pass Until. To must not
// be Never. AllDay says that the rule counts dates.
type Walk struct {
	Start, From, To Wall
	Until           Wall // Never where the rule's own end has no date
	Most            int  // how many are wanted; the walk ends with one more, 0 for all
	AllDay          bool
}

// Work bounds how much may be spent on rules that nobody means: one unit is a
// day, hour, minute or second looked at.
type Work struct{ Left int64 }

// Out says that the work is used up: what was found is not all there is.
func (w *Work) Out() bool { return w.Left < 0 }

// Append adds to dst the readings the rule names in the walk, in order, each
// once. Rule.Until is not looked at: it has to be read in the event's zone and
// given as Walk.Until. DTSTART itself is among them only where the rule names
// it. Without COUNT it goes to the window by arithmetic; with COUNT it counts
// from the start unless each step yields exactly one.
func (r *Rule) Append(dst []Wall, w Walk, work *Work) []Wall {
	p := r.plan(w.Start, w.AllDay)
	p.foresee(&w)
	c := course{plan: p, Walk: w, work: work, out: dst, last: w.Start - 1}
	if p.Freq >= Hourly {
		c.ticks()
	} else {
		c.periods()
	}
	return c.out
}

// course is one walk under way.
type course struct {
	*plan
	Walk
	work  *Work
	out   []Wall
	seen  int64 // how many the rule named so far
	last  Wall  // the latest of them
	days  []int64
	place []Wall
}

// emit takes the next reading; false ends the walk.
func (c *course) emit(w Wall) bool {
	switch {
	case w <= c.last:
		return true
	case w > c.Until || w >= c.To:
		return false
	}
	c.last = w
	c.seen++
	if w >= c.From {
		c.out = append(c.out, w)
		if c.work.Left--; c.Most > 0 && len(c.out) > c.Most {
			return false
		}
	}
	return c.Count == 0 || c.seen < c.Count
}

// foresee turns a COUNT whose last reading arithmetic can tell into an UNTIL.
func (p *plan) foresee(w *Walk) {
	if p.Count == 0 || len(p.places) > 0 || !p.single() {
		return
	}
	n := p.Count - 1
	if n > (1<<36)/p.Interval {
		p.Count = 0
		return
	}
	n *= p.Interval
	var last Wall
	switch p.Freq {
	case Yearly:
		last = p.start + Wall(Days(p.first.year+int(n), p.first.month, p.first.day)-p.first.days)*Day
	case Monthly:
		year, month := addMonths(p.first.year, p.first.month, n)
		last = p.start + Wall(Days(year, month, p.first.day)-p.first.days)*Day
	case Weekly:
		last = p.start + Wall(n)*7*Day
	default:
		last = p.start + Wall(n)*p.unit()
	}
	p.Count, w.Until = 0, min(w.Until, last)
}

// single says whether every step of the rule yields exactly one reading.
func (p *plan) single() bool {
	if p.hours != 0 || p.minutes != 0 || p.seconds != 0 || len(p.nth)+len(p.yearDays)+len(p.weeks) > 0 {
		return false
	}
	switch p.Freq {
	case Yearly:
		return p.months == 1<<p.first.month && p.weekdays == 0 && p.ownDay()
	case Monthly:
		return p.months == 0 && p.weekdays == 0 && p.ownDay()
	case Weekly:
		return p.weekOnly && p.weekdays == 1<<weekday(p.first.days)
	}
	return p.months == 0 && p.weekdays == 0 && p.mask == 0 && p.fromEnd == 0
}

// ownDay says that the day of the month is DTSTART's and that every month has it.
func (p *plan) ownDay() bool {
	return p.first.day <= 28 && p.mask == 1<<p.first.day && p.fromEnd == 0
}

func addMonths(year, month int, n int64) (int, int) {
	total := int64(year)*12 + int64(month-1) + n
	y := floor(total, 12)
	return int(y), int(total-y*12) + 1
}

// unit is the length of a daily or finer rule's step of one.
func (p *plan) unit() Wall {
	switch p.Freq {
	case Daily:
		return Day
	case Hourly:
		return Hour
	case Minutely:
		return Minute
	}
	return 1
}

// periods walks years, months, weeks or days.
func (c *course) periods() {
	for i := c.seek(); ; i++ {
		begin, ok := c.collect(i)
		if !ok || Wall(begin)*Day >= c.To || Wall(begin)*Day > c.Until || c.work.Out() {
			return
		}
		if !c.emitAll(c.days) {
			return
		}
	}
}

// seek is the first step worth looking at: the one before the window's.
func (c *course) seek() int64 {
	if c.Count > 0 || c.From <= c.start {
		return 0
	}
	to := dateOf(c.From.Day())
	steps := int64(0)
	switch c.Freq {
	case Yearly:
		steps = int64(to.year - c.first.year)
	case Monthly:
		steps = int64(to.year-c.first.year)*12 + int64(to.month-c.first.month)
	case Weekly:
		steps = (to.days - c.first.days) / 7
	case Daily:
		steps = to.days - c.first.days
	}
	return max(0, steps/c.Interval-2)
}

// collect puts the matching days of a step into c.days and says where the step
// begins; ok is false when no later one can lie in the window.
func (c *course) collect(i int64) (begin int64, ok bool) {
	c.days = c.days[:0]
	n := i * c.Interval
	limit := c.To.Day() + 800
	if n > limit-c.first.days { // no step is shorter than a day
		return 0, false
	}
	switch c.Freq {
	case Yearly:
		begin = c.year(n)
	case Monthly:
		year, month := addMonths(c.first.year, c.first.month, n)
		begin = Days(year, month, 1)
		if begin < limit {
			c.month(year, month)
		}
	case Weekly:
		begin = c.first.days - int64((weekday(c.first.days)-c.WeekStart+7)%7) + 7*n
		c.scan(begin, 7)
	case Daily:
		begin = c.first.days + n
		c.scan(begin, 1)
	}
	if c.Skip != Omit {
		slices.Sort(c.days)
	}
	return begin, true
}

// year collects a calendar year, or where the rule names weeks a week-year.
func (c *course) year(n int64) (begin int64) {
	if len(c.weeks) > 0 {
		year := c.weekYear(c.first) + int(n)
		begin = c.weekOne(year)
		c.scan(begin, int(c.weekOne(year+1)-begin))
		return begin
	}
	year := c.first.year + int(n)
	for month := 1; month <= 12; month++ {
		if c.months == 0 || c.months>>month&1 == 1 {
			c.month(year, month)
		}
	}
	return Days(year, 1, 1)
}

// month collects the days of a month that match, and those that RFC 7529 moves.
func (c *course) month(year, month int) {
	if c.months != 0 && c.months>>month&1 == 0 {
		c.work.Left--
		return
	}
	length := monthLength(year, month)
	c.work.Left -= int64(length) * c.cost
	d := date{Days(year, month, 1), year, month, 1}
	for ; d.day <= length; d.day, d.days = d.day+1, d.days+1 {
		if c.match(d) {
			c.days = append(c.days, d.days)
		}
	}
	if c.Skip == Omit {
		return
	}
	for _, want := range c.monthDays {
		if want > length {
			c.days = append(c.days, d.days-1+int64(c.Skip-Backward))
		}
	}
}

// scan collects the days that match out of n from begin on.
func (c *course) scan(begin int64, n int) {
	c.work.Left -= int64(n) * c.cost
	for days := begin; days < begin+int64(n); days++ {
		if c.weekOnly {
			if c.weekdays>>weekday(days)&1 == 1 {
				c.days = append(c.days, days)
			}
			continue
		}
		if c.match(dateOf(days)) {
			c.days = append(c.days, days)
		}
	}
}

// emitAll emits the times of the days, or of BYSETPOS among them.
func (c *course) emitAll(days []int64) bool {
	if len(c.places) > 0 {
		return c.emitPlaces(days)
	}
	for _, d := range days {
		for _, t := range c.times {
			if !c.emit(Wall(d)*Day + t) {
				return false
			}
		}
	}
	return true
}

func (c *course) emitPlaces(days []int64) bool {
	c.place = c.place[:0]
	c.work.Left -= int64(len(c.places))
	total := len(days) * len(c.times)
	for _, n := range c.places {
		at := n - 1
		if n < 0 {
			at = total + n
		}
		if at >= 0 && at < total {
			c.place = append(c.place, Wall(days[at/len(c.times)])*Day+c.times[at%len(c.times)])
		}
	}
	slices.Sort(c.place)
	for _, w := range c.place {
		if !c.emit(w) {
			return false
		}
	}
	return true
}
