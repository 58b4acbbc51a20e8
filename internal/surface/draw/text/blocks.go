package text

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

const (
	pictureRows = 8
	axisColumns = 8 // "    3.0 ┤"
)

// column is what one column of the picture shows: some weeks together.
type column struct {
	from, to when.Day // Mondays, half-open
	level    float64  // mean over the seen weeks, per week of the usual exposure
	seen     bool
}

// Blocks draws a reading's years of weekly levels: blocks for the level, a line
// for the reference, numbers where it turned, letters where something happened in
// life, and nothing but dots where nothing was seen.
func Blocks(r reckon.Reading, ref *reckon.RefRange, events []reckon.Event, s Screen) string {
	if len(r.Series) == 0 {
		return ""
	}
	g := s.glyphs()
	cols := columns(r, s.picture()-axisColumns-2)
	top := draw.Ceiling(heights(cols), r)
	var b strings.Builder
	for row := pictureRows - 1; row >= 0; row-- {
		fmt.Fprintf(&b, "  %s %s", axisLabel(row, top, r.Unit), g.tick)
		b.WriteString(s.row(cols, row, top, r.Backsight))
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "  %5s %s%s\n", "0", g.corner, axis(cols, r.Backsight, ref, g))
	marks := turnNumbers(cols, r.Backsight)
	lifeLetters(marks, cols, marked(events, r.Series))
	if text := strings.TrimRight(string(marks), " "); text != "" {
		fmt.Fprintf(&b, "%*s%s\n", axisColumns+1, "", aNumber.ReplaceAllStringFunc(text, s.red))
	}
	fmt.Fprintf(&b, "%*s%s\n", axisColumns+1, "", years(cols, s.picture()-axisColumns-1))
	return b.String()
}

// columns puts the weeks into at most width columns; few weeks get more than
// one column each.
func columns(r reckon.Reading, width int) []column {
	weeks := r.Series
	width = max(10, width)
	n := len(weeks)
	wide := min(4, max(1, width/n))
	count := min(width, n*wide)
	out := make([]column, count)
	for c := range out {
		lo := c * n / count
		hi := max(lo+1, (c+1)*n/count)
		out[c] = together(r, weeks[lo:hi])
	}
	return out
}

func together(r reckon.Reading, weeks []reckon.Week) column {
	c := column{from: weeks[0].Week, to: weeks[len(weeks)-1].Week + 7}
	c.level, c.seen = r.Mean(weeks...)
	return c
}

// axisLabel names every second row; a week has no more than seven days.
func axisLabel(row int, top float64, unit string) string {
	v := top * float64(row+1) / pictureRows
	if row%2 == 0 || v > 7 && strings.HasSuffix(unit, "days/week") {
		return "     "
	}
	return fmt.Sprintf("%5s", draw.Short2(v))
}

// row is one line of cells, from the left.
func (s Screen) row(cols []column, row int, top float64, b *reckon.Backsight) string {
	g := s.glyphs()
	cell := top / pictureRows
	low := float64(row) * cell
	line := b != nil && b.Then != nil && b.Then.Value > low && b.Then.Value <= low+cell
	var out strings.Builder
	for _, c := range cols {
		switch eighths := int(math.Round((c.level - low) / cell * 8)); {
		case !c.seen:
			out.WriteString(s.dim(g.hole))
		case eighths >= 1 && g.blocks[min(eighths, 8)-1] != "":
			out.WriteString(g.blocks[min(eighths, 8)-1])
		case line:
			out.WriteString(s.dim(g.line))
		default:
			out.WriteByte(' ')
		}
	}
	return strings.TrimRight(out.String(), " ")
}

// axis is the ground line: the reference period doubled, a tick at every turn.
func axis(cols []column, b *reckon.Backsight, ref *reckon.RefRange, g glyphs) string {
	cells := make([]string, len(cols))
	for i, c := range cols {
		cells[i] = g.axis
		if ref != nil && c.from < ref.To+1 && ref.From < c.to {
			cells[i] = g.band
		}
	}
	if b != nil {
		for _, t := range b.Turns {
			if i := at(cols, t.At); i >= 0 {
				cells[i] = g.turn
			}
		}
	}
	return strings.Join(cells, "")
}

// at is the column a day falls into, or -1.
func at(cols []column, d when.Day) int {
	for i, c := range cols {
		if c.from <= d && d < c.to {
			return i
		}
	}
	return -1
}

var aNumber = regexp.MustCompile(`[0-9]+`)

// turnNumbers is a line with the number of each turn beneath its column.
func turnNumbers(cols []column, b *reckon.Backsight) []byte {
	line := blank(len(cols) + 2)
	for n, t := range b.TurnsOrNone() {
		put(line, at(cols, t.At), fmt.Sprint(n+1))
	}
	return line
}

// fewWeeks is up to how many days a picture has an axis of months.
const fewWeeks = 60 * 7

// months labels each month that has room, within so many columns: by the first week
// that begins in it, the first of all by its own.
func months(cols []column, room int) string {
	line := blank(max(len(cols), min(len(cols)+3, room)))
	free := 0
	for i, c := range cols {
		month := c.from.Time().Month()
		if i > 0 && cols[i-1].from.Time().Month() == month || i < free {
			continue
		}
		if later := cols[min(i+3, len(cols)-1)]; i == 0 && later.from.Time().Month() != month {
			continue // the first month is too short to be named
		}
		put(line, i, c.from.Time().Format("Jan"))
		free = i + 4
	}
	return strings.TrimRight(string(line), " ")
}

// years labels each January that has room, within so many columns; of little more
// than a year it labels months.
func years(cols []column, room int) string {
	if len(cols) > 0 && cols[len(cols)-1].to-cols[0].from <= fewWeeks {
		return months(cols, room)
	}
	line := blank(max(len(cols), min(len(cols)+4, room)))
	every, free := yearsApart(cols), 0
	for i, c := range cols {
		year := c.to.Year()
		if i > 0 && cols[i-1].to.Year() == year || i < free || year%every != 0 {
			continue
		}
		if i == 0 && len(cols) > 1 && yearAt(cols, 4) != year {
			continue // the first year is too short to be named
		}
		put(line, i, fmt.Sprintf("'%02d", year%100))
		free = i + 5
	}
	return strings.TrimRight(string(line), " ")
}

// yearsApart is how many years lie between two labels, so that all have the room.
func yearsApart(cols []column) int {
	const label = 5 // columns
	every := 1
	for n := len(cols); n > 0 && every*n < label*(cols[n-1].to.Year()-cols[0].to.Year()); {
		every++
	}
	return every
}

func yearAt(cols []column, i int) int { return cols[min(i, len(cols)-1)].to.Year() }

func blank(n int) []byte { return []byte(strings.Repeat(" ", n)) }

// put writes text at a column, unless something stands there already.
func put(line []byte, at int, text string) {
	if at < 0 || at+len(text) > len(line) || strings.TrimSpace(string(line[at:at+len(text)])) != "" {
		return
	}
	copy(line[at:], text)
}

func heights(cols []column) (out []float64) {
	for _, c := range cols {
		out = append(out, c.level)
	}
	return out
}
