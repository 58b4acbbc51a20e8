package web

import (
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
)

// setStretch says what a stretch of a day was. It is a fact of its own: the
// evidence stays as it is, and taking it back is another.
func setStretch(a *ask) (string, error) {
	span, d, err := a.stretch()
	if err != nil {
		return "", err
	}
	work := a.query.Get("work")
	e, err := record.Set.Typed(func(field string) string {
		switch {
		case field == "from":
			return span.From.String()
		case field == "to":
			return span.To.String()
		case field == "hands" && work != works()[0]:
			return "" // the form shows it whatever is chosen
		}
		return a.query.Get(field)
	})
	if err != nil {
		return "", err
	}
	_, err = a.say(e)
	return "/day/" + d.String(), err
}

// unsetStretch takes back what was said of a stretch.
func unsetStretch(a *ask) (string, error) {
	span, d, err := a.stretch()
	if err != nil {
		return "", err
	}
	gone := record.Set.New(record.Values{"from": {Instant: span.From}, "to": {Instant: span.To}})
	gone.Gone = true
	_, err = a.say(gone)
	return "/day/" + d.String(), err
}

// stretch is the part of a day that a form names by the clock on the wall. One
// that ends at or before its beginning ends on the next day.
func (a *ask) stretch() (s when.Span, d when.Day, err error) {
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
