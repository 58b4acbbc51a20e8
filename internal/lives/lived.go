package lives

import "github.com/backsight/backsight/internal/base/when"

// Lived is a life up to a day, which itself is no longer in it.
type Lived struct {
	Life     Life
	Until    when.Day
	Weeks    []Week  // what a reader of the traces should find, the last perhaps cut
	Absences []Leave // in order of time
	repos    []history
	calendar calendar
}

// Live plays a life up to a day. Living longer adds to the end and changes
// nothing before.
func (l Life) Live(until when.Day) Lived {
	absences := l.absences(until + 7) // the last week is drawn whole, then cut
	plans := l.plans(until, absences)
	deeds := l.deeds(plans)
	end := until.Start(l.zone(until))
	lived := Lived{Life: l, Until: until, Absences: l.absences(until)}
	for _, r := range l.Repos {
		if r.From < until {
			lived.repos = append(lived.repos, l.history(r, deeds[r.Name], end))
		}
	}
	lived.Weeks = weeks(plans, lived.repos)
	lived.calendar = l.calendar(until, plans, lived.Absences)
	return lived
}
