// Package svg draws reports as SVG, coloured by class, and as a page that holds
// them. Whatever comes from a report is escaped; the text of a picture says in words
// what its shapes show. It fetches nothing and holds no script.
package svg

import (
	"fmt"
	"html"
	"math"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
)

// frame is the plot of one reading: how weeks and levels become points.
type frame struct {
	r             reckon.Reading
	ref           *reckon.RefRange
	events        []reckon.Event
	id            string // makes ids inside one page unique
	width, height float64
	left, right   float64
	top, bottom   float64
	from, to      when.Day
	step, ceiling float64 // of the levels' lines
	finding       string
	turnAt        func(n int) string // where a turn leads, nil for nowhere
	b             strings.Builder
}

// The plot's size in user units; it scales with its box.
const (
	wide, narrow = 1040.0, 390.0
	high         = 400.0
)

// SVG is the picture of the headline as a file of its own: it carries its
// colours, follows a dark screen, and names itself to screen readers.
func SVG(r reckon.Report) string {
	head, some := draw.Headline(r)
	if !some {
		return ""
	}
	return plot(newFrame(head, r, wide, "p"), "<style>"+Style+"</style>")
}

// Plot is the picture of a reading for a page that brings the colours; narrow
// ones are for a telephone. The id keeps the ids of several apart.
func Plot(m reckon.Reading, r reckon.Report, small bool, id string) string {
	return PlotLinked(m, r, small, id, nil)
}

// PlotLinked is Plot with each turn leading to an address; nil for none. That is
// for a pointer only: who uses a keyboard needs a list of links beside the picture.
func PlotLinked(m reckon.Reading, r reckon.Report, small bool, id string, turnAt func(n int) string) string {
	if len(m.Series) == 0 {
		return ""
	}
	width := wide
	if small {
		width = narrow
	}
	f := newFrame(m, r, width, id)
	f.finding = look.Called(m.Name) + " a week" // the page has a heading of its own
	f.turnAt = turnAt
	return plot(f, "")
}

func plot(f *frame, style string) string {
	m, id := f.r, f.id
	f.out(`<svg class="bs-plot" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="%s-t %s-d">`, f.width, f.height, id, id)
	f.out(`<title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s`, id, esc(f.finding), id, esc(describe(m)), style)
	f.out(`<defs><pattern id="%s-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="bs-hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>`, id)
	if style != "" {
		f.out(`<rect class="bs-paper" width="%.0f" height="%.0f"/>`, f.width, f.height)
	}
	f.grid()
	f.reference()
	f.holes()
	f.band()
	f.dots()
	f.level()
	f.slopes()
	f.lives()
	f.turns()
	f.out(`</svg>`)
	return f.b.String()
}

func newFrame(m reckon.Reading, r reckon.Report, width float64, id string) *frame {
	f := &frame{
		r: m, ref: r.RefOf(m), events: r.Events, finding: finding(r, m), id: id, width: width, height: high,
		left: 46, right: width - 16, top: 58, bottom: high - 46,
		from: m.Series[0].Week, to: m.Series[len(m.Series)-1].Week + 7,
	}
	values := make([]float64, 0, len(m.Series))
	for _, w := range m.Series {
		if w.Value != nil && w.Seen > 0 {
			values = append(values, m.OfWhole(w))
		}
	}
	f.step, f.ceiling = ticks(draw.Ceiling(values, m))
	if strings.HasSuffix(m.Unit, "days/week") {
		f.ceiling = min(f.ceiling, 7)
	}
	return f
}

func (f *frame) out(format string, args ...any) { fmt.Fprintf(&f.b, format+"\n", args...) }

// esc makes a text safe inside an element or an attribute: XML 1.0 has no control
// characters, not even escaped ones.
func esc(text string) string { return html.EscapeString(draw.PlainText(text)) }

// x is where a day lies, y where a level does.
func (f *frame) x(d when.Day) float64 {
	d = min(max(d, f.from), f.to)
	return f.left + (f.right-f.left)*float64(d-f.from)/float64(f.to-f.from)
}

func (f *frame) y(level float64) float64 {
	level = min(max(level, 0), f.ceiling)
	return f.bottom - (f.bottom-f.top)*level/f.ceiling
}

// ticks are the distance between an axis' lines and where it ends: four to
// eight lines at round numbers.
func ticks(top float64) (step, ceiling float64) {
	step = math.Pow(10, math.Floor(math.Log10(top/4)))
	for _, f := range []float64{1, 2, 5, 10} {
		if top/(f*step) <= 7 {
			step *= f
			break
		}
	}
	return step, step * math.Ceil(top/step)
}

