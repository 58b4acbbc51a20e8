package drift

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/stat"
)

// Habit is the question of a last-time clock: on which days anything was seen,
// on which of them the thing was done, against which reference, and today. The
// days may come in any order and more than once; a day on which the thing was
// done counts as seen.
type Habit struct {
	Seen, Done []when.Day
	Reference  when.Days
	Now        when.Day
}

// Clock is how long ago the thing was last done, beside the habit of the
// reference. Gaps are counted in seen days, so leave does not tick: 1 from one
// seen day to the next. Last is NoDay, and Days and SeenDays 0, where it was
// never done.
type Clock struct {
	Last           when.Day
	Days, SeenDays int     // since Last: of the calendar, and seen
	Median         float64 // of the gaps in the reference, 0 for none
	Longest        int
	Threshold      int  // seen days after which it is out of habit
	Enough         bool // the reference has the 8 gaps a threshold needs
	Alarm          bool // Enough, and more than Threshold seen days
}

// Since reads a clock. The threshold is passed falsely about once in ten years
// by a habit that does not change (stat.Threshold).
func Since(h Habit) Clock {
	done := days(h.Done, h.Now)
	seen := days(append(slices.Clone(h.Seen), done...), h.Now)
	c := Clock{Last: when.NoDay}
	if len(done) == 0 {
		return c
	}
	c.Last = done[len(done)-1]
	c.Days = int(h.Now - c.Last)
	c.SeenDays = len(seen) - 1 - at(seen, c.Last)
	gaps := gapsIn(seen, done, h.Reference)
	if len(gaps) == 0 {
		return c
	}
	values := make([]float64, len(gaps))
	for i, g := range gaps {
		values[i] = float64(g)
	}
	c.Median, c.Longest = stat.Median(values), slices.Max(gaps)
	c.Threshold, c.Enough = stat.Threshold(gaps, yearsIn(seen, h.Reference))
	c.Alarm = c.Enough && c.SeenDays > c.Threshold
	return c
}

// days are the days until now, sorted, once each.
func days(all []when.Day, now when.Day) []when.Day {
	var kept []when.Day
	for _, d := range all {
		if d != when.NoDay && d <= now {
			kept = append(kept, d)
		}
	}
	slices.Sort(kept)
	return slices.Compact(kept)
}

// at is the index of a day among the seen ones.
func at(seen []when.Day, d when.Day) int {
	i, _ := slices.BinarySearch(seen, d)
	return i
}

// gapsIn are the seen days from one doing to the next, both in the period.
func gapsIn(seen, done []when.Day, period when.Days) []int {
	var gaps []int
	last := when.NoDay
	for _, d := range done {
		if !period.Has(d) {
			continue
		}
		if last != when.NoDay {
			gaps = append(gaps, at(seen, d)-at(seen, last))
		}
		last = d
	}
	return gaps
}

// yearsIn is how much of the period was seen, in years: a week counts when any
// of its days does, since some evidence comes only from working days.
func yearsIn(seen []when.Day, period when.Days) float64 {
	n, last := 0, when.NoDay
	for _, d := range seen {
		if monday := d.Monday(); period.Has(d) && monday != last {
			n, last = n+1, monday
		}
	}
	return float64(n) / weeksPerYear
}
