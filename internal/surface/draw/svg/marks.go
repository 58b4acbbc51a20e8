package svg

import (
	"fmt"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
)

// slopes draws each slide as the slope it is, from its start to its end or now.
func (f *frame) slopes() {
	if f.r.Backsight == nil {
		return
	}
	for _, t := range f.r.Backsight.Turns {
		if t.Kind != "slide" {
			continue
		}
		end := f.to
		if t.End != nil {
			end = *t.End
		}
		f.out(`<line class="bs-slope" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, f.x(t.At), f.y(t.From), f.x(end), f.y(t.To))
	}
}

// turns draws each turn: the weeks it may lie in as a bar, the likeliest as a
// line, a number on top, and the month where there is room for it.
func (f *frame) turns() {
	if f.r.Backsight == nil {
		return
	}
	free := f.left - 40.0
	for i, t := range f.r.Backsight.Turns {
		a, z, x := f.x(t.Low), f.x(t.High+7), f.x(t.At)
		class := "bs-turn"
		if t.Kind == "instrument" {
			class = "bs-turn bs-source"
		}
		f.out(`<g class="%s"%s><title>%s</title>`, class, leads(f.turnAt, i+1), esc(draw.TurnWords(i, t, f.r)))
		f.out(`<rect class="bs-turnbar" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, a, f.top, max(1, z-a), f.bottom-f.top)
		f.out(`<line class="bs-turnline" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, x, f.top-14, x, f.bottom)
		f.number(i+1, x, t.Kind)
		if label := look.Month(t.At); x-free > 0 && x+14+7*float64(len(label)) < f.right && f.roomAfter(i, x, label) {
			f.out(`<text class="bs-turnlabel" x="%.1f" y="%.1f">%s</text>`, x+13, f.top-18, label)
			free = x + 20 + 7*float64(len(label))
		}
		f.out(`</g>`)
	}
}

// leads is where a mark leads, as an attribute that a page's script follows: a
// picture is one thing to a screen reader, and holds no links.
func leads[T any](address func(T) string, to T) string {
	if address == nil {
		return ""
	}
	return ` data-href="` + esc(address(to)) + `"`
}

// roomAfter says whether a label beside turn i ends before the next turn.
func (f *frame) roomAfter(i int, x float64, label string) bool {
	turns := f.r.Backsight.Turns
	return i+1 == len(turns) || x+24+7*float64(len(label)) < f.x(turns[i+1].At)
}

// number is the mark on a turn's line: round, or square for a change of source.
func (f *frame) number(n int, x float64, kind string) {
	y := f.top - 22
	if kind == "instrument" {
		f.out(`<rect class="bs-mark" x="%.1f" y="%.1f" width="18" height="18" rx="2"/>`, x-9, y-9)
	} else {
		f.out(`<circle class="bs-mark" cx="%.1f" cy="%.1f" r="9"/>`, x, y)
	}
	f.out(`<text class="bs-number" x="%.1f" y="%.1f" text-anchor="middle">%d</text>`, x, y+4, n)
}

// lives draws what happened in the person's life beneath the axis, in as many
// rows as the words need, two at most.
func (f *frame) lives() {
	free := [2]float64{f.left, f.left}
	for _, e := range f.events {
		to := e.From
		if e.To != nil {
			to = *e.To
		}
		if to < f.from || e.From >= f.to {
			continue
		}
		a, z := f.x(e.From), f.x(to+1)
		f.out(`<g class="bs-life"><title>%s</title><rect x="%.1f" y="%.1f" width="%.1f" height="5"/>`, esc(eventWords(e)), a, f.bottom+1, max(3, z-a))
		for row := range free {
			if a >= free[row] && a+6*float64(len(e.Text)) < f.right {
				f.out(`<text class="bs-lifelabel" x="%.1f" y="%.1f">%s</text>`, a, f.bottom+28+12*float64(row), esc(e.Text))
				free[row] = a + 6*float64(len(e.Text)) + 10
				break
			}
		}
		f.out(`</g>`)
	}
}

func eventWords(e reckon.Event) string {
	if e.To != nil {
		return fmt.Sprintf("%s to %s: %s (%s)", e.From, *e.To, e.Text, e.Kind)
	}
	return fmt.Sprintf("%s: %s (%s)", e.From, e.Text, e.Kind)
}

// finding is the sentence about how far a reading moved.
func finding(r reckon.Report, m reckon.Reading) string {
	for _, c := range r.Claims {
		if c.About == m.Name && c.Sphere == m.Sphere {
			return c.Text.String()
		}
	}
	return look.Called(m.Name)
}

// describe says what is drawn, for whoever does not see it.
func describe(m reckon.Reading) string {
	first, last := m.Series[0].Week, m.Series[len(m.Series)-1].Week+6
	text := fmt.Sprintf("%s by week, %s to %s.", look.Called(m.Name), first, last)
	if m.Backsight == nil {
		return text
	}
	for i, t := range m.Backsight.Turns {
		text += " " + draw.TurnWords(i, t, m) + "."
	}
	return text
}
