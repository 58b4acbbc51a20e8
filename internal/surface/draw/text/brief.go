package text

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw"
)

const (
	briefLines   = 40 // at 80 columns
	storyLines   = 3
	turnLines    = 6
	fewTurnLines = 4 // where there is much else
	mostBeside   = 10
	fewestBeside = 3 // before turns give way
	mostPauses   = 9 // and sums; one where there is much else
)

// Text writes what fits a screen of a report, in at most 40 lines at 80 columns: the
// finding, the picture, the turns, the pauses, up to ten measures beside, the last
// times, a line for each kind of source, and one for what the data cannot tell. Full
// writes the rest.
func Text(w io.Writer, r reckon.Report, s Screen) error {
	p := &page{w: w, s: s, r: r}
	head, some := draw.Headline(r)
	above := p.lines(func(p *page) {
		p.briefHeader()
		p.story(head, some)
		if some {
			p.line("")
			p.caption(head)
			p.line("%s", strings.TrimRight(Blocks(head, r.RefOf(head), r.Events, s), "\n"))
		}
	})
	life := p.lines(func(p *page) { p.life(head, lifeLines) })
	all := p.lines(func(p *page) { p.turns(head) })
	turns := lastTurns(all, turnLines)
	pauses := p.lines(func(p *page) { p.pauses(head, mostPauses) })
	below := p.lines(func(p *page) {
		p.others()
		p.line("")
		p.lastTimes()
		p.coverage()
		p.more()
	})
	room := briefLines - len(above) - len(life) - len(pauses) - len(below)
	if room-len(turns) < briefMargin+fewestBeside {
		room += len(pauses)
		pauses = p.lines(func(p *page) { p.pauses(head, 1) })
		room -= len(pauses)
	}
	if room-len(turns) < briefMargin+fewestBeside {
		room += len(life)
		life = p.lines(func(p *page) { p.life(head, 1) })
		room -= len(life)
		turns = lastTurns(all, max(2, min(fewTurnLines, room-1)))
	}
	room -= len(turns)
	beside := p.besideIn(head, room)
	for _, part := range [][]string{above, life, turns, pauses, beside, below} {
		for _, l := range part {
			p.line("%s", l)
		}
	}
	return p.err
}

// briefMargin is what stands around the rows beside: a blank line, their heading,
// and what cannot be compared.
const briefMargin = 3

// besideIn are the measures beside in so many lines; none where not one of them fits.
func (p *page) besideIn(head reckon.Reading, room int) []string {
	for most := min(mostBeside, room); most > 0; most-- {
		if lines := p.lines(func(p *page) { p.fewBeside(head, most) }); len(lines) <= room {
			return lines
		}
	}
	return nil
}

