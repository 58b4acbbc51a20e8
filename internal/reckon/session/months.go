package session

import (
	"fmt"
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
	was, err := r.calendar()
	if err != nil {
		return err
	}
	m := logbook.Months{Was: r.builtOn(), UpTo: r.marks.UpTo, Calendar: stamp}
	if r.marks.Derived.Calendar != stamp {
		err = r.everyMonth(was, &m)
	} else {
		err = r.someMonths(was, &m)
	}
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

// everyMonth works out all events, in the order of their keys.
func (r *refreshing) everyMonth(was *calendar, m *logbook.Months) error {
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
	m.Months, m.Changed = x.instead(was, func(*logbook.Occurrence) bool { return true })
	return nil
}

// someMonths works out the events that changed, and those of the same series.
func (r *refreshing) someMonths(was *calendar, m *logbook.Months) error {
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
	m.Months, m.Changed = x.instead(was, func(o *logbook.Occurrence) bool { return roots[rootOf(o.UID)] })
	return nil
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
}

func newMonthly(r *refreshing) *monthly {
	whole := when.Days{From: when.Date(r.days.From.Year(), 1, 1), To: r.days.To}
	return &monthly{r, lived(r.Wide(whole), r.Q.Habits), map[when.Day][]logbook.Occurrence{}}
}

// expand works out when some events take place.
func (x *monthly) expand(events []logbook.Fact) {
	if len(events) == 0 {
		return
	}
	for _, part := range x.parts {
		found, _ := x.Expand(events, x.Q.Habits.Self, part, x.Q.Habits)
		for _, o := range found {
			x.add(o)
		}
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
func (x *monthly) instead(was *calendar, old func(*logbook.Occurrence) bool) (months []logbook.Month, changed []when.Span) {
	all := map[when.Day]bool{}
	for month := range x.months {
		all[month] = true
	}
	for month, list := range was.months {
		all[month] = all[month] || slices.ContainsFunc(list, func(o logbook.Occurrence) bool { return old(&o) })
	}
	for _, month := range slices.Sorted(maps.Keys(all)) {
		if !all[month] {
			continue
		}
		now := x.months[month]
		for _, o := range was.months[month] {
			if !old(&o) {
				now = append(now, o)
			}
		}
		slices.SortStableFunc(now, inOrder)
		differs := difference(was.months[month], now)
		if len(differs) > 0 || len(now) == 0 {
			months, changed = append(months, logbook.Month{First: month, Occurrences: now}), append(changed, differs...)
		}
	}
	return months, changed
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
