package svg

import (
	"fmt"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Remove is a person's known time in layers, a bar a month, in hours of a seen
// week: nearest to the work at the bottom, hatched above where no editor could be
// heard and what was made is not known.
func Remove(l reckon.Layers, small bool, id string) string {
	if len(l.Months) == 0 {
		return ""
	}
	p := &layers{of: l, left: 46, right: 1030, top: 16, bottom: 320}
	if small {
		p.left, p.right = 34, 366
	}
	p.id = id
	for _, m := range l.Months {
		if m.Weeks() >= 1 {
			p.ceiling = max(p.ceiling, sumOf(m.Hours)/m.Weeks())
		}
	}
	p.step, p.ceiling = ticks(max(p.ceiling, 1))
	p.open("bs-plot bs-layers", p.right+10, p.bottom+26, "Hours of a week with evidence, by layer, month by month", fmt.Sprintf("%d months.", len(l.Months)))
	p.grid()
	for i, m := range l.Months {
		p.month(i, m)
	}
	return p.close()
}

type layers struct {
	svg
	of                       reckon.Layers
	left, right, top, bottom float64
	step, ceiling            float64
}

func sumOf(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

func (p *layers) x(i int) float64 {
	return p.left + (p.right-p.left)*float64(i)/float64(len(p.of.Months))
}

func (p *layers) y(hours float64) float64 {
	return p.bottom - (p.bottom-p.top)*min(hours, p.ceiling)/p.ceiling
}

func (p *layers) grid() {
	for v := 0.0; v <= p.ceiling+p.step/100; v += p.step {
		p.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, p.left, p.y(v), p.right, p.y(v))
		p.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="end">%s</text>`, p.left-6, p.y(v)+4, draw.Short2(v))
	}
	room := (p.right - p.left) / (float64(len(p.of.Months)) / 12)
	every := 1
	for room*float64(every) < 42 {
		every++
	}
	for i, m := range p.of.Months {
		if t := m.Month.Time(); t.Month() == time.January && t.Year()%every == 0 && p.x(i) < p.right-28 {
			p.out(`<text class="bs-label" x="%.1f" y="%.1f">%d</text>`, p.x(i), p.bottom+17, t.Year())
		}
	}
}

func (p *layers) month(i int, m reckon.LayerMonth) {
	x, width := p.x(i), max(1, (p.right-p.left)/float64(len(p.of.Months))-1)
	if m.Weeks() < 1 {
		p.hole(x, width, p.top)
		return
	}
	at := 0.0
	for n, hours := range m.Hours {
		if hours == 0 {
			continue
		}
		a, z := p.y(at/m.Weeks()), p.y((at+hours)/m.Weeks())
		at += hours
		p.out(`<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"><title>%s, %s: %s a week</title></rect>`,
			LayerClass(p.of.Layers[n].Name), x, z, width, max(0.4, a-z), look.Month(m.Month), p.of.Layers[n].Words, say.Hours(hours/m.Weeks()))
	}
	if m.Heard == 0 {
		p.holeTo(x, width, p.top, p.y(at/m.Weeks()))
	}
}

func (p *layers) hole(x, width, from float64) { p.holeTo(x, width, from, p.bottom) }

func (p *layers) holeTo(x, width, from, to float64) {
	p.out(`<rect fill="url(#%s-h)" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, p.id, x, from, width+1, max(0, to-from))
}

// LayerClass is the class that colours a layer.
func LayerClass(name string) string { return "bs-l-" + name }
