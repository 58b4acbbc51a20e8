// Package text draws reports for a terminal: blocks and lines in as many columns as
// there are, in ASCII where the locale has no more, in colour where it is wanted.
// It writes to whatever it is given and asks the terminal nothing.
package text

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/surface/draw"
)

// page writes one report to a screen, keeping the first error.
type page struct {
	w   io.Writer
	s   Screen
	r   reckon.Report
	err error
}

// Full writes all of a report for a terminal: the finding first, then the picture,
// the turns, the clocks, what was read and what the data cannot tell.
func Full(w io.Writer, r reckon.Report, s Screen) error {
	p := &page{w: w, s: s, r: r}
	p.header()
	p.findings()
	if head, some := draw.Headline(r); some {
		p.line("")
		p.caption(head)
		p.line("%s", strings.TrimRight(Blocks(head, r.RefOf(head), r.Events, s), "\n"))
		p.turns(head)
		p.beside(head)
	}
	p.references()
	p.others()
	p.clocks()
	p.events()
	p.sources()
	p.limits()
	return p.err
}

func (p *page) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// say writes a text wrapped: lead before its first line, as much room before the
// others, two columns free on the right.
func (p *page) say(lead, text string, style func(string) string) {
	for _, l := range p.s.wrap(text, p.s.Width-2-runewidth.StringWidth(lead)) {
		p.line("%s%s", lead, style(l))
		lead = strings.Repeat(" ", runewidth.StringWidth(lead))
	}
}

// fit writes a line as it is where the screen has room for it, else wrapped.
func (p *page) fit(lead, text string, style func(string) string) {
	if text = p.s.Plain(text); runewidth.StringWidth(lead+text) <= p.s.Width {
		p.line("%s%s", lead, style(text))
		return
	}
	p.say(lead, text, style)
}

func plain(text string) string { return text }

// notCounted says what may be the person's and is not counted.
func (p *page) notCounted(all []reckon.Uncounted) {
	if text := draw.NotCounted(all); text != "" {
		p.say("  ", text, plain)
	}
}

// Wrapped writes a text with a lead before its first line and as much room before the
// others.
func Wrapped(w io.Writer, lead, text string, s Screen) error {
	p := &page{w: w, s: s}
	p.say(lead, text, plain)
	return p.err
}

// NotCounted is the first line of a reading that has no report: what may be the
// person's and is not counted. It writes nothing where there is none.
func NotCounted(w io.Writer, all []reckon.Uncounted, s Screen) error {
	p := &page{w: w, s: s}
	p.notCounted(all)
	return p.err
}

// header says whose reading it is, and how that is known.
func (p *page) header() {
	each := draw.NotCountedEach(p.r.Person.Uncounted)
	for _, text := range each {
		p.say("  ", text, plain)
	}
	if len(each) == 0 {
		p.notCounted(p.r.Person.Uncounted)
	}
	p.whose()
}

// briefHeader is header with what is not counted in at most three lines: one line,
// with its count, where names and addresses would take more.
func (p *page) briefHeader() {
	if text := draw.NotCounted(p.r.Person.Uncounted); len(p.s.wrap(text, p.s.Width-4)) > 3 {
		p.fit("  ", draw.NotCountedInALine(p.r.Person.Uncounted), plain)
	} else {
		p.notCounted(p.r.Person.Uncounted)
	}
	p.whose()
}

// whose says whose reading it is, and what makes it doubtful.
func (p *page) whose() {
	p.say("  ", draw.Whose(p.r), p.s.dim)
	for _, c := range p.r.Warnings() {
		p.say("  ", c.Text.String(), p.s.red)
	}
	p.line("")
}

// findings are the claims that head the page: how far the headline moved in
// every sphere, where it goes, and the alarms.
func (p *page) findings() {
	head, some := draw.Headline(p.r)
	if !some {
		p.line("  No evidence of yours could be read yet.")
		return
	}
	first := true
	for _, c := range p.r.Claims {
		if c.About != head.Name && c.Kind != report.Pause && c.Kind != report.Summed || isTurn(c) || c.Kind == report.Warning {
			continue
		}
		style := plain
		if first {
			style, first = p.s.bold, false
		}
		p.say("  ", c.Text.String(), style)
	}
	p.fit("  ", draw.Seen(head, p.r), p.s.dim)
}

// isTurn tells the sentences about turns, which stand beneath the picture.
func isTurn(c reckon.Claim) bool { return c.Turn > 0 }

