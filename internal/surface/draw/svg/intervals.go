package svg

import (
	"fmt"
	"math"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
)

// Intervals are a few numbers with their intervals, on one axis with 0 in the middle.
type Intervals struct {
	Title, Unit string
	Items       []Interval
}

// Interval is one number; a sure one is drawn in full.
type Interval struct {
	Name             string
	Value, Low, High float64
	Sure             bool
}

// SVG draws them, one beneath the other; where it is small the names stand above.
func (v Intervals) SVG(small bool, id string) string {
	if len(v.Items) == 0 {
		return ""
	}
	s := &svg{id: id}
	width, left, row, name := 1040.0, 200.0, 34.0, 0.0
	if small {
		width, left, row, name = 374, 16, 52, 18
	}
	most := v.most()
	middle, scale := (left+width-16)/2, (width-16-left)/2/most
	foot := row*float64(len(v.Items)) + 6
	s.open("bs-plot bs-intervals", width, foot+22, v.Title, fmt.Sprintf("%s, from %s less to %s more.", say.Count(len(v.Items), "interval", "intervals"), say.Short(most), say.Short(most)))
	s.out(`<line class="bs-axis" x1="%.1f" y1="0" x2="%.1f" y2="%.1f"/>`, middle, middle, foot)
	for i, item := range v.Items {
		y := row * float64(i)
		if small {
			s.out(`<text class="bs-ink" x="0" y="%.1f">%s</text>`, y+16, esc(runewidth.Truncate(item.Name, 40, "…")))
		} else {
			s.out(`<text class="bs-ink" x="%.0f" y="%.1f" text-anchor="end">%s</text>`, left-16, y+21, esc(runewidth.Truncate(item.Name, 26, "…")))
		}
		y += name + 16
		s.out(`<line class="bs-axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke-width="2"/>`, middle+item.Low*scale, y, middle+item.High*scale, y)
		dot := "bs-unsure"
		if item.Sure {
			dot = "bs-sure"
		}
		s.out(`<circle class="%s" cx="%.1f" cy="%.1f" r="6"/>`, dot, middle+item.Value*scale, y)
	}
	for _, end := range []struct {
		x            float64
		text, anchor string
	}{{left, fmt.Sprintf("%s less", say.Short(most)), "start"}, {middle, "your average hour", "middle"}, {width - 16, fmt.Sprintf("%s more", say.Short(most)), "end"}} {
		s.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="%s">%s</text>`, end.x, foot+16, end.anchor, esc(end.text))
	}
	return s.close()
}

// most is the end of the axis: the next half that all lies within.
func (v Intervals) most() float64 {
	most := 0.5
	for _, i := range v.Items {
		most = max(most, math.Abs(i.Low), math.Abs(i.High))
	}
	return math.Ceil(2*most) / 2
}
