package look

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
)

// SeenBySource is what a source sees of each of some weeks, 0 to 1, by a measure
// that rests on its evidence; where none does, or on that of several sources
// together, what its places cover. The weeks go from a Monday to a Monday.
func SeenBySource(r report.Report, sources logbook.Sources, source string, weeks when.Days, coverage []logbook.Coverage) []float64 {
	out := make([]float64, weeks.Len()/7)
	for _, m := range r.Measures {
		if of, some := measure.Named(m.Name); !some || of.Class == logbook.Hands || !sources.See(source, of.Class) || m.Sphere != "all" {
			continue
		}
		for _, w := range m.Series {
			if weeks.Has(w.Week) {
				out[(w.Week-weeks.From)/7] = w.Seen
			}
		}
		return out
	}
	for _, c := range coverage {
		if c.Place.Source == source && c.From != when.NoDay {
			cover(out, weeks, c.From, c.To)
		}
	}
	return out
}

// CoveredWeeks is 1 for each of some weeks that a place covers, up to the day that
// is now, and 0 for the others. The weeks go from a Monday to a Monday.
func CoveredWeeks(c logbook.Coverage, weeks when.Days, now when.Day) []float64 {
	out := make([]float64, weeks.Len()/7)
	if c.From == when.NoDay {
		return out
	}
	to := c.To
	if c.Open {
		to = now
	}
	cover(out, weeks, c.From, min(to, now))
	return out
}

// cover marks the weeks that a stretch of days touches.
func cover(out []float64, weeks when.Days, from, to when.Day) {
	for monday := from.Monday(); monday < to; monday += 7 {
		if weeks.Has(monday) {
			out[(monday-weeks.From)/7] = 1
		}
	}
}