// caption says what the picture counts, and what its line is.
func (p *page) caption(head reckon.Reading) {
	text := look.Called(head.Name) + " a week"
	if head.Backsight == nil || head.Backsight.Then == nil {
		p.fit("  ", text, p.s.dim)
		return
	}
	t := head.Backsight.Then
	line := fmt.Sprintf("%s reference %s: %s (%s to %s)", p.s.glyphs().line, p.r.RefOf(head).Days(), say.Num(t.Value), say.Bound(t.Low), say.Bound(t.High))
	if 2+runewidth.StringWidth(text+"   "+line) <= p.s.Width {
		p.line("  %s", p.s.dim(text+"   "+line))
		return
	}
	p.fit("  ", text, p.s.dim)
	p.fit("  ", line, p.s.dim)
}

// references is the reference and why it is that one.
func (p *page) references() {
	if p.r.Reference == nil {
		return
	}
	p.line("")
	text := fmt.Sprintf("Reference: %s (%s). %s.", p.r.Reference.Days(), p.r.Reference.Chosen, say.Upper(strings.TrimSuffix(p.r.Reference.Why, ".")))
	p.say("  ", text, p.s.dim)
}

func (p *page) others() {
	if len(p.r.Others) == 0 {
		return
	}
	p.line("")
	p.fit("  ", "Compared with each year that could be the reference:", plain)
	for _, o := range p.r.Others {
		days := when.Days{From: o.From, To: o.To + 1}
		if o.Moved == nil || o.Then == nil {
			p.fit("    ", fmt.Sprintf("%-12s not known", days), plain)
			continue
		}
		p.fit("    ", fmt.Sprintf("%-12s then %4s  moved %5s (%s to %s)", days, say.Num(o.Then.Value), signed(o.Moved.Value), bound(o.Moved.Low), bound(o.Moved.High)), plain)
	}
}

// manySources is how many places are listed one by one.
const manySources = 6

func (p *page) sources() {
	p.line("")
	if len(p.r.Sources) > manySources {
		p.summed()
		return
	}
	for _, src := range p.r.Sources {
		p.line("  %-9s %s", p.s.Plain(src.Name), tail(p.s.Plain(src.Where), p.s.Width-14))
		p.fit(strings.Repeat(" ", 12), draw.Counts(src), p.s.dim)
	}
}

// summed is a line for each kind of source, where there are many places.
func (p *page) summed() {
	for _, sum := range sums(p.r) {
		p.fit(fmt.Sprintf("  %-9s ", p.s.Plain(sum.Name)), say.Count(sum.places, "place", "places")+", "+draw.Counts(sum.Source)+sum.copied(), plain)
	}
}

// kindSum is what the places of one kind of source hold together.
type kindSum struct {
	reckon.Source
	places int
	copies int // of the person's own, that are at one of the places already
}

// copied says that what is at several places was read as often.
func (k *kindSum) copied() string {
	if k.copies == 0 {
		return ""
	}
	return "; copies of yours count once"
}

// sums are the places by their kind, in the order in which the kinds come.
func sums(r reckon.Report) []*kindSum {
	var out []*kindSum
	of := map[string]*kindSum{}
	for _, src := range r.Sources {
		sum := of[src.Name]
		if sum == nil {
			sum = &kindSum{Source: src, places: 1}
			of[src.Name], out = sum, append(out, sum)
			continue
		}
		sum.places++
		sum.Facts += src.Facts
		sum.Yours += src.Yours
		sum.BadRows += src.BadRows
		if src.From != when.NoDay && (sum.From == when.NoDay || src.From < sum.From) {
			sum.From = src.From
		}
		sum.To = max(sum.To, src.To)
	}
	for name, yours := range r.Yours {
		if sum := of[name]; sum != nil && sum.Yours > yours {
			sum.Yours, sum.copies = yours, sum.Yours-yours
		}
	}
	return out
}

// tail keeps the end of a path, which tells places apart.
func tail(path string, width int) string {
	if runewidth.StringWidth(path) <= width {
		return path
	}
	r := []rune(path)
	for len(r) > 0 && runewidth.StringWidth(string(r)) > width-3 {
		r = r[1:]
	}
	return "..." + string(r)
}

func (p *page) limits() {
	if len(p.r.Limits) == 0 {
		return
	}
	p.line("\n  What the data cannot tell")
	for _, l := range p.r.Limits {
		p.say("  - ", l.String(), p.s.dim)
	}
}

// Clocks writes the last-time clocks alone.
func Clocks(w io.Writer, r reckon.Report, s Screen) error {
	p := &page{w: w, s: s, r: r}
	for _, l := range slices.Compact(append(p.lines((*page).header), p.lines((*page).clocks)...)) { // one blank line between
		p.line("%s", l)
	}
	return p.err
}
