package calendar

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// candidates are the starts of a series near the window.
func (x *expansion) candidates(s *series) []candidate {
	from, to := x.reach(s)
	return x.candidatesIn(s.master, from, to)
}

// candidatesIn are the starts of a master in [from, to) of its own zone, in
// order: DTSTART, what the rules name and the RDATEs, each once. DTSTART is one
// of them even where no rule names it, and then it does not count. They stay
// valid until the next call.
func (x *expansion) candidatesIn(m *item, from, to recur.Wall) []candidate {
	x.found = x.found[:0]
	if from <= m.start.wall && m.start.wall < to && !x.over(m) {
		x.found = append(x.found, candidate{wall: m.start.wall, unruled: len(m.rules) > 0})
	}
	for i := range m.rules {
		for _, w := range x.ruled(m, &m.rules[i], from, to) {
			if w == m.start.wall {
				x.found[0].unruled = false
				continue
			}
			x.found = append(x.found, candidate{wall: w})
		}
	}
	for i := range m.more {
		if w := x.read(&m.more[i].moment, m); from <= w && w < to {
			x.found = append(x.found, candidate{wall: w, own: own(&m.more[i])})
		}
	}
	if len(m.rules) == 1 && len(m.more) == 0 && (len(x.found) < 2 || x.found[0].wall < x.found[1].wall) {
		return x.found
	}
	slices.SortStableFunc(x.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.wall, b.wall), ownFirst(a, b))
	})
	x.found = slices.CompactFunc(x.found, func(a, b candidate) bool { return a.wall == b.wall })
	return x.found
}

// over says that a series ends before it begins: all its rules have an UNTIL
// before DTSTART.
func (x *expansion) over(m *item) bool {
	for i := range m.rules {
		if x.until(m, &m.rules[i]) >= m.start.wall {
			return false
		}
	}
	return len(m.rules) > 0
}

func own(p *period) *period {
	if p.hasEnd || p.hasLength {
		return p
	}
	return nil
}

// ownFirst puts an RDATE with its own end before a plain start.
func ownFirst(a, b candidate) int {
	switch {
	case a.own != nil && b.own == nil:
		return -1
	case a.own == nil && b.own != nil:
		return 1
	}
	return 0
}

// reach is the stretch of readings in which a start can lie so that its
// instance shows in the window: the window, two days of zones on either side,
// the longest instance, and as far as replacements move what follows them.
func (x *expansion) reach(s *series) (from, to recur.Wall) {
	longest := x.longest(s.master)
	earlier, later := recur.Wall(0), recur.Wall(0)
	for i := range s.ahead {
		r := &s.ahead[i]
		longest = max(longest, x.longest(r.item))
		earlier, later = min(earlier, r.shift(s.master)), max(later, r.shift(s.master))
	}
	from = recur.Wall(x.window.From/when.Second) - 2*recur.Day - longest - later
	to = recur.Wall(x.window.To/when.Second) + 2*recur.Day - earlier
	return from, min(to, lastWall)
}

// lastWall is the end of the year 9999: no calendar can write a later date.
var lastWall = recur.On(10000, 1, 1, 0, 0, 0)

func (x *expansion) longest(it *item) recur.Wall {
	length := recur.Wall(it.length.Days)*recur.Day + recur.Wall(it.length.Seconds)
	switch {
	case it.allDay():
		length = it.days()
	case it.hasEnd:
		length = x.nominal(it)
	}
	for i := range it.more {
		p := &it.more[i]
		length = max(length, recur.Wall(p.length.Days)*recur.Day+recur.Wall(p.length.Seconds))
		if p.hasEnd {
			length = max(length, p.end.wall-p.wall+2*recur.Day)
		}
	}
	return length
}

// ruled are the starts that one rule names. They stay valid until the next call.
func (x *expansion) ruled(m *item, r *recur.Rule, from, to recur.Wall) []recur.Wall {
	work := recur.Work{Left: min(seriesWork, x.left)}
	given := work.Left
	walk := recur.Walk{Start: m.start.wall, From: from, To: to, Until: x.until(m, r), AllDay: m.allDay(), Most: maxInstances}
	x.walls = r.Append(x.walls[:0], walk, &work)
	x.left -= given - max(0, work.Left)
	switch {
	case work.Out():
		x.complain(fmt.Sprintf("the rule of %s would take too long to work out; only its first %d times were found", m.name(), len(x.walls)), m.uid)
	case len(x.walls) > maxInstances:
		x.complain(fmt.Sprintf("%s takes place more than %d times in this period; the rest was left out", m.name(), maxInstances), m.uid)
	}
	return x.walls[:min(len(x.walls), maxInstances)]
}

// until is the last reading a rule's UNTIL allows: of a date its whole day, of
// a UTC time what the master's clock shows then.
func (x *expansion) until(m *item, r *recur.Rule) recur.Wall {
	switch {
	case r.Until == recur.Never:
		return recur.Never
	case r.UntilForm == recur.Date8 || m.allDay():
		return r.Until.Midnight() + recur.Day - 1
	case r.UntilForm == recur.UTC && !m.floating:
		return m.zone.wall(int64(r.Until))
	}
	return r.Until
}

// read is a date or time of RDATE as a reading of the master's clock. A date in
// a timed series means the series' own time on that day.
func (x *expansion) read(p *moment, m *item) recur.Wall {
	switch {
	case m.allDay():
		return p.wall.Midnight()
	case p.form == recur.Date8:
		return p.wall + m.start.wall - m.start.wall.Midnight()
	case p.form == recur.Local && (p.tzid == "" || p.tzid == m.start.tzid):
		return p.wall
	}
	return m.zone.wall(x.zoneOf(*p, m.calendar, nil).unix(p.wall))
}

// exclusions are what EXDATE and EXRULE take out of a series: instants, and
// whole days where only a date was given or only dates matter.
type exclusions struct{ instants, days []int64 }

func (x *expansion) exclusions(m *item) (e exclusions) {
	for i := range m.without {
		p := &m.without[i].moment
		if m.allDay() || p.form == recur.Date8 {
			e.days = append(e.days, p.wall.Day())
			continue
		}
		e.instants = append(e.instants, m.zone.unix(x.read(p, m)))
	}
	if len(m.exrules) > 0 {
		from, to := x.reach(&series{master: m})
		for i := range m.exrules {
			for _, w := range x.ruled(m, &m.exrules[i], from, to) {
				e.instants = append(e.instants, m.zone.unix(w))
			}
		}
	}
	slices.Sort(e.instants)
	slices.Sort(e.days)
	return e
}

func (e *exclusions) has(w recur.Wall, at int64) bool {
	if len(e.instants)+len(e.days) == 0 {
		return false
	}
	if _, found := slices.BinarySearch(e.instants, at); found {
		return true
	}
	_, found := slices.BinarySearch(e.days, w.Day())
	return found
}
