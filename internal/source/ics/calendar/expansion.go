package calendar

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// How much may be spent on rules nobody means: units of recur.Work on one
// series and on all together, instances of one series, and days of all together, as Room
// counts them.
const (
	seriesWork   = 4_000_000
	allWork      = 100_000_000
	maxInstances = 100_000
	allDays      = 250_000
)

// expansion works out the instances of events inside a window.
type expansion struct {
	zones  *zones
	window when.Span
	byWall bool // the window holds readings of the event's own clock, not instants
	left   int64
	bad    []logbook.BadRow
	told   map[string]bool // zones already reported as unknown
	walls  []recur.Wall
	found  []candidate
}

func newExpansion(zones *zones, window when.Span, byWall bool) *expansion {
	return &expansion{zones: zones, window: window, byWall: byWall, left: allWork, told: map[string]bool{}}
}

func (x *expansion) complain(what, row string) {
	x.bad = append(x.bad, badRow(0, what, row))
}

// place finds the zone an item's start is read in.
func (x *expansion) place(it *item) {
	it.zone = x.zoneOf(it.start, it.calendar, it)
	it.floating = it.zone == x.zones.home && !it.allDay()
}

// zoneOf is the zone of a moment: its own, else the calendar's, else home. An
// unknown one is reported once, with the item it was met in.
func (x *expansion) zoneOf(m moment, c *calendar, it *item) *zone {
	if m.form == recur.UTC {
		return utcZone
	}
	if m.tzid != "" {
		if z := x.zones.find(m.tzid, c.definitions[m.tzid]); z != nil {
			return z
		}
		if it != nil && !x.told[m.tzid] {
			x.told[m.tzid] = true
			x.complain(fmt.Sprintf("no table knows the time zone %q and the file does not define it; home time was taken", m.tzid), it.name())
		}
		return x.zones.home
	}
	if z := x.calendarZone(c); z != nil && m.form == recur.Local {
		return z
	}
	return x.zones.home
}

// calendarZone is what X-WR-TIMEZONE names, nil where it names nothing known.
func (x *expansion) calendarZone(c *calendar) *zone {
	if c.zone == "" {
		return nil
	}
	return x.zones.find(c.zone, c.definitions[c.zone])
}

// all works out the instances of items, in order of time, then of the items.
func (x *expansion) all(items []*item) (out []instance) {
	if x.window.To <= x.window.From {
		return nil
	}
	for _, it := range items {
		x.place(it)
	}
	list := x.bySeries(items)
	out, fits := x.allOf(list, allDays)
	if !fits {
		out, _ = x.allOf(x.fewest(list), 2*allDays) // the bound is on what was counted before
	}
	return inOrder(out)
}

// allOf works out the instances of some series, as long as they are no more than so many
// days together. What takes place once, on one day, does not count.
func (x *expansion) allOf(list []series, most int) (out []instance, fits bool) {
	left := most
	for i := range list {
		from := len(out)
		out = x.series(out, &list[i])
		for j := from; j < len(out); j++ {
			left -= daysOf(&out[j], x.window)
		}
		if left += min(1, len(out)-from); left < 0 {
			return nil, false
		}
	}
	return out, true
}

