package text

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw"
)

// rowStyle colours the cells of a row, which are padded already.
type rowStyle func(cells []string) []string

// table writes rows as columns of the width they need, those from the right on
// flush right, where the screen has room for the widest; it says whether it had.
func (p *page) table(rows [][]string, right int, style func(row int) rowStyle) bool {
	wide := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], runewidth.StringWidth(cell))
		}
	}
	total := 0
	for _, w := range wide {
		total += w + 2
	}
	if total > p.s.Width {
		return false
	}
	for n, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			if cells[i] = runewidth.FillRight(cell, wide[i]); i >= right {
				cells[i] = runewidth.FillLeft(cell, wide[i])
			}
		}
		for i := len(cells) - 1; i >= 0 && (i == len(cells)-1 || cells[i+1] == ""); i-- {
			cells[i] = strings.TrimRight(cells[i], " ") // a mark of colour would hide the spaces
		}
		p.line("  %s", strings.TrimRight(strings.Join(style(n)(cells), "  "), " "))
	}
	return true
}

// turns are the numbered turns: when, what, from what to what; where the screen
// is narrow, two lines each.
func (p *page) turns(head reckon.Reading) {
	turns := head.Backsight.TurnsOrNone()
	if len(turns) == 0 {
		return
	}
	p.line("")
	var rows [][]string
	for i, t := range turns {
		text := fmt.Sprintf("%s %s %s", say.Short(t.From), p.s.glyphs().arrow, say.Short(t.To))
		if t.End != nil {
			text += ", until " + look.Month(*t.End)
		}
		rows = append(rows, []string{fmt.Sprintf("%2d", i+1), look.Month(t.At) + " " + look.Between(t.Low, t.High), draw.TurnKind(t.Kind), text})
	}
	number := func(int) rowStyle {
		return func(cells []string) []string { return append([]string{p.s.red(cells[0])}, cells[1:]...) }
	}
	if p.table(rows, len(rows[0]), number) {
		return
	}
	for _, row := range rows {
		p.line("  %s  %s", p.s.red(row[0]), row[1])
		p.fit(strings.Repeat(" ", 6), row[2]+"  "+row[3], plain)
	}
}

// beside lists the other measures that can be compared, one a line, and names the
// others in one.
func (p *page) beside(head reckon.Reading) {
	rows := [][]string{{"In an ordinary week", "then", "now", "moved"}}
	for _, m := range p.r.Measures {
		b := m.Backsight
		if m.Name == head.Name || m.Sphere != "all" || b == nil || b.Now == nil || nought(m) {
			continue
		}
		v := draw.Whole(m.Unit, b.Moved)
		if v == nil {
			continue
		}
		then := draw.In(m.Unit, b.Then)
		if m.Reference != nil {
			then = draw.Reference(m.Reference) + ": " + then
		}
		moved := fmt.Sprintf("%s (%s to %s)", signed(v.Value), bound(v.Low), bound(v.High))
		rows = append(rows, []string{look.Called(m.Name), then, draw.In(m.Unit, b.Now), moved})
	}
	if len(rows) > 1 {
		p.line("")
		p.rows(rows)
	}
	if text := draw.NotComparable(p.r); text != "" {
		p.line("")
		p.say("  ", text, p.s.dim)
	}
}

// rows are the measures beside, as a table or, where the screen is narrow, each with
// its levels beneath.
func (p *page) rows(rows [][]string) {
	if p.table(rows, 1, p.headed) {
		return
	}
	p.line("  %s", p.s.dim(rows[0][0]))
	for _, row := range rows[1:] {
		p.line("  %s", row[0])
		for i := 1; i < len(row); i++ {
			p.fit("    ", fmt.Sprintf("%-6s %s", rows[0][i], row[i]), plain)
		}
	}
}

// headed dims the first row.
func (p *page) headed(row int) rowStyle {
	return func(cells []string) []string {
		for i := range cells {
			if row == 0 {
				cells[i] = p.s.dim(cells[i])
			}
		}
		return cells
	}
}

// clocks are the last times, against the habit of the reference.
func (p *page) clocks() {
	if len(p.r.Clocks) == 0 {
		return
	}
	p.line("")
	rows := [][]string{{"Last", "", "usually"}}
	if p.r.Reference != nil {
		rows[0][2] = "usually in " + p.r.Reference.Days().String()
	}
	groups := look.Together(p.r.Clocks)
	for _, group := range groups {
		since := draw.DaysAgo(group[0])
		if group[0].Ends != nil {
			since = group[0].Last.String()
		}
		rows = append(rows, []string{p.s.Plain(lastOf(group)), since, cmp.Or(draw.Usual(group), "too few to tell")})
	}
	p.clockRows(rows, groups)
	p.clockNotes(groups)
}

// lastOf is what clocks are called that say the same, after the word Last.
func lastOf(group []reckon.Clock) string {
	return strings.TrimPrefix(look.TogetherWords(group), "Last ")
}

// clockNotes say in words what rings, and where a calendar stops a clock.
func (p *page) clockNotes(groups [][]reckon.Clock) {
	var long []string
	for _, group := range groups {
		if draw.Rings(group) {
			long = append(long, lastOf(group))
		}
	}
	if len(long) > 0 {
		p.fit("  ", "Longer ago than usual: "+strings.Join(long, "; ")+".", p.s.red)
	}
	for _, group := range groups {
		if ends := group[0].Ends; ends != nil {
			p.fit("  ", fmt.Sprintf("The calendar is known until %s; its clock stops there.", ends), p.s.dim)
			return
		}
	}
}

// clockRows are the rows of clocks as a table or, where the screen is narrow, two
// lines each.
func (p *page) clockRows(rows [][]string, groups [][]reckon.Clock) {
	if p.table(rows, 3, p.clockStyle(groups)) {
		return
	}
	p.fit("  ", rows[0][0], p.s.dim)
	for i, row := range rows[1:] {
		p.fit("  ", row[0], plain)
		p.fit("    ", row[1], p.alarmed(groups[i]))
		p.fit("    ", rows[0][2]+": "+row[2], p.s.dim)
	}
}

// alarmed reddens what ringing clocks say.
func (p *page) alarmed(group []reckon.Clock) func(string) string {
	if draw.Rings(group) {
		return p.s.red
	}
	return plain
}

// clockStyle dims what was usual, and reddens an alarm.
func (p *page) clockStyle(groups [][]reckon.Clock) func(row int) rowStyle {
	return func(row int) rowStyle {
		return func(cells []string) []string {
			if row == 0 {
				return p.headed(0)(cells)
			}
			return []string{cells[0], p.alarmed(groups[row-1])(cells[1]), p.s.dim(cells[2])}
		}
	}
}

// bound is an end of the interval of a move.
func bound(v float64) string {
	if b := say.Bound(v); b.Decimals == 0 && b.Value == 0 {
		return "0"
	}
	return signed(v)
}

// signed is a move with its sign.
func signed(v float64) string {
	text := say.Short(v).String()
	if v > 0 && text != "0" {
		return "+" + text
	}
	return text
}
