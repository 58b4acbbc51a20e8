package reckon

import (
	"strings"
)

// Bar is the day in the few words that fit into an editor's status bar:
// "1 h 20 hands-on, 3 h 05 leading". What took less than a minute is left out;
// where nothing is known of the day it says so.
func (r DayReport) Bar() string {
	var parts []string
	add := func(minutes float64, words string) {
		if minutes >= 1 {
			parts = append(parts, Minutes(minutes)+" "+words)
		}
	}
	add(r.HandsOn, "hands-on")
	for _, s := range r.Sums {
		switch s.What {
		case "reviewing", "leading", "operating", "learning", "delegated":
			add(s.Minutes, s.Words)
		}
	}
	if len(parts) == 0 {
		return "nothing seen today yet"
	}
	return strings.Join(parts, ", ")
}
