package web

import (
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// setStretch says what a stretch of a day was. It is a fact of its own: the
// evidence stays as it is, and taking it back is another.
func setStretch(a *ask) (string, error) {
	s, d, err := a.stretch()
	if err != nil {
		return "", err
	}
	s.Work, s.Text = a.query.Get("work"), logbook.Text(strings.TrimSpace(a.query.Get("text")))
	if !slices.Contains(works(), s.Work) {
		return "", fault.New(fault.Usage, "there is no kind of work %q", s.Work)
	}
	if s.Work == works()[0] {
		s.Hands = a.query.Get("hands")
		if !slices.Contains([]string{"", "hand", "assisted", "delegated"}, s.Hands) {
			return "", fault.New(fault.Usage, "%q is not a way of making: use hand, assisted or delegated", s.Hands)
		}
	}
	return a.saySet(s, d)
}

// unsetStretch takes back what was said of a stretch.
func unsetStretch(a *ask) (string, error) {
	s, d, err := a.stretch()
	if err != nil {
		return "", err
	}
	return a.saySet(s, d)
}

func (a *ask) saySet(s logbook.Set, d when.Day) (string, error) {
	if _, err := a.say(Saying{Kind: logbook.KindSet, Set: s}); err != nil {
		return "", err
	}
	return "/day/" + d.String(), nil
}

// stretch is the part of a day that a form names by the clock on the wall. One
// that ends at or before its beginning ends on the next day.
func (a *ask) stretch() (s logbook.Set, d when.Day, err error) {
	if d, err = when.ParseDay(a.query.Get("date")); err != nil {
		return s, d, fault.New(fault.Usage, "%v", err)
	}
	from, err := minutes(a.query.Get("from"))
	if err != nil {
		return s, d, err
	}
	to, err := minutes(a.query.Get("to"))
	if err != nil {
		return s, d, err
	}
	zone := a.q.Habits.Zone(d)
	s.From, s.To = d.At(zone, from), d.At(zone, to)
	if to <= from {
		s.To = (d + 1).At(zone, to)
	}
	if s.From >= a.q.Instant {
		return s, d, fault.New(fault.Usage, "this time is in the future")
	}
	return s, d, nil
}

// minutes reads a time of day, in minutes after midnight.
func minutes(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%q is not a time of day; write it like 14:50", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}
