package draw

import (
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/reckon"
)

// Why writes an explanation for a terminal: what, the rule, the facts.
func Why(w io.Writer, e reckon.Explanation, s Screen) error {
	p := &page{w: w, s: s}
	at := e.Day.Time().Format("Mon 2 Jan 2006")
	if e.At != "" {
		at += " " + e.At
	}
	p.line("  %s, %s", s.bold(at), e.Zone)
	for _, act := range e.Acts {
		what := act.What
		if !act.Counts {
			what += ", makes no day"
		}
		p.line("\n  %s  %s: %s", act.Time, what, s.pad(act.Text, max(10, s.Width-12-len(what))))
		p.because(act.Because, act.Rule, act.Facts)
		p.line("         in %s", s.Plain(strings.Join(act.Places, ", ")))
	}
	for _, stint := range e.Stints {
		text := fmt.Sprintf("%s to %s  %s", stint.From, stint.To, stint.Work)
		if len(stint.Also) > 0 {
			text += " and " + strings.Join(stint.Also, ", ") + " at once"
		}
		if stint.Text != "" {
			text += ": " + stint.Text
		}
		p.line("\n  %s", strings.TrimRight(s.pad(text, s.Width-2), " "))
		p.because(stint.Because, stint.Rule, stint.Facts)
	}
	return p.err
}

func (p *page) because(text, rule string, facts []string) {
	for _, l := range p.s.wrap("because "+text+" ["+rule+"]", p.s.Width-10) {
		p.line("         %s", p.s.dim(l))
	}
	if len(facts) > 0 {
		p.line("         %s", p.s.dim("evidence "+strings.Join(facts[:min(2, len(facts))], ", ")))
	}
}
