package years

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/wins"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// fewWins is how many are shown where not all are asked for.
const fewWins = 10

// Wins writes the answer first, then a row a level and a column a year, and the newest
// wins; all of them, or a few.
func Wins(w io.Writer, found wins.Wins, all bool, s text.Screen) error {
	p := &sheet{w: w, s: s}
	p.say("", found.Finding().String())
	if found.Count == 0 {
		p.say("", "`backsight win \"…\"` keeps one.")
		return p.err
	}
	p.line("")
	left := p.table(winRows(found), 2, len(found.Years))
	p.line("")
	shown := found.Wins
	if !all {
		shown = shown[:min(len(shown), fewWins)]
	}
	for _, one := range shown {
		p.say("  "+one.Day.String()+"  ", levelOf(one)+"  "+one.Text)
	}
	if more := found.Count - len(shown); more > 0 {
		p.say("  ", fmt.Sprintf("and %s before; --all lists them", say.Count(more, "win", "wins")))
	}
	p.line("")
	if left > 0 {
		p.say("", "Older years are left out here for want of room; --json and the page /wins have all.")
	}
	for _, l := range found.Limits {
		p.say("", l.String())
	}
	return p.err
}

// levelOf is the level of a win, or a dash where it has none.
func levelOf(one wins.Win) string {
	if one.Level == nil {
		return "-"
	}
	return strconv.Itoa(*one.Level)
}

func winRows(found wins.Wins) [][]string {
	rows := [][]string{{"level", ""}}
	for level, means := range wins.Means() {
		rows = append(rows, []string{strconv.Itoa(level), means})
	}
	rows = append(rows, []string{"-", "no level said"}, []string{"", "middle level"}, []string{"", "all wins"})
	for _, y := range found.Years {
		column := []string{strconv.Itoa(y.Year)}
		for _, n := range y.Levels {
			column = append(column, strconv.Itoa(n))
		}
		middle := ""
		if y.Middle != nil {
			middle = strconv.FormatFloat(*y.Middle, 'g', -1, 64)
		}
		for i, cell := range append(column, strconv.Itoa(y.Without), middle, strconv.Itoa(y.Count)) {
			rows[i] = append(rows[i], cell)
		}
	}
	return rows
}

// Aims writes each aim with what was linked to it, and what may be.
func Aims(w io.Writer, found wins.Aims, s text.Screen) error {
	p := &sheet{w: w, s: s}
	p.say("", found.Finding().String())
	if len(found.Aims) == 0 {
		p.say("", "`backsight aim \"…\"` keeps one.")
		return p.err
	}
	for _, aim := range found.Aims {
		p.line("")
		p.say("", fmt.Sprintf("%s, since %s: %s linked, %d of them in the last 52 weeks", aim.Text, aim.Since, say.Count(len(aim.Linked), "entry", "entries"), aim.Lately))
		for _, e := range aim.Linked {
			p.say("  ", fmt.Sprintf("%s  %s: %s", e.Day, e.Kind, e.Text))
		}
		if len(aim.Proposed) > 0 {
			p.say("  ", "Not linked, and may speak for it:")
		}
		for _, e := range aim.Proposed {
			p.say("  ", fmt.Sprintf("%s  %s: %s (%s)", e.Day, e.Kind, e.Text, strings.Join(e.Words, ", ")))
		}
	}
	p.line("")
	for _, l := range found.Limits {
		p.say("", l.String())
	}
	return p.err
}
