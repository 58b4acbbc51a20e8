package session

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// months brings the months of the calendar up to date: of the events that changed,
// or of all where the identities, the zones or the days are not those they were
// worked out with. The time of what takes place now and did not, or the other way
// round, is marked to be reckoned.
func (r *refreshing) months() error {
	stamp := r.calendarStamp(r.days)
	if r.Expand == nil || r.marks.Derived.Calendar == stamp && len(r.marks.Events) == 0 {
		return nil
	}
	m := logbook.Months{Was: r.builtOn(), UpTo: r.marks.UpTo, Calendar: stamp}
	work := r.someMonths
	if r.marks.Derived.Calendar != stamp {
		work = r.everyMonth
	}
	err := work(&m)
	if err != nil {
		return fmt.Errorf("working out the calendar: %w", err)
	}
	if r.was, err = r.Memory.RememberMonths(r.Ctx, r.Grant, m); err != nil {
		return err
	}
	r.planned, r.topic = nil, nil
	r.marks, err = r.Memory.Dirty(r.Ctx, r.Grant)
	return err
}

// atOnce is how many events are worked out at once: more are not held in memory.
const atOnce = 2000

// everyMonth works out all events, in the order of their keys. The months that were
// remembered are read one by one: a store may hold more of them than there is room for.
func (r *refreshing) everyMonth(m *logbook.Months) (err error) {
	x := newMonthly(r)
	var some []logbook.Fact
	for f, err := range r.Book.Events(r.Ctx, r.Grant) {
		if err != nil {
			return err
		}
		if len(some) >= atOnce && !strings.HasPrefix(f.Key, rootOf(some[len(some)-1].Key)) {
			x.expand(some)
			some = some[:0]
		}
		some = append(some, f)
	}
	x.expand(some)
	x.clear(0)
	was := r.Memory.Months(r.Ctx, r.Grant, when.Days{}, 0)
	m.Months, m.Changed, err = x.instead(was, func(*logbook.Occurrence) bool { return true })
	return err
}

// someMonths works out the events that changed, and those of the same series.
func (r *refreshing) someMonths(m *logbook.Months) error {
	was, err := r.calendar()
	if err != nil {
		return err
	}
	roots := map[string]bool{}
	for _, key := range r.marks.Events {
		roots[rootOf(key)] = true
	}
	x := newMonthly(r)
	var some []logbook.Fact
	for f, err := range r.Book.Events(r.Ctx, r.Grant, slices.Sorted(maps.Keys(roots))...) {
		if err != nil {
			return err
		}
		if roots[rootOf(f.Key)] {
			some = append(some, f)
		}
	}
	x.expand(some)
	old := func(o *logbook.Occurrence) bool { return roots[rootOf(o.UID)] }
	if x.room.full(was.seriesDays(old)) { // what gives way is decided among all
		return r.everyMonth(m)
	}
	m.Months, m.Changed, err = x.instead(was.each(), old)
	return err
}

// rootOf is what the keys of a series' events have in common: the key begins with
// the UID, and an exception goes on after a space.
func rootOf(key string) string {
	root, _, _ := strings.Cut(key, " ")
	return root
}

// monthly are occurrences on their way into months.
type monthly struct {
	*refreshing
	parts  []when.Span // of the days that are reckoned, a home zone each
	months map[when.Day][]logbook.Occurrence
	room   *room
}

// seriesDays are the days, no fewer, of the series that are not old.
func (c *calendar) seriesDays(old func(*logbook.Occurrence) bool) (days int) {
	for _, list := range c.months {
		for i := range list {
			if o := &list[i]; (o.Series || o.Span.Len() > 24*when.Hour) && !old(o) {
				days += int(min(o.Span.Len(), 31*24*when.Hour)/(24*when.Hour)) + 1
			}
		}
	}
	return days
}

