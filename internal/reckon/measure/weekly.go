package measure

import (
	"math"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Exposure is which days were seen by a kind of evidence: the union of what its
// places cover, less the days away.
type Exposure struct {
	spans []when.Days // in order, apart
	away  map[when.Day]bool
	now   when.Day
}

// Last is the last day that is seen, away or not; when.NoDay where none is.
func (e Exposure) Last() when.Day {
	if len(e.spans) == 0 {
		return when.NoDay
	}
	return e.spans[len(e.spans)-1].To - 1
}

// Exposed reads the exposure of a class of evidence from what the places of the
// sources that see it cover. A place without anything of the person's sees nothing of them. Now is the first day
// that is not over yet; nothing from then on is seen.
func Exposed(coverage []logbook.Coverage, sources logbook.Sources, class logbook.Class, away map[when.Day]bool, now when.Day, wanted func(logbook.Place) bool) Exposure {
	e := Exposure{away: away, now: now}
	for _, c := range coverage {
		if !sources.See(c.Place.Source, class) || c.Yours == 0 || c.From == when.NoDay || wanted != nil && !wanted(c.Place) {
			continue
		}
		to := c.To
		if c.Open || to > now {
			to = now
		}
		if c.From < to {
			e.spans = append(e.spans, when.Days{From: c.From, To: to})
		}
	}
	e.spans = when.JoinDays(e.spans, 0)
	return e
}

// Since is the exposure from a day on: what came before it is unseen.
func (e Exposure) Since(first when.Day) Exposure {
	spans := make([]when.Days, 0, len(e.spans))
	for _, s := range e.spans {
		if s.From = max(s.From, first); s.Len() > 0 {
			spans = append(spans, s)
		}
	}
	e.spans = spans
	return e
}

// Seen says whether the day was covered and the person was not away.
func (e Exposure) Seen(d when.Day) bool {
	return e.Covered(d) && !e.away[d]
}

// Covered says whether the source could speak of the day, away or not.
func (e Exposure) Covered(d when.Day) bool {
	i, _ := slices.BinarySearchFunc(e.spans, d, func(s when.Days, d when.Day) int { return int(s.To) - int(d) - 1 })
	return i < len(e.spans) && e.spans[i].Has(d)
}

// Days is from the first covered day to the last, holes included; empty where
// nothing is covered.
func (e Exposure) Days() when.Days {
	if len(e.spans) == 0 {
		return when.Days{}
	}
	return when.Days{From: e.spans[0].From, To: e.spans[len(e.spans)-1].To}
}

// Values are a measure's remembered days.
type Values interface {
	// At is the value of a day; not ok where the day does not differ from an empty
	// one.
	At(when.Day) (v float64, ok bool)
}

// Map is Values as a map.
type Map map[when.Day]float64

// At is the value of a day.
func (m Map) At(d when.Day) (float64, bool) {
	v, ok := m[d]
	return v, ok
}

// Row is Values as one number a day, in order from First on; NaN is none. Whoever
// was given one reads it only.
type Row struct {
	First  when.Day
	Values []float64
}

// At is the value of a day.
func (r Row) At(d when.Day) (float64, bool) {
	if d < r.First || int(d-r.First) >= len(r.Values) {
		return 0, false
	}
	if v := r.Values[d-r.First]; !math.IsNaN(v) {
		return v, true
	}
	return 0, false
}

// or is the value of a seen day: what is remembered, else what an empty day is.
func (r Row) or(m Measure, d when.Day, h timeline.Habits) float64 {
	if v, some := r.At(d); some {
		return v
	}
	return m.Default(d, h)
}

// Weekly puts a measure's remembered days into ISO weeks, from the first week
// with a covered day until now. Where a week was not seen at all it stands
// with Known false. Of is in days for measures of days and, like Seen, of seven;
// for measures of a calendar Seen is the part of the working days that was seen.
// A measure that is set against another is for Shares.
func Weekly(m Measure, days Values, e Exposure, h timeline.Habits) []drift.Week {
	whole := e.Days()
	if whole.Len() == 0 {
		return nil
	}
	var out []drift.Week
	for monday := whole.From.Monday(); monday < e.now; monday += 7 {
		out = append(out, week(m, monday, days, e, h))
	}
	return out
}

func week(m Measure, monday when.Day, days Values, e Exposure, h timeline.Habits) drift.Week {
	w := drift.Week{Monday: monday}
	var possible float64
	for d := monday; d < monday+7; d++ {
		counts := m.Class != logbook.Plans || h.Window.Weekdays[d.Weekday()]
		if counts {
			possible++
		}
		if !e.Seen(d) {
			continue
		}
		if counts {
			w.Of++
		}
		v, ok := days.At(d)
		if !ok {
			v = m.Default(d, h)
		}
		if w.Value += v; m.Most {
			w.Value = max(w.Value-v, v)
		}
	}
	if possible > 0 {
		w.Seen = w.Of / possible
	}
	w.Known = w.Of > 0
	if !w.Known {
		w.Value = 0
	}
	return w
}

// Shares puts a measure into weeks as a part of another: Value of Of, both added
// up over the days that were seen, in their own unit. Where nothing of the whole
// was seen the part is unknown, never zero. For measures of plain numbers, Value
// is the mean: the one divided by the other.
func Shares(m, over Measure, days, whole Values, e Exposure, h timeline.Habits) []drift.Week {
	out := Weekly(m, days, e, h)
	for i, of := range Weekly(over, whole, e, h) {
		w := &out[i]
		w.Of = of.Value
		switch w.Known = w.Known && of.Value > 0; {
		case !w.Known:
			w.Value, w.Of = 0, 0
		case m.Kind == drift.Number:
			w.Value /= of.Value
		default:
			w.Value = min(w.Value, of.Value) // sums of the same minutes, in another order
		}
	}
	return out
}