// grid draws the levels' lines and the years, or the months where there is little
// more than one.
func (f *frame) grid() {
	for level := 0.0; level <= f.ceiling+f.step/100; level += f.step {
		f.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, f.left, f.y(level), f.right, f.y(level))
		f.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="end">%s</text>`, f.left-6, f.y(level)+4, draw.Short2(level))
	}
	if f.to-f.from <= fewWeeks {
		f.months()
		return
	}
	room := (f.right - f.left) / (float64(f.to-f.from) / 365.25)
	every := 1
	for room*float64(every) < 42 {
		every++
	}
	for year := f.from.Year() + 1; when.Date(year, 1, 1) < f.to; year++ {
		x := f.x(when.Date(year, 1, 1))
		f.out(`<line class="bs-year" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x, f.top, x, f.bottom)
		if year%every == 0 && x < f.right-24 {
			f.out(`<text class="bs-label" x="%.1f" y="%.1f">%d</text>`, x+3, f.bottom+16, year)
		}
	}
}

// fewWeeks is up to how many days a picture has an axis of months.
const fewWeeks = 60 * 7

// months draws the months of a picture of little more than a year, and names those
// that have the room.
func (f *frame) months() {
	room := (f.right - f.left) / (float64(f.to-f.from) / 30.4)
	every := 1 + int(34/room)
	for month, n := when.FirstOfMonth(f.from), 0; month < f.to; month, n = when.NextMonth(month), n+1 {
		x := f.x(month)
		if month > f.from {
			f.out(`<line class="bs-year" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x, f.top, x, f.bottom)
		}
		if next := f.x(when.NextMonth(month)); n%every == 0 && next-x >= 30 && x < f.right-24 {
			f.out(`<text class="bs-label" x="%.1f" y="%.1f">%s</text>`, x+3, f.bottom+16, month.Time().Format("Jan"))
		}
	}
}

// reference draws the level of the reference as a band through all years, and
// the period itself as a box.
func (f *frame) reference() {
	b := f.r.Backsight
	if f.ref == nil || b == nil || b.Then == nil {
		return
	}
	low, high := f.y(b.Then.Low), f.y(b.Then.High)
	height := max(2, low-high)
	f.out(`<rect class="bs-ref" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, f.left, high, f.right-f.left, height)
	a, z := f.x(f.ref.From), f.x(f.ref.To+1)
	f.out(`<rect class="bs-refbox" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, a, high, max(2, z-a), height)
	f.out(`<text class="bs-reflabel" x="%.1f" y="%.1f" text-anchor="end">reference %s: %s</text>`, f.right-4, high-5, esc(f.ref.Days().String()), say.Short(b.Then.Value))
}

// holes hatches every stretch of weeks that was not seen.
func (f *frame) holes() {
	for i := 0; i < len(f.r.Series); i++ {
		if f.r.Series[i].Value != nil {
			continue
		}
		first := i
		for i+1 < len(f.r.Series) && f.r.Series[i+1].Value == nil {
			i++
		}
		a, z := f.x(f.r.Series[first].Week), f.x(f.r.Series[i].Week+7)
		f.out(`<rect class="bs-hole" fill="url(#%s-h)" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, f.id, a, f.top, max(1, z-a), f.bottom-f.top)
	}
}

// stretches yields the runs of weeks in which the level is known.
func (f *frame) stretches(visit func([]reckon.Week)) {
	first := -1
	for i := 0; i <= len(f.r.Series); i++ {
		known := i < len(f.r.Series) && f.r.Series[i].Level != nil
		switch {
		case known && first < 0:
			first = i
		case !known && first >= 0:
			visit(f.r.Series[first:i])
			first = -1
		}
	}
}

// band draws what the evidence allows the level to have been.
func (f *frame) band() {
	f.stretches(func(weeks []reckon.Week) {
		var d strings.Builder
		for i, w := range weeks {
			fmt.Fprintf(&d, "%s%.1f %.1f", pen(i), f.mid(w), f.y(w.Level.High))
		}
		for i := len(weeks) - 1; i >= 0; i-- {
			fmt.Fprintf(&d, "L%.1f %.1f", f.mid(weeks[i]), f.y(weeks[i].Level.Low))
		}
		f.out(`<path class="bs-band" d="%sZ"/>`, d.String())
	})
}

func (f *frame) level() {
	f.stretches(func(weeks []reckon.Week) {
		var d strings.Builder
		for i, w := range weeks {
			fmt.Fprintf(&d, "%s%.1f %.1f", pen(i), f.mid(w), f.y(w.Level.Value))
		}
		f.out(`<path class="bs-level" d="%s"/>`, d.String())
	})
}

func pen(i int) string {
	if i == 0 {
		return "M"
	}
	return "L"
}

func (f *frame) mid(w reckon.Week) float64 { return (f.x(w.Week) + f.x(w.Week+7)) / 2 }

// dots draws every seen week, where it would be had the week been seen whole.
func (f *frame) dots() {
	var d strings.Builder
	for _, w := range f.r.Series {
		if w.Value != nil && w.Seen > 0 {
			fmt.Fprintf(&d, "M%.1f %.1fh0", f.mid(w), f.y(f.r.OfWhole(w)))
		}
	}
	f.out(`<path class="bs-dot" d="%s"/>`, d.String())
}
