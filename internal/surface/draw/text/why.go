package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/surface/draw"
)

// Why writes an explanation for a terminal: what it comes to, then what was done, each
// with its rule and its facts.
func Why(w io.Writer, e reckon.Explanation, s Screen) error {
	p := &page{w: w, s: s}
	at := e.Day.Time().Format("Mon 2 Jan 2006")
	if e.At != "" {
		at += " " + e.At
	}
	if e.Conclusion != "" {
		p.say("  ", e.Conclusion, s.bold)
	}
	p.fit("  ", at+", "+e.Zone, s.dim)
	for _, act := range e.Acts {
		what := act.Name
		if what == "" {
			what = act.What
		}
		if !act.Counts {
			what += ", makes no day"
		}
		p.line("")
		p.say("  "+act.Time+"  ", what+": "+act.Text, plain)
		p.because(act.Because, act.Rule, act.Facts)
		if act.Name == "" {
			p.say(whyLead, "in "+strings.Join(act.Places, ", "), plain)
		}
	}
	for _, whole := range e.Whole {
		p.line("")
		p.fit("  ", "all day: "+whole.Text, plain)
		p.because(whole.Because, whole.Rule, whole.Facts)
	}
	for _, stint := range e.Stints {
		text := fmt.Sprintf("%s to %s  %s", stint.From, stint.To, stint.Work)
		if how := timeline.Hands(stint.Hands).Words(); how != "" {
			text += ", " + how
		}
		if stint.Topic != "" {
			text += " (" + strings.ReplaceAll(stint.Topic, "_", " ") + ")"
		}
		if len(stint.Also) > 0 {
			text += " and " + draw.Besides(stint.Work, stint.Also) + " at once"
		}
		if stint.Text != "" {
			text += ": " + stint.Text
		}
		p.line("")
		p.fit("  ", text, plain)
		p.because(stint.Because, stint.Rule, stint.Facts)
	}
	p.heard(e)
	return p.err
}

// heard tells what was heard near the minute, and how to correct what was made of
// it.
func (p *page) heard(e reckon.Explanation) {
	if len(e.Heard) > 0 {
		p.line("")
	}
	for _, h := range e.Heard {
		text := fmt.Sprintf("%s %s: %d of %q, %s to %s", h.Source, h.Program, h.Beats, h.Type, h.From, h.To)
		if h.What != "" {
			text += ", " + h.What
		}
		p.say("  ", text, plain)
	}
	if e.At == "" || len(e.Stints) == 0 {
		return
	}
	undo := "Wrong?  backsight set %s reviewing --on %s"
	if e.Stints[0].Rule == timeline.RuleSaid.ID {
		undo = "Wrong?  backsight unset %s --on %s"
	}
	p.line("")
	p.say("  ", fmt.Sprintf(undo, e.At, e.Day), p.s.dim)
}

// whyLead is the room before the reasons.
const whyLead = "         "

func (p *page) because(text, rule string, facts []string) {
	p.say(whyLead, "because "+text+" ["+rule+"]", p.s.dim)
	for i, id := range facts[:min(2, len(facts))] {
		p.say(whyLead, []string{"evidence", "and"}[i]+" "+id, p.s.dim)
	}
}
