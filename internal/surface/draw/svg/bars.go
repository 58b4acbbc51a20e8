package svg

import (
	"fmt"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
)

// Bars are a few things beside one another, each with two values on one scale.
type Bars struct {
	Title         string
	First, Second string // what the values are
	Items         []Bar
}

// Bar is one of them.
type Bar struct {
	Name          string
	First, Second float64
}

// SVG draws the bars, one beneath the other; where it is small the names stand
// above them.
func (b Bars) SVG(small bool, id string) string {
	if len(b.Items) == 0 {
		return ""
	}
	s := &svg{id: id}
	width, left, row := 1040.0, 300.0, 34.0
	if small {
		width, left, row = 374, 8, 52
	}
	top := 0.0
	for _, item := range b.Items {
		top = max(top, item.First, item.Second)
	}
	s.open("bs-plot bs-bars", width, row*float64(len(b.Items))+8, b.Title, fmt.Sprintf("%d bars, the longest %s %s.", len(b.Items), say.Short(top), b.First))
	for i, item := range b.Items {
		y := row*float64(i) + 4
		scale := (width - left - 70) / max(top, 1e-9)
		if small {
			s.out(`<text class="bs-ink" x="%.0f" y="%.1f">%s</text>`, left, y+13, esc(runewidth.Truncate(item.Name, 48, "…")))
			y += 17
		} else {
			s.out(`<text class="bs-ink" x="%.0f" y="%.1f" text-anchor="end">%s</text>`, left-12, y+18, esc(runewidth.Truncate(item.Name, 40, "…")))
		}
		s.out(`<rect class="bs-w-coordinating" x="%.1f" y="%.1f" width="%.1f" height="16" rx="2"/>`, left, y+1, max(1, item.First*scale))
		s.out(`<rect class="bs-w-making" x="%.1f" y="%.1f" width="%.1f" height="7" rx="2"/>`, left, y+19, item.Second*scale)
		s.out(`<text class="bs-label" x="%.1f" y="%.1f">%s</text>`, left+item.First*scale+7, y+13, say.Short(item.First))
	}
	return s.close()
}