// lines are what a part of the page comes to.
func (p *page) lines(part func(*page)) []string {
	var b strings.Builder
	part(&page{w: &b, s: p.s, r: p.r})
	if b.Len() == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// story is the finding: the first claim of every sphere, then the further claims of
// all while there is room in three lines.
func (p *page) story(head reckon.Reading, some bool) {
	if !some {
		p.line("  No evidence of yours could be read yet.")
		return
	}
	style, left := p.s.bold, storyLines
	first, later := storyOf(p.r, head.Name)
	for i, c := range append(first, later...) {
		lines := len(p.s.wrap(c.Text.String(), p.s.Width-4))
		if i >= len(first) && lines > left {
			continue
		}
		p.say("  ", c.Text.String(), style)
		style, left = plain, left-lines
	}
	p.fit("  ", draw.Seen(head, p.r), p.s.dim)
}

// storyOf are the claims of the headline that are no turns: the first of each
// sphere, and what else is said of all. Warnings stand above.
func storyOf(r reckon.Report, about string) (first, later []reckon.Claim) {
	met := map[string]bool{}
	for _, c := range r.Claims {
		switch {
		case c.About != about || isTurn(c) || c.Kind == report.Pause || c.Kind == report.Warning:
		case !met[c.Sphere]:
			met[c.Sphere] = true
			first = append(first, c)
		case c.Sphere == "all":
			later = append(later, c)
		}
	}
	return first, later
}

var turnBegins = regexp.MustCompile(`^ *(\x1b\[31m)? *[0-9]`)

// lastTurns are the last of the lines about turns, beginning with a whole turn; a
// line says how many lie before them.
func lastTurns(lines []string, most int) []string {
	if len(lines) <= most+1 { // the first is blank
		return lines
	}
	from := len(lines) - most + 1
	for from < len(lines)-1 && !turnBegins.MatchString(lines[from]) {
		from++
	}
	before := 0
	for _, l := range lines[1:from] {
		if turnBegins.MatchString(l) {
			before++
		}
	}
	text := fmt.Sprintf("  %s before: look --full", say.Count(before, "turn", "turns"))
	return append([]string{"", text}, lines[from:]...)
}

// pauses are the claims about pauses, and the sums by month of measures that are too
// young for a level, at most so many.
func (p *page) pauses(head reckon.Reading, most int) {
	for _, c := range p.r.Claims {
		if most > 0 && (c.Kind == report.Pause || c.Kind == report.Summed && c.About != head.Name) && (c.Sphere == "all" || c.Sphere == "") {
			p.fit("  ", c.Text.String(), plain)
			most--
		}
	}
}

// fewBeside lists the measures beside the headline, at most so many: those that
// surely moved before the others. Beneath it, in one line, what cannot be compared.
func (p *page) fewBeside(head reckon.Reading, most int) {
	shown, without := p.worthShowing(head)
	rows := [][]string{{"Beside it, a week", "then", "now", "moved"}}
	for _, m := range choose(shown, most) {
		b := m.Backsight
		then, now, moved := draw.Whole(m.Unit, b.Then), draw.Whole(m.Unit, b.Now), draw.Whole(m.Unit, b.Moved)
		was := say.Short(then.Value).String() + unitSign(m.Unit)
		if m.Reference != nil {
			was = draw.Reference(m.Reference) + ": " + was
		}
		rows = append(rows, []string{
			look.Called(m.Name), was, say.Short(now.Value).String() + unitSign(m.Unit),
			fmt.Sprintf("%s (%s to %s)", signed(moved.Value), bound(moved.Low), bound(moved.High)),
		})
	}
	if len(rows) == 1 && len(without) == 0 {
		return
	}
	p.line("")
	if len(rows) > 1 && !p.table(rows, 1, p.headed) {
		p.line("  %s", p.s.dim(rows[0][0]))
		for _, row := range rows[1:] {
			p.fit("  ", row[0], plain)
			p.fit("    ", fmt.Sprintf("%s %s %s, moved %s", row[1], p.s.glyphs().arrow, row[2], row[3]), plain)
		}
	}
	if len(without) > 0 {
		p.named("Not comparable yet: ", without)
	}
}

// worthShowing parts the measures beside the headline into those with a distance
// that is not nought and those without one; what is nought then and now is neither.
func (p *page) worthShowing(head reckon.Reading) (shown []reckon.Reading, without []string) {
	for _, m := range p.r.Measures {
		b := m.Backsight
		switch {
		case m.Name == head.Name || m.Sphere != "all" || b == nil || b.Now == nil:
		case b.Then != nil && b.Moved != nil && !nought(m):
			shown = append(shown, m)
		case b.Moved == nil && !isNought(draw.Whole(m.Unit, b.Now)):
			now := draw.Whole(m.Unit, b.Now)
			without = append(without, fmt.Sprintf("%s %s%s", look.Called(m.Name), say.Short(now.Value), unitSign(m.Unit)))
		}
	}
	return shown, without
}

// nought says whether a measure is nought then, now and in between as it is written.
func nought(m reckon.Reading) bool {
	return m.Backsight.Moved != nil && isNought(draw.Whole(m.Unit, m.Backsight.Then)) && isNought(draw.Whole(m.Unit, m.Backsight.Now))
}

func isNought(r *reckon.Range) bool { return r != nil && math.Abs(r.Value) < 0.05 }

// choose takes the measures that surely moved, then the others, at most so many, and
// leaves them in their order.
func choose(all []reckon.Reading, most int) (out []reckon.Reading) {
	sure := 0
	for _, m := range all {
		if surelyMoved(m) {
			sure++
		}
	}
	others := max(0, most-sure)
	for _, m := range all {
		switch {
		case len(out) == most:
			return out
		case surelyMoved(m):
			out = append(out, m)
		case others > 0:
			others--
			out = append(out, m)
		}
	}
	return out
}

func surelyMoved(m reckon.Reading) bool {
	b := m.Backsight.Moved
	return b.Low > 0 || b.High < 0
}

func unitSign(unit string) string { return map[string]string{"%": "%", "minutes": "m"}[unit] }

// named writes a lead and as many names as one line holds, and how many more.
func (p *page) named(lead string, names []string) {
	text := lead + strings.Join(names, ", ")
	for n := len(names) - 1; n > 0 && runewidth.StringWidth(text) > p.s.Width-4; n-- {
		text = fmt.Sprintf("%s%s and %d more", lead, strings.Join(names[:n], ", "), len(names)-n)
	}
	p.fit("  ", text, p.s.dim)
}

// lastTimes are the clocks in a line; those that ring are marked.
func (p *page) lastTimes() {
	var parts []string
	style := p.s.dim
	for _, group := range look.Together(p.r.Clocks) {
		c := group[0]
		if c.Days == nil {
			continue
		}
		text := p.s.Plain(lastOf(group)) + " " + ago(c)
		if draw.Rings(group) {
			text, style = text+" (longer than usual)", p.s.red
		}
		parts = append(parts, text)
	}
	if len(parts) > 0 {
		p.fit("  ", "Last "+strings.Join(parts, ", ")+".", style)
	}
}

// coverage is one line for each kind of source, to the month.
func (p *page) coverage() {
	for _, sum := range sums(p.r) {
		text := say.Count(sum.places, "place", "places") + ", " + draw.Held(sum.Source)
		if sum.From != when.NoDay {
			text += fmt.Sprintf(", %s to %s", look.Month(sum.From), look.Month(sum.To))
		}
		text += sum.copied()
		p.fit(fmt.Sprintf("  %-9s ", p.s.Plain(sum.Name)), text, plain)
	}
}

// ago is how long ago a clock was set, without how much of it was seen.
func ago(c reckon.Clock) string {
	c.SeenDays = nil
	return draw.DaysAgo(c)
}

// more is the one line of what the data cannot tell, and where the rest stands: the
// first limit that fits a line with that.
func (p *page) more() {
	const rest = "More: look --full"
	if len(p.r.Limits) == 0 {
		p.fit("  ", rest, p.s.dim)
		return
	}
	sentence := func(i int) string {
		first, _, _ := strings.Cut(p.r.Limits[i].String(), ". ")
		return strings.TrimSuffix(first, ".") + ". " + rest
	}
	for i := range p.r.Limits {
		if text := p.s.Plain(sentence(i)); runewidth.StringWidth(text)+2 <= p.s.Width {
			p.line("  %s", p.s.dim(text))
			return
		}
	}
	p.say("  ", sentence(0), p.s.dim)
}