func newMonthly(r *refreshing) *monthly {
	whole := when.Days{From: when.Date(r.days.From.Year(), 1, 1), To: r.days.To}
	return &monthly{r, lived(r.Wide(whole), r.Q.Habits), map[when.Day][]logbook.Occurrence{}, newRoom()}
}

// expand works out when some events take place.
func (x *monthly) expand(events []logbook.Fact) {
	if len(events) == 0 {
		return
	}
	for _, part := range x.parts {
		found, _ := x.Expand(events, x.Q.Habits.Self, part, x.Q.Habits)
		for i := range found {
			if o := found[i]; x.room.takes(rootOf(o.UID), &o, part) {
				x.add(o)
			}
		}
		x.clear(roomDays)
	}
}

// add puts an occurrence into every month it shares time with.
func (x *monthly) add(o logbook.Occurrence) {
	from := max(o.Span.From, x.parts[0].From)
	to := min(o.Span.To, x.parts[len(x.parts)-1].To)
	month := when.FirstOfMonth(from.Day(time.UTC))
	for {
		x.months[month] = append(x.months[month], o)
		if month = when.NextMonth(month); month.Start(time.UTC) >= to {
			return
		}
	}
}

// instead are the months that differ once what was worked out takes the place of
// the old, and the time of what differs.
func (x *monthly) instead(was iter.Seq2[logbook.Month, error], old func(*logbook.Occurrence) bool) (months []logbook.Month, changed []when.Span, err error) {
	differ := func(first when.Day, was, now []logbook.Occurrence) {
		slices.SortStableFunc(now, inOrder)
		differs := difference(was, now)
		if len(differs) > manyDiffer {
			differs = []when.Span{around(differs)}
		}
		if len(differs) > 0 || len(now) == 0 {
			months, changed = append(months, logbook.Month{First: first, Occurrences: now}), append(changed, differs...)
		}
	}
	met := map[when.Day]bool{}
	for month, err := range was {
		if err != nil {
			return nil, nil, err
		}
		met[month.First] = true
		now, some := x.months[month.First]
		if !some && !slices.ContainsFunc(month.Occurrences, func(o logbook.Occurrence) bool { return old(&o) }) {
			continue
		}
		for _, o := range month.Occurrences {
			if !old(&o) {
				now = append(now, o)
			}
		}
		differ(month.First, month.Occurrences, now)
	}
	for _, month := range slices.Sorted(maps.Keys(x.months)) {
		if !met[month] {
			differ(month, nil, x.months[month])
		}
	}
	slices.SortFunc(months, func(a, b logbook.Month) int { return cmp.Compare(a.First, b.First) })
	return months, changed, nil
}

// manyDiffer is how many things of one month are marked each; of more, the whole time.
const manyDiffer = 2000

// around is the time from the first to the last.
func around(some []when.Span) (out when.Span) {
	out = some[0]
	for _, s := range some {
		out.From, out.To = min(out.From, s.From), max(out.To, s.To)
	}
	return out
}

// each yields the months, in order.
func (c *calendar) each() iter.Seq2[logbook.Month, error] {
	return func(yield func(logbook.Month, error) bool) {
		for _, first := range slices.Sorted(maps.Keys(c.months)) {
			if !yield(logbook.Month{First: first, Occurrences: c.months[first]}, nil) {
				return
			}
		}
	}
}

// difference is the time of what is only in one of two lists in order.
func difference(was, now []logbook.Occurrence) (out []when.Span) {
	for len(was) > 0 || len(now) > 0 {
		switch {
		case len(now) == 0 || len(was) > 0 && inOrder(was[0], now[0]) < 0:
			out, was = append(out, was[0].Span), was[1:]
		case len(was) == 0 || inOrder(was[0], now[0]) > 0:
			out, now = append(out, now[0].Span), now[1:]
		default:
			if was[0] != now[0] {
				out = append(out, was[0].Span)
			}
			was, now = was[1:], now[1:]
		}
	}
	return out
}
