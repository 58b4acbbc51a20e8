package draw

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
)

// page writes one report to a screen, keeping the first error.
type page struct {
	w   io.Writer
	s   Screen
	r   reckon.Report
	err error
}

// Text writes a report for a terminal: the finding first, then the picture, the
// turns, the clocks, what was read and what the data cannot tell.
func Text(w io.Writer, r reckon.Report, s Screen) error {
	p := &page{w: w, s: s, r: r}
	p.header()
	p.findings()
	if head, some := headline(r); some {
		p.line("")
		p.caption(head)
		p.line("%s", strings.TrimRight(Blocks(head, r.Reference, s), "\n"))
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

// headline is the reading whose picture is drawn: the first one of all.
func headline(r reckon.Report) (reckon.Reading, bool) {
	for _, m := range r.Measures {
		if m.Sphere == "all" {
			return m, true
		}
	}
	return reckon.Reading{}, false
}

// header says whose reading it is, and how that is known.
func (p *page) header() {
	for _, l := range p.s.wrap(Whose(p.r), p.s.Width-2) {
		p.line("  %s", p.s.dim(l))
	}
	p.line("")
}

// Whose is the first line of every reading.
func Whose(r reckon.Report) string {
	name := called(r.Person)
	switch {
	case r.Synthetic:
		return "This is a synthetic life, made up: nothing of yours was found to read."
	case r.Person.Chosen == "guessed":
		return fmt.Sprintf("Taken for you, as a guess: %s. Not you? --me NAME or --me EMAIL says who.", name)
	case name == "":
		return "You, by your calendar."
	case r.Person.Chosen == "configured":
		return fmt.Sprintf("You are %s, by your own git configuration.", name)
	}
	return fmt.Sprintf("You are %s.", name)
}

// called is how to call a person: the names, and the addresses where they are
// few.
func called(p reckon.Person) string {
	names := slices.Clone(p.Names)
	if len(p.Emails) > 2 && len(names) > 0 {
		return fmt.Sprintf("%s (%d e-mail addresses)", strings.Join(names, ", "), len(p.Emails))
	}
	return strings.Join(append(names, p.Emails...), ", ")
}

// findings are the claims that head the page: how far the headline moved in
// every sphere, where it goes, and the alarms.
func (p *page) findings() {
	head, some := headline(p.r)
	if !some {
		p.line("  Nothing of yours can be read yet.")
		return
	}
	first := true
	for _, c := range p.r.Claims {
		if c.About != head.Name || isTurn(c) {
			continue
		}
		for _, l := range p.s.wrap(c.Text, p.s.Width-4) {
			if first {
				l = p.s.bold(l)
			}
			p.line("  %s", l)
		}
		first = false
	}
	p.line("  %s", p.s.dim(seen(head, p.r)))
}

// isTurn tells the sentences about turns, which stand beneath the picture.
func isTurn(c reckon.Claim) bool { return c.Turn > 0 }

func seen(head reckon.Reading, r reckon.Report) string {
	known := 0
	for _, w := range head.Series {
		if w.Value != nil {
			known++
		}
	}
	return fmt.Sprintf("Seen: %d of %d weeks, %s to %s.", known, len(head.Series), r.Period.From, r.Period.To)
}

func (p *page) caption(head reckon.Reading) {
	text := strings.ReplaceAll(head.Name, "_", " ") + " a week"
	if head.Backsight != nil && head.Backsight.Then != nil {
		t := head.Backsight.Then
		text += fmt.Sprintf("   %s reference %s: %.1f (%.1f to %.1f)", p.s.glyphs().line, p.r.Reference.Days(), t.Value, t.Low, t.High)
	}
	p.line("  %s", p.s.dim(text))
}

func (p *page) turns(head reckon.Reading) {
	turns := head.Backsight.TurnsOrNone()
	if len(turns) == 0 {
		return
	}
	p.line("")
	places := make([]string, len(turns))
	wide := 0
	for i, t := range turns {
		places[i] = reckon.Month(t.At) + " " + reckon.Between(t.Low, t.High)
		wide = max(wide, len(places[i]))
	}
	for i, t := range turns {
		text := fmt.Sprintf("%s %s %s", short(t.From), p.s.glyphs().arrow, short(t.To))
		if t.End != nil {
			text += ", until " + reckon.Month(*t.End)
		}
		p.line("  %s  %-*s  %-14s %s", p.s.red(fmt.Sprintf("%2d", i+1)), wide, places[i], kindWords[t.Kind], text)
	}
}

// beside lists what moved among the other measures, one a line.
func (p *page) beside(head reckon.Reading) {
	first := true
	for _, m := range p.r.Measures {
		b := m.Backsight
		if m.Name == head.Name || m.Sphere != "all" || b == nil || b.Now == nil {
			continue
		}
		if first {
			p.line("\n  %s", p.s.dim(fmt.Sprintf("%-22s%17s %18s %18s", "Beside it, a week", "then", "now", "moved")))
			first = false
		}
		moved := "cannot be told"
		if b.Moved != nil {
			moved = fmt.Sprintf("%s (%s to %s)", signed(b.Moved.Value), signed(b.Moved.Low), signed(b.Moved.High))
		}
		p.line("  %-22s%17s %18s %18s", strings.ReplaceAll(m.Name, "_", " "), ranged(b.Then), ranged(b.Now), moved)
	}
}

func ranged(r *reckon.Range) string {
	if r == nil {
		return "not seen"
	}
	return fmt.Sprintf("%s (%s to %s)", short(r.Value), short(r.Low), short(r.High))
}

func signed(v float64) string {
	if v > 0 {
		return "+" + short(v)
	}
	return short(v)
}

// references is the reference and why it is that one.
func (p *page) references() {
	if p.r.Reference == nil {
		return
	}
	p.line("")
	text := fmt.Sprintf("Reference: %s, %s: %s.", p.r.Reference.Days(), p.r.Reference.Chosen, strings.TrimSuffix(p.r.Reference.Why, "."))
	for _, l := range p.s.wrap(text, p.s.Width-4) {
		p.line("  %s", p.s.dim(l))
	}
}

func (p *page) others() {
	if len(p.r.Others) == 0 {
		return
	}
	p.line("\n  Against each year that could be the reference:")
	for _, o := range p.r.Others {
		days := when.Days{From: o.From, To: o.To + 1}
		if o.Moved == nil || o.Then == nil {
			p.line("    %-12s cannot be told", days)
			continue
		}
		p.line("    %-12s then %4.1f  moved %+5.1f (%+.1f to %+.1f)", days, o.Then.Value, o.Moved.Value, o.Moved.Low, o.Moved.High)
	}
}

func (p *page) clocks() {
	if len(p.r.Clocks) == 0 {
		return
	}
	p.line("")
	if p.r.Reference != nil {
		p.line("  %s", p.s.dim(fmt.Sprintf("%-31s %-24s in %s", "Last", "", p.r.Reference.Days())))
	}
	for _, c := range p.r.Clocks {
		usual := ""
		switch {
		case c.Usual != nil:
			usual = fmt.Sprintf("usually %.0f, at most %d", c.Usual.Median, c.Usual.Longest)
		case p.r.Reference != nil:
			usual = "too few to say"
		}
		since := fmt.Sprintf("%-24s", daysAgo(c))
		if c.Alarm {
			since, usual = p.s.red(since), usual+"  <"
		}
		p.line("  %-31s %s %s", strings.TrimPrefix(reckon.ClockWords(c.Name), "Last "), since, p.s.dim(usual))
	}
}

func (p *page) events() {
	if len(p.r.Events) == 0 {
		return
	}
	p.line("")
	for _, e := range p.r.Events {
		until := ""
		if e.To != nil {
			until = " to " + e.To.String()
		}
		p.line("  %s", strings.TrimRight(p.s.pad(fmt.Sprintf("%s%s  %s  %s", e.From, until, e.Kind, e.Text), p.s.Width-2), " "))
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
		p.line("  %s", strings.TrimRight(p.s.pad(fmt.Sprintf("%-9s %s", src.Name, tail(src.Where, 34)), 46), " "))
		p.line("  %s", p.s.dim(fmt.Sprintf("%-9s %s", "", counts(src))))
	}
}

func counts(src reckon.Source) string {
	what := map[string]string{"git": "commits", "calendar": "events"}[src.Name]
	text := fmt.Sprintf("%d %s, %d yours", src.Facts, what, src.Yours)
	if src.From != when.NoDay {
		text += fmt.Sprintf(", %s to %s", src.From, src.To)
	}
	if src.BadRows > 0 {
		text += fmt.Sprintf(", %d bad", src.BadRows)
	}
	return text
}

// summed is a line for each kind of source, where there are many places.
func (p *page) summed() {
	sums := map[string]*reckon.Source{}
	places := map[string]int{}
	var order []string
	for _, src := range p.r.Sources {
		sum, some := sums[src.Name]
		if !some {
			order = append(order, src.Name)
			c := src
			sums[src.Name], places[src.Name] = &c, 1
			continue
		}
		places[src.Name]++
		sum.Facts += src.Facts
		sum.Yours += src.Yours
		sum.BadRows += src.BadRows
		if src.From != when.NoDay && (sum.From == when.NoDay || src.From < sum.From) {
			sum.From = src.From
		}
		sum.To = max(sum.To, src.To)
	}
	for _, name := range order {
		p.line("  %-9s %d places, %s", name, places[name], counts(*sums[name]))
	}
}

// tail keeps the end of a path, which tells places apart.
func tail(path string, width int) string {
	r := []rune(path)
	if len(r) <= width {
		return path
	}
	return "..." + string(r[len(r)-width+3:])
}

func (p *page) limits() {
	if len(p.r.Limits) == 0 {
		return
	}
	p.line("\n  What the data cannot tell")
	for _, l := range p.r.Limits {
		for i, part := range p.s.wrap(l, p.s.Width-6) {
			p.line("  %s %s", []string{"-", " "}[min(i, 1)], p.s.dim(part))
		}
	}
}

// Clocks writes the last-time clocks alone.
func Clocks(w io.Writer, r reckon.Report, s Screen) error {
	p := &page{w: w, s: s, r: r}
	p.header()
	p.clocks()
	return p.err
}
