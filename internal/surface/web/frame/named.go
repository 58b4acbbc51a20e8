package frame

import (
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// Period is the days that ?since= and ?until= name, inclusive; each may be a day,
// a month or a year.
func (a *Ask) Period(days when.Days) (when.Days, error) {
	for name, set := range map[string]func(when.Days){
		"since": func(d when.Days) { days.From = d.From }, "until": func(d when.Days) { days.To = d.To },
	} {
		text := strings.TrimSpace(a.Query.Get(name))
		if text == "" {
			continue
		}
		named, err := when.ParsePeriod(text)
		if err != nil {
			return days, fault.New(fault.Usage, "%v", err).Try("write 2017, 2017-03 or 2017-03-14")
		}
		set(named)
	}
	days.To = min(days.To, a.Question.Now)
	if days.Len() == 0 {
		return days, fault.New(fault.Usage, "the period ends before it begins")
	}
	return days, nil
}

// TheDay is the day that the address names, else the one that is running.
func (a *Ask) TheDay() (when.Day, error) {
	text := a.Request.PathValue("date")
	if text == "" || text == "today" {
		return a.Question.Through, nil
	}
	d, err := when.ParseDay(text)
	if err != nil {
		return d, fault.New(fault.Usage, "%v", err)
	}
	return d, nil
}

// Stretch is the part of a day that a form names by the clock on the wall. One
// that ends at or before its beginning ends on the next day.
func (a *Ask) Stretch() (s when.Span, d when.Day, err error) {
	if d, err = when.ParseDay(a.Query.Get("date")); err != nil {
		return s, d, fault.New(fault.Usage, "%v", err)
	}
	from, err := minutes(a.Query.Get("from"))
	if err != nil {
		return s, d, err
	}
	to, err := minutes(a.Query.Get("to"))
	if err != nil {
		return s, d, err
	}
	zone := a.Question.Habits.Zone(d)
	s.From, s.To = d.At(zone, from), d.At(zone, to)
	if to <= from {
		s.To = (d + 1).At(zone, to)
	}
	return s, d, nil
}

// minutes reads a time of day, in minutes after midnight.
func minutes(text string) (int, error) {
	of, err := when.ParseClock(text)
	if err != nil {
		return 0, fault.New(fault.Usage, "%v; write it like 14:50", err)
	}
	return of, nil
}
