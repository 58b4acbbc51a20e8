package svg

import (
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
)

// Rhythm is all weeks of a reading, a row a year: darker for more, hatched where
// nothing was seen, with a mark where it turned. Small makes it fit a telephone.
func Rhythm(m reckon.Reading, small bool, id string, weekAt func(when.Day) string) string {
	if len(m.Series) == 0 {
		return ""
	}
	r := &rhythm{pitch: 18.3, high: 26, left: 56, weekAt: weekAt, unit: m.Unit}
	r.id = id
	if small {
		r.pitch, r.high, r.left = 6.2, 20, 38
	}
	r.first, r.last = yearOfWeek(m.Series[0].Week), yearOfWeek(m.Series[len(m.Series)-1].Week)
	r.heat = heatOf(levels(m))
	title := look.Called(m.Name) + " by week, a row a year"
	r.open("bs-plot bs-rhythm", r.left+54*r.pitch, 26+r.high*float64(r.last-r.first+1), title, describe(m))
	r.months(small)
	for year := r.first; year <= r.last; year++ {
		r.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="end">%d</text>`, r.left-8, r.y(year)+r.high*0.65, year)
	}
	for _, w := range m.Series {
		r.week(m, w)
	}
	for i, t := range m.Backsight.TurnsOrNone() {
		r.turn(i+1, t)
	}
	return r.close()
}

type rhythm struct {
	svg
	first, last       int // years
	pitch, high, left float64
	heat              heat
	unit              string
	weekAt            func(when.Day) string
}

// levels are the seen weeks as they would be had they been seen whole.
func levels(m reckon.Reading) (out []float64) {
	for _, w := range m.Series {
		if w.Value != nil && w.Seen > 0 && *w.Value > 0 {
			out = append(out, m.OfWhole(w))
		}
	}
	return out
}

// yearOfWeek is the year an ISO week belongs to: that of its Thursday.
func yearOfWeek(monday when.Day) int { return (monday + 3).Year() }

// x is where a week lies in its year's row.
func (r *rhythm) x(monday when.Day) float64 {
	first := when.Date(yearOfWeek(monday), time.January, 4).Monday()
	return r.left + r.pitch*float64((monday-first)/7)
}

func (r *rhythm) y(year int) float64 { return 22 + r.high*float64(year-r.first) }

func (r *rhythm) months(small bool) {
	for month := time.January; month <= time.December; month++ {
		if small && month%3 != 1 {
			continue
		}
		monday := when.Date(2026, month, 4).Monday()
		r.out(`<text class="bs-label" x="%.1f" y="12">%s</text>`, r.x(monday), month.String()[:3])
	}
}

func (r *rhythm) week(m reckon.Reading, w reckon.Week) {
	class, fill, says := "bs-unseen", fmt.Sprintf(` fill="url(#%s-h)"`, r.id), "no evidence"
	if w.Value != nil && w.Seen > 0 {
		class, fill, says = fmt.Sprintf("bs-h%d", r.heat.depth(m.OfWhole(w))), "", say.Short(*w.Value).String()+" "+r.unit
	}
	r.out(`<rect class="%s"%s%s x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="1.5"><title>%s: %s</title></rect>`,
		class, fill, leads(r.weekAt, w.Week), r.x(w.Week), r.y(yearOfWeek(w.Week)), r.pitch-1.3, r.high-5, w.Week, esc(says))
}

func (r *rhythm) turn(n int, t reckon.Turn) {
	x, y := r.x(t.At)+r.pitch/2-0.6, r.y(yearOfWeek(t.At))+r.high/2-2.5
	class := ""
	if t.Kind == "instrument" {
		class = " bs-source"
	}
	r.out(`<g class="bs-turn%s"><circle class="bs-mark" cx="%.1f" cy="%.1f" r="8"/><text class="bs-number" x="%.1f" y="%.1f" text-anchor="middle">%d</text></g>`, class, x, y, x, y+4, n)
}

// RhythmScale is the value from which a Rhythm is darkest, for its legend.
func RhythmScale(m reckon.Reading) say.Part {
	return say.Short(heatOf(levels(m)).top * float64(heatSteps-1) / heatSteps)
}
