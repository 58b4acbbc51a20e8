package session

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// calendar is when events take place, as of one state of the derived rows: by the
// first day of a month of UTC what shares time with it, in order. It never
// changes.
type calendar struct {
	state   logbook.Derived
	changed int64 // the generation in which a month changed last
	months  map[when.Day][]logbook.Occurrence
}

// calendar are the months as they are now: those that are kept, with the ones that
// changed since.
func (s *Session) calendar() (*calendar, error) {
	if s.planned != nil {
		return s.planned, nil
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	state, err := s.Memory.Derived(s.Ctx, s.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading the calendar: %w", err)
	}
	was := s.kept.calendar
	switch {
	case was == nil, state.Epoch > was.state.Generation, state.Generation < was.state.Generation:
		was = &calendar{changed: state.Epoch}
	case state == was.state:
		s.planned = was
		return was, nil
	}
	changed, err := gather(s.Memory.Months(s.Ctx, s.Grant, when.Days{}, was.state.Generation))
	if err != nil {
		return nil, fmt.Errorf("reading the calendar: %w", err)
	}
	s.planned = was.with(changed, state)
	s.kept.calendar = s.planned
	return s.planned, nil
}

// with is another state: the same months but for some.
func (c *calendar) with(changed []logbook.Month, state logbook.Derived) *calendar {
	out := &calendar{state: state, changed: c.changed, months: c.months}
	if len(changed) == 0 {
		return out
	}
	out.changed, out.months = state.Generation, map[when.Day][]logbook.Occurrence{}
	maps.Copy(out.months, c.months)
	for _, m := range changed {
		if out.months[m.First] = m.Occurrences; len(m.Occurrences) == 0 {
			delete(out.months, m.First)
		}
	}
	return out
}

// Occurrences are what takes place in a span, in order of time.
func (s *Session) Occurrences(span when.Span) ([]logbook.Occurrence, error) {
	c, err := s.calendar()
	if err != nil {
		return nil, err
	}
	return c.within(span), nil
}

// within is what lies in a span: of the first month also what began before it, of
// the others what begins in them.
func (c *calendar) within(span when.Span) (out []logbook.Occurrence) {
	first := when.FirstOfMonth(span.From.Day(time.UTC))
	for month := first; month.Start(time.UTC) < span.To; month = when.NextMonth(month) {
		for _, o := range c.months[month] {
			if (month == first || o.Span.From >= month.Start(time.UTC)) && shares(o.Span, span) {
				out = append(out, o)
			}
		}
	}
	return out
}

// shares says whether something lies in a span; a point lies in the one it begins.
func shares(s, span when.Span) bool {
	if s.To <= s.From {
		return span.From <= s.From && s.From < span.To
	}
	return s.From < span.To && span.From < s.To
}

// all is everything that takes place in a span, in order of time.
func (c *calendar) all(span when.Span) (out []logbook.Occurrence) {
	months := slices.Sorted(maps.Keys(c.months))
	for i, month := range months {
		for _, o := range c.months[month] {
			if (i == 0 || o.Span.From >= month.Start(time.UTC)) && shares(o.Span, span) {
				out = append(out, o)
			}
		}
	}
	return out
}

// sorted is a sorter with what it was made from.
type sorted struct {
	of     string
	sorter *kinds.Sorter
}

// sortersKept is how many sorters are kept: one a state and person's table.
const sortersKept = 4

// Sorter sorts the series of the whole calendar. What took place before today
// counts as having taken place.
func (s *Session) Sorter() (*kinds.Sorter, error) {
	c, err := s.calendar()
	if err != nil {
		return nil, err
	}
	days, err := s.evidenceDays()
	if err != nil {
		return nil, err
	}
	zone := s.Q.Habits.Zone(s.Q.Now)
	today := s.Q.Instant.Day(zone)
	of := fmt.Sprint(c.state.Epoch, " ", c.changed, s.Q.kinds(), s.Q.pins, days, today)
	if err := s.kept.sorting.Take(s.Ctx); err != nil {
		return nil, err
	}
	defer s.kept.sorting.Leave()
	if kept := s.kept.sorter(of); kept != nil {
		return kept, nil
	}
	found := c.all(s.Wide(days))
	sorter := kinds.New(s.Q.kinds(), kinds.Gather(found, today.Start(zone), s.Q.Habits.Zone), s.Q.pins)
	s.kept.keepSorter(sorted{of, sorter})
	return sorter, nil
}

// sorter is the one that is kept, nil for none; it is the one used last then.
func (r *remembered) sorter(of string) *kinds.Sorter {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, kept := range r.sorters {
		if kept.of == of {
			r.sorters = append([]sorted{kept}, slices.Delete(slices.Clone(r.sorters), i, i+1)...)
			return kept.sorter
		}
	}
	return nil
}

func (r *remembered) keepSorter(one sorted) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sorters = append([]sorted{one}, r.sorters[:min(len(r.sorters), sortersKept-1)]...)
}

// Topics is what each occurrence is about. Where nothing was pinned only rules
// decide, and they look at one occurrence alone.
func (s *Session) Topics() (func(logbook.Occurrence) timeline.Topic, error) {
	if s.topic != nil {
		return s.topic, nil
	}
	sorter := kinds.New(s.Q.kinds(), nil, nil)
	if len(s.Q.pins) > 0 {
		var err error
		if sorter, err = s.Sorter(); err != nil {
			return nil, err
		}
	}
	s.topic = sorter.Topics()
	return s.topic, nil
}

// calendarStamp names everything but the events on which the months depend.
func (s *Session) calendarStamp(days when.Days) string {
	h := sha256.New()
	fmt.Fprintln(h, Version, days.From.Year(), days.To, s.Q.Habits.Self.Identities, slices.Sorted(maps.Keys(s.Q.Habits.Others)))
	for _, home := range s.Q.Habits.Homes {
		fmt.Fprintln(h, home.From, home.Zone)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func inOrder(a, b logbook.Occurrence) int {
	return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.Span.To, b.Span.To), slices.Compare(a.Event[:], b.Event[:]))
}
