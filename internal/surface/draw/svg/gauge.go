package svg

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Gauge is where a reading stands now against the reference, each with its
// interval, on one line. It is "" where either is not known.
func Gauge(m reckon.Reading, refName string, small bool, id string) string {
	b := m.Backsight
	if b == nil || b.Then == nil || b.Now == nil {
		return ""
	}
	g := &gauge{left: 16, right: 1024, y: 62}
	g.id = id
	if small {
		g.right = 358
	}
	top := max(b.Then.High, b.Now.High)
	g.step, g.top = ticks(top * 1.12)
	title := fmt.Sprintf("%s a week: now %s, in the reference %s", look.Called(m.Name), draw.In(m.Unit, b.Now), draw.In(m.Unit, b.Then))
	g.open("bs-plot bs-gauge", g.right+16, 122, title, "A line from 0 to "+draw.Short2(g.top)+".")
	g.scale()
	g.reference(*b.Then, refName)
	g.now(*b.Now)
	return g.close()
}

// gauge is the one line of a Gauge.
type gauge struct {
	svg
	left, right, y float64
	step, top      float64
}

func (g *gauge) x(v float64) float64 {
	return g.left + (g.right-g.left)*min(max(v, 0), g.top)/g.top
}

func (g *gauge) scale() {
	g.out(`<line class="bs-axis" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, g.left, g.y, g.right, g.y)
	for v := 0.0; v <= g.top+g.step/100; v += g.step {
		g.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, g.x(v), g.y+10, g.x(v), g.y+15)
		g.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, g.x(v), g.y+30, draw.Short2(v))
	}
}

func (g *gauge) reference(r reckon.Range, name string) {
	a, z := g.x(r.Low), g.x(r.High)
	g.out(`<rect class="bs-ref" x="%.1f" y="%.1f" width="%.1f" height="24"/>`, a, g.y-12, max(2, z-a))
	g.out(`<rect class="bs-refbox" x="%.1f" y="%.1f" width="%.1f" height="24"/>`, a, g.y-12, max(2, z-a))
	g.label("bs-reflabel", (a+z)/2, g.y-22, fmt.Sprintf("reference %s: %s", name, say.Short(r.Value)))
}

func (g *gauge) now(r reckon.Range) {
	g.out(`<rect class="bs-band" x="%.1f" y="%.1f" width="%.1f" height="16"/>`, g.x(r.Low), g.y-8, max(2, g.x(r.High)-g.x(r.Low)))
	g.out(`<circle class="bs-now" cx="%.1f" cy="%.1f" r="7"/>`, g.x(r.Value), g.y)
	g.label("bs-nowlabel", g.x(r.Value), g.y+50, fmt.Sprintf("now %s (%s to %s)", say.Short(r.Value), say.Short(r.Low), say.Short(r.High)))
}

// label writes a text about a place, moved so far that all of it is inside.
func (g *gauge) label(class string, x, y float64, text string) {
	half := 3.6 * float64(len(text))
	x = min(max(x, g.left+half-8), g.right-half+8)
	g.out(`<text class="%s" x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, class, x, y, esc(text))
}
