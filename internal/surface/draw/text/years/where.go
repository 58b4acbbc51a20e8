// Package years draws answers whose columns are years for a terminal: in what a person
// worked, what they learned, what they are glad of. Where the screen is too narrow for
// all years the newest stay, and a line says so.
package years

import (
	"fmt"
	"io"
	"strconv"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/where"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// sheet writes an answer to a screen, keeping the first error.
type sheet struct {
	w   io.Writer
	s   text.Screen
	err error
}

func (p *sheet) line(words string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, words)
	}
}

// say writes words wrapped, with a lead before them.
func (p *sheet) say(lead, words string) {
	if p.err == nil {
		p.err = text.Wrapped(p.w, lead, p.s.Plain(words), p.s)
	}
}

// table writes rows with years as their last columns, as many as there is room for; it
// gives how many of the oldest years were left out.
func (p *sheet) table(rows [][]string, right, years int) (left int) {
	if p.err != nil {
		return 0
	}
	var some bool
	for ; left < max(1, years); left++ {
		cut := make([][]string, len(rows))
		for i, row := range rows {
			at := len(row) - years
			cut[i] = append(append([]string{}, row[:at]...), row[at+left:]...)
		}
		if some, p.err = text.Table(p.w, cut, right, p.s); some || p.err != nil {
			return left
		}
	}
	for _, row := range rows[1:] { // no room for any table
		p.say("  ", fmt.Sprint(row[0], ": ", row[1]))
	}
	return years
}

// Where writes the answer first, then a row for each repository and language with its
// days in the reference, in the last 52 weeks and in each year; all of them, or those
// with the most days.
func Where(w io.Writer, found where.Where, all bool, s text.Screen) error {
	p := &sheet{w: w, s: s}
	p.say("", found.Finding().String())
	left := 0
	for _, part := range []struct {
		name string
		rows []where.Row
		rest *where.Row
	}{{"repository", found.Repositories, found.Rest.Repositories}, {"language", found.Languages, found.Rest.Languages}} {
		shown := part.rows
		if !all {
			shown = shown[:min(len(shown), where.Shown)]
		}
		if part.rest != nil && !all {
			shown = append(shown[:len(shown):len(shown)], *part.rest)
		}
		shown = append(shown[:len(shown):len(shown)], found.All)
		p.line("")
		left = max(left, p.table(p.whereRows(part.name, found, shown), firstNumber, len(found.Years)))
	}
	p.line("")
	p.notes(found, left)
	return p.err
}

// firstNumber is the first column that is flush right.
const firstNumber = 3

// whereRows are a heading and the rows.
func (p *sheet) whereRows(name string, found where.Where, rows []where.Row) [][]string {
	head := []string{name, "first", "last", "days"}
	if found.Reference != nil {
		head = append(head, "ref")
	}
	head = append(head, "52 w")
	for _, y := range found.Years {
		mark := strconv.Itoa(y.Year)
		if y.Reference {
			mark += "*"
		}
		head = append(head, mark)
	}
	out := [][]string{head}
	for _, r := range rows {
		row := []string{p.name(r), month(r.First), month(r.Last), strconv.Itoa(r.Days)}
		if found.Reference != nil {
			row = append(row, number(r.Reference))
		}
		row = append(row, number(r.Lately))
		for _, n := range r.Years {
			row = append(row, number(n))
		}
		out = append(out, row)
	}
	return out
}

// widestName is how much of a name is shown.
const widestName = 24

func (p *sheet) name(r where.Row) string {
	name := p.s.Plain(r.Name)
	if r.Of > 0 {
		name = fmt.Sprintf("%s others", strconv.Itoa(r.Of))
	}
	end := "…"
	if p.s.ASCII {
		end = "..."
	}
	return runewidth.Truncate(name, widestName, end)
}

func month(d when.Day) string {
	if d == when.NoDay {
		return ""
	}
	return d.Time().Format("2006-01")
}

// number is a count, or a dash where nothing was seen.
func number(n *int) string {
	if n == nil {
		return "-"
	}
	return strconv.Itoa(*n)
}

// notes say what the columns are, and what the data cannot tell.
func (p *sheet) notes(found where.Where, left int) {
	words := "The numbers are hands-on days; - is where no evidence covers the year. 52 w: the last 52 weeks."
	if r := found.Reference; r != nil {
		words += fmt.Sprintf(" ref: the reference, %s (%s), marked *.", r.Days(), r.Chosen)
	}
	p.say("", words)
	if left > 0 {
		p.say("", fmt.Sprintf("%s left out here for want of room; --json and the page /where have all.", say.Count(left, "older year is", "older years are")))
	}
	for _, l := range found.Limits {
		p.say("", l.String())
	}
}
