package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Drift writes what is claimed of every measure, one after the other.
func Drift(w io.Writer, r reckon.Report, s Screen) error {
	p := &page{w: w, s: s, r: r}
	p.header()
	for i, m := range r.Measures {
		if i > 0 {
			p.line("")
		}
		state := ""
		if m.Backsight != nil {
			state = strings.ReplaceAll(m.Backsight.State, "_", " ")
		}
		name := look.Called(m.Name)
		if m.Sphere != "all" {
			name += ", " + m.Sphere
		}
		p.line("  %s  %s", s.bold(name), s.dim(state))
		p.claimed(m)
	}
	p.references()
	return p.err
}

func (p *page) claimed(m reckon.Reading) {
	for _, c := range p.r.Claims {
		if c.About != m.Name || c.Sphere != m.Sphere || c.Kind == report.Warning {
			continue
		}
		mark := "  "
		if c.Turn > 0 {
			mark = p.s.red(fmt.Sprintf("%2d", c.Turn))
		}
		for i, l := range p.s.wrap(c.Text.String(), p.s.Width-8) {
			if i > 0 {
				mark = "  "
			}
			p.line("    %s  %s", mark, l)
		}
	}
}

// aroundWeeks is how many weeks either side of a turn are shown.
const aroundWeeks = 8

// Around writes the weeks around turn n (from 1) of the headline, with what each
// measure says of them.
func Around(w io.Writer, r reckon.Report, n int, s Screen) error {
	head, _ := draw.Headline(r)
	p := &page{w: w, s: s, r: r}
	turn := head.Backsight.TurnsOrNone()[n-1]
	p.line("  %s", strings.Join(s.wrap(fmt.Sprintf("Turn %d: %s", n, draw.TurnWords(n-1, turn, head)[len(fmt.Sprintf("Turn %d, ", n)):]), s.Width-2), "\n  "))
	p.line("")
	shown := p.beneath(s.Width - 26)
	var title strings.Builder
	title.WriteString(fmt.Sprintf("%-12s%-10s", "week of", "days of"))
	for _, m := range shown {
		title.WriteString(fmt.Sprintf("%14s", cut(look.Called(m.Name), 13)))
	}
	p.line("  %s", s.dim(strings.TrimRight(title.String(), " ")))
	for _, week := range head.Series {
		if week.Week < turn.At-7*aroundWeeks || week.Week > turn.At+7*aroundWeeks {
			continue
		}
		p.aroundWeek(week, turn, shown)
	}
	return p.err
}

// beneath are the measures beside the headline that fit into some columns.
func (p *page) beneath(columns int) (out []reckon.Reading) {
	for i, m := range p.r.Measures {
		if i > 0 && m.Sphere == "all" && len(out) < columns/14 {
			out = append(out, m)
		}
	}
	return out
}

func (p *page) aroundWeek(week reckon.Week, turn reckon.Turn, shown []reckon.Reading) {
	mark := "  "
	switch {
	case week.Week == turn.At:
		mark = p.s.red("> ")
	case turn.Low <= week.Week && week.Week <= turn.High:
		mark = p.s.red(": ")
	}
	value := "no evidence"
	if week.Value != nil {
		value = fmt.Sprintf("%s of %s", say.Short(*week.Value), say.Short(week.Of))
	}
	var line strings.Builder
	line.WriteString(fmt.Sprintf("%s%-12s%-10s", mark, week.Week, value))
	for _, m := range shown {
		line.WriteString(fmt.Sprintf("%14s", valueIn(m, week.Week)))
	}
	for _, e := range p.r.Events {
		if e.From < week.Week+7 && week.Week <= e.From {
			line.WriteString("  " + p.s.Plain(e.Text))
		}
	}
	p.line("%s", strings.TrimRight(line.String(), " "))
}

func valueIn(m reckon.Reading, week when.Day) string {
	for _, w := range m.Series {
		if w.Week == week && w.Value != nil {
			return draw.Short2(*w.Value)
		}
	}
	return "."
}

func cut(text string, n int) string {
	if len(text) > n {
		return text[:n]
	}
	return text
}
