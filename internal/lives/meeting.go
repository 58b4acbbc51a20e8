package lives

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
)

// meeting is one a week can have, as a series.
type meeting struct {
	summary string
	days    string // as RRULE names them
	at      int    // minutes of the day
	long    int    // minutes
	every   int    // weeks
	people  int    // who were asked, the person included
	called  bool   // by the person
}

// The meetings in the order a working life gathers them: the more hours of
// meetings a week has, the further down the list it goes.
var meetings = []meeting{
	{"Stand-up", "MO,TU,WE,TH,FR", 9*60 + 45, 15, 1, 8, false},
	{"Planning", "MO", 10*60 + 30, 60, 2, 8, false},
	{"1:1 with my lead", "TU", 14 * 60, 30, 1, 2, false},
	{"Design review", "WE", 14 * 60, 60, 1, 6, false},
	{"Company hour", "TH", 17 * 60, 60, 4, 0, false},
	{"Retrospective", "FR", 15 * 60, 60, 2, 8, false},
	{"1:1 with Kit", "MO", 13 * 60, 30, 1, 2, true},
	{"1:1 with Sol", "MO", 13*60 + 30, 30, 1, 2, true},
	{"1:1 with Juno", "TU", 13 * 60, 30, 1, 2, true},
	{"Leads' round", "WE", 11 * 60, 60, 1, 7, false},
	{"Hiring sync", "TH", 10*60 + 30, 30, 1, 5, true},
	{"Product sync", "TU", 10*60 + 30, 60, 1, 9, false},
	{"Roadmap", "TH", 13 * 60, 90, 1, 11, false},
	{"Incident review", "FR", 11 * 60, 60, 1, 9, true},
	{"Staff meeting", "MO", 11*60 + 30, 60, 1, 12, true},
	{"Budget", "MO", 15 * 60, 60, 2, 4, false},
	{"Steering group", "WE", 15*60 + 30, 90, 1, 14, false},
	{"Alignment: platform and product", "TH", 15 * 60, 60, 1, 12, false},
	{"Alignment: data", "MO", 16 * 60, 60, 1, 10, true},
	{"Alignment: partners", "TU", 16 * 60, 60, 1, 8, false},
	{"Calibration", "FR", 13 * 60, 60, 2, 9, true},
	{"Executive round", "TU", 11*60 + 30, 90, 1, 9, false},
	{"Quarterly review, preparation", "TH", 11 * 60, 90, 1, 6, false},
	{"Skip-level talks", "WE", 10 * 60, 60, 1, 2, true},
}

// Three quarters of the hours of meetings are series, the rest are met once.
const seriesPart = 0.75

var onceSummaries = []string{
	"Interview", "Vendor call", "Incident follow-up", "Workshop", "Customer visit", "Offer talk", "Handover", "Deep dive",
}

// hours is what the meeting takes in a week, on average.
func (m meeting) hours() float64 {
	return float64(m.long*(len(m.days)+1)/3) / 60 / float64(m.every)
}

// stretch is a run of weeks [from, to) in one zone; open where it has not
// ended yet.
type stretch struct {
	from, to int
	zone     string
	open     bool
}

// stretches are the runs of weeks in which the meeting, the i-th of the list,
// was on.
func (l Life) stretches(i int, plans []plan) []stretch {
	var upTo float64
	for _, m := range meetings[:i+1] {
		upTo += m.hours()
	}
	var all []stretch
	for week, p := range plans {
		if p.monday < l.Diary || l.traits(p.monday).Meet*seriesPart < upTo {
			continue
		}
		zone := l.zone(p.monday).String()
		last := len(all) - 1
		if last >= 0 && all[last].to == week && all[last].zone == zone {
			all[last].to++
		} else {
			all = append(all, stretch{from: week, to: week + 1, zone: zone})
		}
	}
	if last := len(all) - 1; last >= 0 {
		all[last].open = all[last].to == len(plans)
	}
	return all
}

// meetsOn are the days of a week on which the meeting takes place, if it does
// in that week of its stretch.
func (m meeting) meetsOn(monday when.Day, weekOf int) []when.Day {
	if weekOf%m.every != 0 {
		return nil
	}
	var days []when.Day
	for i, name := range []string{"MO", "TU", "WE", "TH", "FR"} {
		if slices.Contains(split(m.days), name) {
			days = append(days, monday+when.Day(i))
		}
	}
	return days
}