// fewest are the series that there is room for, those with the fewest days first: where
// one calendar means to fill it, the others stay.
func (x *expansion) fewest(list []series) []series {
	x.left = allWork
	x.bad = nil // those that stay are worked out again
	costs := make([]int, len(list))
	order := make([]int, len(list))
	for i := range list {
		order[i], costs[i] = i, x.cost(&list[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(costs[a], costs[b]) })
	left := allDays
	var kept []series
	for _, i := range order {
		if left -= costs[i]; left < 0 {
			x.complain(fmt.Sprintf("%s takes up too many days beside all others; it was left out", list[i].item().name()), list[i].item().uid)
			continue
		}
		kept = append(kept, list[i])
	}
	x.left = allWork
	return kept
}

// cost is how many days a series may take up inside the window.
func (x *expansion) cost(s *series) int {
	most := int(x.window.To-x.window.From)/int(DayLong) + 1
	length := func(it *item) int { return min(most, int(x.longest(it)/recur.Day)+1) }
	days := 0
	for i := range s.replaced {
		days += length(s.replaced[i].item)
	}
	if s.master != nil {
		days += len(x.candidates(s)) * length(s.master)
	}
	return max(0, days-1)
}

// daysOf is how many days an instance takes up inside a window.
func daysOf(in *instance, window when.Span) int {
	inside := min(in.span.To, window.To) - max(in.span.From, window.From)
	return int(max(0, inside)/DayLong) + 1
}

// inOrder sorts small keys instead of the instances: there may be many.
func inOrder(list []instance) []instance {
	type key struct {
		span      when.Span
		order, at int
	}
	keys := make([]key, len(list))
	for i := range list {
		keys[i] = key{list[i].span, list[i].order, i}
	}
	slices.SortFunc(keys, func(a, b key) int {
		switch {
		case a.span.From != b.span.From:
			return cmp.Compare(a.span.From, b.span.From)
		case a.span.To != b.span.To:
			return cmp.Compare(a.span.To, b.span.To)
		case a.order != b.order:
			return cmp.Compare(a.order, b.order)
		}
		return cmp.Compare(a.at, b.at)
	})
	sorted := make([]instance, len(list))
	for i, k := range keys {
		sorted[i] = list[k.at]
	}
	return sorted
}

// series adds the instances of one series.
func (x *expansion) series(out []instance, s *series) []instance {
	for i := range s.replaced {
		r := &s.replaced[i]
		if x.outdated(s.master, r) {
			continue
		}
		out = x.add(out, r.item, candidate{wall: r.start.wall}, s)
	}
	if s.master == nil {
		return out
	}
	m := s.master
	if !m.recurring() && len(s.replaced) == 0 && len(m.without) == 0 {
		return x.add(out, m, candidate{wall: m.start.wall}, s)
	}
	excluded := x.exclusions(m)
	for _, c := range x.candidates(s) {
		at := m.zone.unix(c.wall)
		if excluded.has(c.wall, at) || len(s.replaced) > 0 && s.replaces(c.wall, at) {
			continue
		}
		it := m
		if r := s.ruling(c.wall); r != nil {
			it, c = r.item, candidate{wall: r.moved(c.wall, m)}
		}
		out = x.add(out, it, c, s)
	}
	return out
}

// outdated says that a replacement is older than its master by SEQUENCE (RFC 5545
// §3.8.7.4) and replaces an instance that the master no longer has: its rule does
// not name it, or its EXDATE takes it out.
func (x *expansion) outdated(master *item, r *replacement) bool {
	if master == nil || r.sequence >= master.sequence {
		return false
	}
	from, to := r.base, r.base+1
	if r.byDay {
		to = from + recur.Day
	}
	excluded := x.exclusions(master)
	return !slices.ContainsFunc(x.candidatesIn(master, from, to), func(c candidate) bool {
		return !excluded.has(c.wall, master.zone.unix(c.wall))
	})
}

// moved is where a replacement of all future instances puts the one at w, in
// its own zone.
func (r *replacement) moved(w recur.Wall, master *item) recur.Wall {
	w += r.shift(master)
	if r.byDay {
		return w
	}
	return r.zone.wall(master.zone.unix(w))
}

// add adds an instance of a series when it lies in the window. What replaces
// an instance is one of the series it is in; the master alone says that there
// is no end.
func (x *expansion) add(out []instance, it *item, c candidate, s *series) []instance {
	in := x.instance(it, c)
	in.series = it.recurring() || s.master != nil && s.master.recurring() || s.master != nil && it.replaces
	in.endless = s.master != nil && s.master.endless()
	seen := in.span
	if x.byWall {
		seen = x.shown(&in)
	}
	if !overlaps(seen, x.window) {
		return out
	}
	return append(out, in)
}

// instance is an item at one of its starts.
func (x *expansion) instance(it *item, c candidate) instance {
	in := instance{item: it, from: c.wall, unruled: c.unruled}
	if it.allDay() {
		in.from = c.wall.Midnight()
		in.to = in.from + it.days()
		in.span = seconds(x.zones.home.unix(in.from), x.zones.home.unix(in.to))
		return in
	}
	from := it.zone.unix(c.wall)
	to := x.end(it, c, from)
	in.to = it.zone.wall(to)
	in.span = seconds(from, to)
	return in
}

// shown is the instance as its calendar's clock shows it.
func (x *expansion) shown(in *instance) when.Span {
	if in.zone == utcZone && !in.allDay() {
		if z := x.calendarZone(in.calendar); z != nil {
			return seconds(int64(z.wall(int64(in.from))), int64(z.wall(int64(in.to))))
		}
	}
	return seconds(int64(in.from), int64(in.to))
}

// overlaps is the window's rule: half-open, and a point belongs to the window
// it begins.
func overlaps(s, window when.Span) bool {
	if s.To <= s.From {
		return window.From <= s.From && s.From < window.To
	}
	return s.From < window.To && window.From < s.To
}

func seconds(from, to int64) when.Span { return when.Span{From: when.Unix(from), To: when.Unix(to)} }

// days is the length of an all-day event as a reading; at least one day.
func (it *item) days() recur.Wall {
	switch {
	case it.hasEnd:
		return max(recur.Day, (it.end.wall - it.start.wall.Midnight() + recur.Day - 1).Midnight())
	case it.hasLength:
		return max(recur.Day, recur.Wall(it.length.Days)*recur.Day+recur.Wall(it.length.Seconds+int64(recur.Day)-1).Midnight())
	}
	return recur.Day
}

// end is when a timed instance ends: DTEND is nominal, the same reading of the
// clock on each; of a DURATION days are nominal and the rest exact.
func (x *expansion) end(it *item, c candidate, from int64) int64 {
	length, hasLength := it.length, it.hasLength && !it.hasEnd
	if c.own != nil && c.own.hasEnd {
		return max(from, x.zoneOf(c.own.end, it.calendar, nil).unix(c.own.end.wall))
	}
	if c.own != nil && c.own.hasLength {
		length, hasLength = c.own.length, true
	}
	switch {
	case hasLength:
		return it.zone.unix(c.wall+recur.Wall(length.Days)*recur.Day) + length.Seconds
	case !it.hasEnd:
		return from
	}
	nominal := x.nominal(it)
	if to := it.zone.unix(c.wall + nominal); to > from || nominal == 0 {
		return to
	}
	return from + int64(nominal) // the change of clocks swallowed it
}

// nominal is how much further the clock in the start's zone shows at DTEND.
func (x *expansion) nominal(it *item) recur.Wall {
	same := it.end.tzid == it.start.tzid && it.end.form == it.start.form || it.end.form == recur.Date8
	if same {
		return max(0, it.end.wall-it.start.wall)
	}
	at := x.zoneOf(it.end, it.calendar, it).unix(it.end.wall)
	return max(0, it.zone.wall(at)-it.start.wall)
}
