package svg

import (
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// TwoClocks are two times on one axis that are never added: hours a week of a person
// with an assistant, and hours in which agents worked.
func TwoClocks(person, agents reckon.Reading, small bool, id string) string {
	if len(agents.Series) == 0 {
		return ""
	}
	c := &twoClocks{left: 46, right: 1030, top: 16, bottom: 240, from: agents.Series[0].Week, to: agents.Series[len(agents.Series)-1].Week + 7}
	if small {
		c.left, c.right = 34, 366
	}
	c.id = id
	top := 1.0
	for _, m := range []reckon.Reading{person, agents} {
		for _, w := range m.Series {
			if w.Value != nil {
				top = max(top, *w.Value)
			}
		}
	}
	c.step, c.ceiling = ticks(top)
	c.open("bs-plot bs-two", c.right+10, c.bottom+26, "Two clocks: hours a week with an assistant, and hours agents worked", "Both in hours a week; they are never added.")
	c.grid()
	c.line("bs-agentline", agents)
	c.line("bs-level", person)
	return c.close()
}

type twoClocks struct {
	svg
	left, right, top, bottom float64
	step, ceiling            float64
	from, to                 when.Day
}

func (c *twoClocks) x(d when.Day) float64 {
	return c.left + (c.right-c.left)*float64(min(max(d, c.from), c.to)-c.from)/float64(c.to-c.from)
}

func (c *twoClocks) y(v float64) float64 { return c.bottom - (c.bottom-c.top)*v/c.ceiling }

func (c *twoClocks) grid() {
	for v := 0.0; v <= c.ceiling+c.step/100; v += c.step {
		c.out(`<line class="bs-grid" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, c.left, c.y(v), c.right, c.y(v))
		c.out(`<text class="bs-label" x="%.1f" y="%.1f" text-anchor="end">%s</text>`, c.left-6, c.y(v)+4, draw.Short2(v))
	}
	const short = 150 // days: a month's name would stand alone
	if c.to-c.from < short {
		c.mondays()
		return
	}
	free := c.left - 1
	for month := when.Date(c.from.Year(), c.from.Time().Month()+1, 1); month < c.to; month = when.Date(month.Year(), month.Time().Month()+1, 1) {
		text := month.Time().Format("Jan 2006")
		if x := c.x(month); x > free && x < c.right-60 {
			c.out(`<line class="bs-year" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x, c.top, x, c.bottom)
			c.out(`<text class="bs-label" x="%.1f" y="%.1f">%s</text>`, x+3, c.bottom+17, text)
			free = x + 74
		}
	}
}

// mondays names the weeks of a short time.
func (c *twoClocks) mondays() {
	free := c.left - 1
	for d := c.from; d < c.to; d += 7 {
		if x := c.x(d); x > free && x < c.right-30 {
			c.out(`<text class="bs-label" x="%.1f" y="%.1f">%s</text>`, x+3, c.bottom+17, d.Time().Format("2 Jan"))
			free = x + 50
		}
	}
}

// line draws the seen weeks, each as a level step, with nothing across a hole.
func (c *twoClocks) line(class string, m reckon.Reading) {
	var d strings.Builder
	down := false
	for _, w := range m.Series {
		if w.Value == nil || w.Week < c.from {
			down = false
			continue
		}
		verb := "M"
		if down {
			verb = "L"
		}
		fmt.Fprintf(&d, "%s%.1f %.1fH%.1f", verb, c.x(w.Week), c.y(*w.Value), c.x(w.Week+7))
		down = true
	}
	if d.Len() > 0 {
		c.out(`<path class="%s" d="%s"/>`, class, d.String())
	}
}
