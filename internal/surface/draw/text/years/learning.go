package years

import (
	"fmt"
	"io"
	"strconv"

	"github.com/backsight/backsight/internal/reckon/learning"
	"github.com/backsight/backsight/internal/surface/draw/text"
)

// fewFirsts is how many first times are shown where not all are asked for.
const fewFirsts = 12

// Learning writes the answer first, then a column a year with what was told and what
// was seen, then how long ago each was last, and the newest first times; all of them,
// or a few.
func Learning(w io.Writer, found learning.Learning, all bool, s text.Screen) error {
	p := &sheet{w: w, s: s}
	p.say("", found.Finding().String())
	p.line("")
	left := p.table(learningRows(found), 1, len(found.Years))
	if len(found.Clocks) > 0 {
		rows := [][]string{{"last time", "", "days ago", "usual gap in days"}}
		for _, c := range found.Clocks {
			rows = append(rows, []string{learning.ClockWords(c), c.Last.String(), strconv.Itoa(c.Days), usual(c)})
		}
		p.line("")
		p.table(rows, 2, 0)
	}
	p.firsts(found, all)
	p.line("")
	if left > 0 {
		p.say("", "Older years are left out here for want of room; --json and the page /learning have all.")
	}
	p.say("", "1 to 3: one stayed, three were met. - is where nothing was told yet, or nothing could be seen.")
	for _, l := range found.Limits {
		p.say("", l.String())
	}
	return p.err
}

func usual(c learning.Clock) string {
	if c.Usual == 0 {
		return "too few to tell"
	}
	return strconv.Itoa(c.Usual)
}

func (p *sheet) firsts(found learning.Learning, all bool) {
	if len(found.Firsts) == 0 {
		return
	}
	rows := [][]string{{"first seen", "", "", ""}}
	shown := found.Firsts
	if !all {
		shown = shown[:min(len(shown), fewFirsts)]
	}
	for _, f := range shown {
		rows = append(rows, []string{f.Day.String(), f.What, p.s.Plain(f.Name), learning.StateWords(f.State)})
	}
	p.line("")
	p.table(rows, len(rows[0]), 0)
	if more := len(found.Firsts) - len(shown); more > 0 {
		p.say("  ", fmt.Sprintf("and %d before; --all lists them", more))
	}
}

// learningRows are a heading and a row for each thing that is counted.
func learningRows(found learning.Learning) [][]string {
	told := func(of func(learning.Told) int) func(learning.Year) string {
		return func(y learning.Year) string {
			if y.Told == nil {
				return "-"
			}
			return strconv.Itoa(of(*y.Told))
		}
	}
	seen := func(of func(learning.Seen) learning.Met) func(learning.Year) string {
		return func(y learning.Year) string {
			if y.Seen == nil {
				return "-"
			}
			return of(*y.Seen).Range()
		}
	}
	rows := [][]string{{"", "52 weeks"}}
	for _, y := range found.Years {
		rows[0] = append(rows[0], strconv.Itoa(y.Year))
	}
	for _, r := range []struct {
		name string
		of   func(learning.Year) string
	}{
		{"told: learned", told(func(t learning.Told) int { return t.Learned })},
		{"told: read", told(func(t learning.Told) int { return t.Read })},
		{"told: prototypes", told(func(t learning.Told) int { return t.Prototypes })},
		{"seen: languages", seen(func(s learning.Seen) learning.Met { return s.Languages })},
		{"seen: tools", seen(func(s learning.Seen) learning.Met { return s.Tools })},
		{"seen: repositories", seen(func(s learning.Seen) learning.Met { return s.Repositories })},
	} {
		row := []string{r.name, r.of(found.Lately)}
		for _, y := range found.Years {
			row = append(row, r.of(y))
		}
		rows = append(rows, row)
	}
	return rows
}
