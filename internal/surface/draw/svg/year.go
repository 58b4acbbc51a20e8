package svg

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
)

// heatSteps is how many depths of colour a calendar has, zero apart.
const heatSteps = 4

// heat is how values become depths of colour.
type heat struct{ top float64 }

// heatOf is the scale of some values: their nine tenths are the deepest colour,
// so that one odd day does not pale all others.
func heatOf(values []float64) heat {
	if len(values) == 0 {
		return heat{1}
	}
	return heat{quantile(values, 0.9)}
}

// depth is 0 for nothing at all, else 1 to heatSteps.
func (h heat) depth(v float64) int {
	if v <= 0 || h.top <= 0 {
		return 0
	}
	return min(heatSteps, 1+int(float64(heatSteps)*v/h.top*0.9999))
}

// calendar is the picture of some months, a column a week.
type calendar struct {
	svg
	days      map[when.Day]reckon.DayOne
	heat      heat
	unit      string
	pitch     float64
	left, top float64
}

// Calendar is a measure in the year of its first day, a cell a day: darker for
// more, hatched where nothing was seen, empty where nothing is known yet. Small
// puts the second half of the year beneath the first.
func Calendar(d reckon.Daily, small bool, id string) string {
	if len(d.Days) == 0 {
		return ""
	}
	year := d.Days[0].Day.Year()
	whole := when.Year(year)
	c := &calendar{days: map[when.Day]reckon.DayOne{}, unit: strings.TrimSuffix(d.Unit, "/week"), pitch: 16, left: 40, top: 22}
	c.id = id
	var values []float64
	for _, one := range d.Days {
		c.days[one.Day] = one
		if one.Value != nil && *one.Value > 0 {
			values = append(values, *one.Value)
		}
	}
	c.heat = heatOf(values)
	parts := []when.Days{whole}
	width := c.left + c.pitch*54
	if small {
		half := when.Date(year, time.July, 1)
		parts = []when.Days{{From: whole.From, To: half}, {From: half, To: whole.To}}
		c.pitch, c.left = 12, 36
		width = c.left + c.pitch*28 + 2
	}
	high := c.top + 7*c.pitch + 6
	title := fmt.Sprintf("%d day by day, %s", year, look.Called(d.Name))
	c.open("bs-plot bs-cal", width, high*float64(len(parts)), title, c.describe())
	for i, part := range parts {
		c.part(part, high*float64(i))
	}
	return c.close()
}

func (c *calendar) describe() string {
	seen, some := 0, 0
	for _, one := range c.days {
		if one.Value != nil {
			seen++
			if *one.Value > 0 {
				some++
			}
		}
	}
	return fmt.Sprintf("%d days with evidence, %d of them with something to count.", seen, some)
}

func (c *calendar) part(days when.Days, top float64) {
	for i, name := range []string{"Mon", "", "Wed", "", "Fri", "", "Sun"} {
		if name != "" {
			c.out(`<text class="bs-label" x="%.0f" y="%.1f" text-anchor="end">%s</text>`, c.left-8, top+c.top+c.pitch*(float64(i)+0.78), name)
		}
	}
	for d := days.From; d < days.To; d++ {
		x := c.left + c.pitch*float64((d.Monday()-days.From.Monday())/7)
		y := top + c.top + c.pitch*float64(d.Weekday())
		if d.Time().Day() == 1 {
			c.out(`<text class="bs-label" x="%.1f" y="%.1f">%s</text>`, c.month(d, x), top+c.top-8, d.Time().Format("Jan"))
		}
		if one, some := c.days[d]; some {
			c.cell(one, x, y)
		} else {
			c.out(`<rect class="bs-tocome" x="%.1f" y="%.1f" width="%.0f" height="%.0f" rx="2"/>`, x+.5, y+.5, c.pitch-4, c.pitch-4)
		}
	}
}

// month is where a month's name stands: over its first whole week.
func (c *calendar) month(d when.Day, x float64) float64 {
	if d.Weekday() > 0 && d.Time().Month() != time.January && d.Time().Month() != time.July {
		return x + c.pitch
	}
	return x
}

func (c *calendar) cell(one reckon.DayOne, x, y float64) {
	size := c.pitch - 3
	says := "no evidence"
	class := "bs-unseen"
	fill := fmt.Sprintf(` fill="url(#%s-h)"`, c.id)
	switch {
	case one.Value != nil:
		class, says, fill = fmt.Sprintf("bs-h%d", c.heat.depth(*one.Value)), say.Short(*one.Value).String()+" "+c.unit, ""
	case one.Away:
		says = "away"
	}
	c.out(`<rect class="%s"%s x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="2"><title>%s: %s</title></rect>`,
		class, fill, x, y, size, size, one.Day.Time().Format("Mon 2 Jan"), esc(says))
}

// HeatWords says from which value on the deepest colour of a calendar is used,
// for its legend; none where a day has the thing or has it not.
func HeatWords(d reckon.Daily) say.Text {
	var values []float64
	for _, one := range d.Days {
		if one.Value != nil && *one.Value > 0 {
			values = append(values, *one.Value)
		}
	}
	if !slices.ContainsFunc(values, func(v float64) bool { return v != 1 }) {
		return nil
	}
	return say.Text{say.Short(heatOf(values).top * float64(heatSteps-1) / heatSteps)}
}
