package lives

import (
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// absences are all the times the person was not there before a day, in order
// of time: leaves, the days around New Year, two summer weeks, one more week
// of holiday, and now and then some days of illness.
func (l Life) absences(until when.Day) []Leave {
	all := append([]Leave(nil), l.Leaves...)
	for year := l.From.Year(); year <= until.Year()+1; year++ {
		all = append(all, l.holidays(year)...)
	}
	for week := 0; l.monday(week) < until; week++ {
		if ill, ok := l.illness(week); ok {
			all = append(all, ill)
		}
	}
	kept := all[:0]
	for _, a := range all {
		if l.From < a.Days.To && a.Days.From < until {
			kept = append(kept, a)
		}
	}
	sortBy(kept, func(a Leave) when.Day { return a.Days.From })
	return kept
}

func (l Life) holidays(year int) []Leave {
	r := l.chance(ofHolidays, year)
	from := func(d when.Day, days int) Leave {
		return Leave{when.Days{From: d, To: d + when.Day(days)}, "holiday", "Out of office"}
	}
	summer := when.Date(year, time.July, 1+r.IntN(45)).Monday()
	extra := when.Date(year, pick(r, []time.Month{time.March, time.April, time.May, time.October}), 1+r.IntN(28)).Monday()
	return []Leave{
		from(when.Date(year-1, time.December, 23+r.IntN(2)), 11),
		from(summer, 14),
		from(extra, 7),
	}
}

// illness takes one to five working days out of about one week in sixty.
func (l Life) illness(week int) (Leave, bool) {
	r := l.chance(ofWeeks, -1-week)
	if r.Float64() > 0.015 {
		return Leave{}, false
	}
	days := 1 + r.IntN(5)
	first := l.monday(week) + when.Day(r.IntN(6-days))
	return Leave{when.Days{From: first, To: first + when.Day(days)}, "illness", "Sick"}, true
}

// monday is the first day of the life's week, counted from 0.
func (l Life) monday(week int) when.Day { return l.From + when.Day(7*week) }

// awayOn is why the person is not there on a day, "" if they are. absences are
// in order, and a longer one may hold a shorter.
func awayOn(absences []Leave, d when.Day) string {
	for _, a := range absences {
		if a.Days.From > d {
			break
		}
		if a.Days.Has(d) {
			return a.What
		}
	}
	return ""
}
