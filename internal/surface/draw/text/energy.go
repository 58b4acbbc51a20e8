package text

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/reckon/energy"
)

// energyPage writes what check-ins say.
type energyPage struct {
	page
	a energy.Answer
}

// Energy writes the finding, a line a kind with its interval around the average
// hour, what days heavy in a kind are like, and the rule. Before a finding is possible
// it draws the check-ins themselves, in the order of time.
func Energy(w io.Writer, a energy.Answer, checkIns []energy.CheckIn, s Screen) error {
	p := &energyPage{page{w: w, s: s}, a}
	for _, sentence := range a.Finding() {
		p.fit("", p.s.Plain(sentence), p.s.bold)
	}
	if a.Needed > 0 {
		p.dots(checkIns)
	} else {
		p.kinds()
		p.heavy()
	}
	p.line("")
	for _, sentence := range append(a.Beside(), energy.Rule) {
		p.fit("", p.s.Plain(sentence), p.s.dim)
	}
	return p.err
}

// dots draws the last check-ins that count, a column each.
func (p *energyPage) dots(all []energy.CheckIn) {
	var some []energy.CheckIn
	for _, c := range all {
		if c.Mode.Asked() {
			some = append(some, c)
		}
	}
	if len(some) == 0 {
		return
	}
	slices.SortStableFunc(some, func(x, y energy.CheckIn) int { return x.At.Compare(y.At) })
	some = some[max(0, len(some)-(p.s.Width-22)):]
	dot := "●"
	if p.s.ASCII {
		dot = "o"
	}
	p.line("")
	for value := 7; value >= 1; value-- {
		name := map[int]string{7: "wanting more", 1: "drained"}[value]
		var b strings.Builder
		for _, c := range some {
			if int(math.Round(c.Value)) == value {
				b.WriteString(dot)
			} else {
				b.WriteByte(' ')
			}
		}
		p.line("  %12s %d  %s", name, value, strings.TrimRight(b.String(), " "))
	}
}

// intervalColumns is how wide a drawn interval is, an odd number.
const intervalColumns = 25

// kinds draws each kind's interval on one axis, with the average hour in its middle.
func (p *energyPage) kinds() {
	if len(p.a.Kinds) == 0 {
		return
	}
	most := 0.5
	for _, k := range p.a.Kinds {
		most = max(most, math.Abs(k.Low), math.Abs(k.High))
	}
	most = math.Ceil(2*most) / 2
	rows := [][]string{{"kind", "points against your average hour", ends(most), "hours"}}
	for _, k := range p.a.Kinds {
		rows = append(rows, []string{
			p.s.Plain(k.Kind), fmt.Sprintf("%+.1f (%+.1f to %+.1f)", k.Value, k.Low, k.High), p.interval(k, most), fmt.Sprintf("%.0f", k.Hours),
		})
	}
	p.line("")
	if p.table(rows, 3, p.claimed) {
		return
	}
	for _, row := range rows[1:] {
		p.fit("  ", row[0]+": "+row[1]+", "+row[3]+" hours", plain)
	}
}

// claimed marks the kinds that are told.
func (p *energyPage) claimed(row int) rowStyle {
	return func(cells []string) []string {
		if row > 0 && p.a.Kinds[row-1].Claim {
			cells[0] = p.s.bold(cells[0])
		}
		return cells
	}
}

// ends names both ends of the axis and its middle.
func ends(most float64) string {
	left, right := fmt.Sprintf("-%.1f", most), fmt.Sprintf("+%.1f", most)
	half := intervalColumns / 2
	return left + strings.Repeat(" ", half-len(left)) + "0" + strings.Repeat(" ", half-len(right)) + right
}

// interval draws one interval: a line, its value, and the average hour.
func (p *energyPage) interval(k energy.Kind, most float64) string {
	line, value, middle := "─", "●", "┊"
	if p.s.ASCII {
		line, value, middle = "-", "o", "|"
	}
	at := func(v float64) int {
		return min(max(int(math.Round((v/most+1)/2*(intervalColumns-1))), 0), intervalColumns-1)
	}
	var b strings.Builder
	for c := range intervalColumns {
		switch {
		case c == at(k.Value):
			b.WriteString(value)
		case c >= at(k.Low) && c <= at(k.High):
			b.WriteString(line)
		case c == intervalColumns/2:
			b.WriteString(middle)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// heavy says what days that hold much of a kind are like, where it is sure which way.
func (p *energyPage) heavy() {
	for _, h := range p.a.HeavyDays {
		if sentence := h.Sentence(); sentence != "" {
			p.line("")
			p.fit("", p.s.Plain(sentence), plain)
		}
	}
}
