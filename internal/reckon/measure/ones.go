package measure

import (
	"cmp"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// OneOnOneCount is how many meetings of two there are.
var OneOnOneCount = Figure{
	Name: "one_on_ones", Unit: "meetings/week",
	Means: "meetings of exactly two people, you and one other (without rooms and your own other addresses), or meetings named one-to-one where no people are named",
	Not:   "all talks: most of them are in no calendar",
	Of: func(s Stretch) (Value, bool) {
		n := 0.0
		for _, d := range s.Days {
			for i := range d.Bookings {
				if b := &d.Bookings[i]; b.Topic.Meeting && OneOnOne(b.Of, b.Topic) != "" && b.Span.From == b.Of.Span.From {
					n++
				}
			}
		}
		return s.each(n)
	},
}

// OneOnOne is with whom, "" where it is none: the other's address, or the title
// of a one-to-one that names nobody.
func OneOnOne(o logbook.Occurrence, t timeline.Topic) string {
	switch {
	case o.With != "":
		return o.With
	case t.Name == "one_on_one" && o.People == 0:
		return o.Summary
	}
	return ""
}

// Partner is one person met one to one again and again: the span of a lead.
type Partner struct {
	With  string
	Times int
	Last  when.Day // the home day of the last one before now
	Days  int      // since then
	Usual int      // the middle gap between two, days; 0 where there was only one
}

// Partners are the people of one-to-ones in [since, now), the one longest not met
// first. Those met only once are left out: that is a talk, not a habit.
func Partners(found []logbook.Occurrence, topic func(logbook.Occurrence) timeline.Topic, since, now when.Day, zone *time.Location) (out []Partner) {
	days := map[string][]when.Day{}
	for i := range found {
		o := &found[i]
		if o.Weight == 0 || o.Away || o.AllDay {
			continue
		}
		day := o.Span.From.Day(zone)
		if with := OneOnOne(*o, topic(*o)); with != "" && day >= since && day < now {
			days[with] = append(days[with], day)
		}
	}
	for with, met := range days {
		slices.Sort(met)
		if met = slices.Compact(met); len(met) < 2 {
			continue
		}
		last := met[len(met)-1]
		out = append(out, Partner{with, len(met), last, int(now-1) - int(last), usual(met)})
	}
	slices.SortFunc(out, func(a, b Partner) int { return cmp.Or(-cmp.Compare(a.Days, b.Days), cmp.Compare(a.With, b.With)) })
	return out
}

// usual is the lower median of the gaps between days in order.
func usual(days []when.Day) int {
	var gaps []int
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, int(days[i]-days[i-1]))
	}
	slices.Sort(gaps)
	return gaps[(len(gaps)-1)/2]
}
