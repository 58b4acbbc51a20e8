package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon"
)

// assistantsPage writes what coding assistants did in a period.
type assistantsPage struct {
	page
	a reckon.Assistants
}

// Assistants writes the finding first, then the two clocks, the tools and models
// with their tokens, the three prices, and what the data cannot tell.
func Assistants(w io.Writer, a reckon.Assistants, s Screen) error {
	p := &assistantsPage{page{w: w, s: s, r: reckon.Report{Synthetic: a.Synthetic, Limits: a.Limits}}, a}
	if a.Synthetic {
		p.line("  %s", s.dim("This life is made up."))
	}
	p.finding()
	p.clocks()
	p.tools()
	p.models()
	p.prices()
	p.limits()
	return p.err
}

// finding says in a sentence what was typed and how long agents worked.
func (p *assistantsPage) finding() {
	text := fmt.Sprintf("You typed %s on %s; agents worked for ~%s.",
		counted(p.a.You.Prompts, "prompt", "prompts"), counted(p.a.You.Days, "day", "days"), say.About(p.a.Agents.Union))
	if p.a.Agents.Sum == 0 {
		text = fmt.Sprintf("You typed %s on %s; how long agents worked is not known.", counted(p.a.You.Prompts, "prompt", "prompts"), counted(p.a.You.Days, "day", "days"))
	}
	p.say("  ", text, p.s.bold)
	p.say("  ", fmt.Sprintf("%s to %s (%s).", p.a.Period.From, p.a.Period.To, p.a.Period.Zone), p.s.dim)
}

// clocks are two, side by side and never added.
func (p *assistantsPage) clocks() {
	p.line("")
	if m := p.a.You.Minutes; m != nil {
		text := fmt.Sprintf("~%s with an assistant, ~%s by hand", say.About(m.Assisted), say.About(m.ByHand))
		if m.CantTell > 0 {
			text += fmt.Sprintf(", ~%s either with an assistant or delegated", say.About(m.CantTell))
		}
		p.row("your time", text)
	}
	if p.a.Agents.Sum > 0 {
		p.row("agents' time", fmt.Sprintf("~%s with at least one at work; ~%s if each is counted", say.About(p.a.Agents.Union), say.About(p.a.Agents.Sum)))
	}
	text := counted(p.a.Sessions, "session", "sessions")
	if p.a.SubAgents > 0 {
		text += ", " + counted(p.a.SubAgents, "sub-agent", "sub-agents")
	}
	if p.a.Headless > 0 {
		text += fmt.Sprintf(", %d run by a program", p.a.Headless)
	}
	if p.a.Swept > 0 {
		text += fmt.Sprintf(", %d with only the prompts left", p.a.Swept)
	}
	p.row("sessions", text)
}

// row is a label and what it says.
func (p *assistantsPage) row(label, text string) {
	p.fit("  "+p.s.pad(label, 14), text, plain)
}

func (p *assistantsPage) tools() {
	if len(p.a.Tools) == 0 {
		return
	}
	p.line("")
	p.line("  %s", p.s.dim(p.s.pad("tool", 26)+fmt.Sprintf("%9s %8s %8s %11s", "sessions", "prompts", "answers", "tokens")))
	for _, t := range p.a.Tools {
		tokens, answers := "unknown", ""
		if t.Tokens != nil {
			tokens, answers = say.Grouped(t.Tokens.Sum()), say.Grouped(int64(t.Answers))
		}
		p.line("  %s%9d %8d %8s %11s", p.s.pad(t.Tool, 26), t.Sessions, t.Prompts, answers, tokens)
	}
}

// models are the tokens as recorded, in buckets that do not overlap.
func (p *assistantsPage) models() {
	if len(p.a.Models) == 0 {
		return
	}
	p.line("")
	p.line("  %s", p.s.dim(p.s.pad("tokens as recorded", 26)+fmt.Sprintf("%8s %8s %8s %8s %13s", "in", "out", "cache w", "cache r", "list price")))
	for _, m := range p.a.Models {
		name := m.Model
		if name == "" {
			name = "(model not named)"
		}
		p.line("  %s%s", p.s.pad(name, 26), buckets(m)+fmt.Sprintf(" %13s", listPrice(m)))
	}
}

func buckets(m reckon.ModelUse) string {
	t := m.Tokens
	return fmt.Sprintf("%8s %8s %8s %8s", say.Scaled(t.In), say.Scaled(t.Out+t.Reasoning), say.Scaled(t.Write5m+t.Write1h), say.Scaled(t.Read))
}

func listPrice(m reckon.ModelUse) string {
	switch {
	case m.List == nil:
		return "unknown"
	case m.Unpriced > 0:
		return "> " + m.List.String()
	}
	return m.List.String()
}

// prices are three figures and never one.
func (p *assistantsPage) prices() {
	if len(p.a.Models) == 0 && len(p.a.Prices.Plans) == 0 {
		return
	}
	p.line("")
	p.row("list price", p.list())
	if p.a.Prices.Charged == nil {
		p.row("charged", "unknown (no bill was read)")
	} else {
		p.row("charged", p.a.Prices.Charged.String())
	}
	if len(p.a.Prices.Plans) == 0 {
		p.row("plan fees", "unknown (the setting `plans` is empty)")
	}
	for _, plan := range p.a.Prices.Plans {
		p.row("plan fees", fmt.Sprintf("%s a month (%s)", plan.Month, plan.Name))
	}
}

func (p *assistantsPage) list() string {
	if len(p.a.Prices.List) == 0 {
		return "unknown: no price is known for " + strings.Join(named(p.a.Prices.Unpriced), ", ")
	}
	text := "~" + say.List(texts(p.a.Prices.List))
	if len(p.a.Prices.Unpriced) > 0 && p.a.Prices.Priced != nil {
		text += fmt.Sprintf(" for %s; no price is known for %s", most(*p.a.Prices.Priced), strings.Join(named(p.a.Prices.Unpriced), ", "))
	}
	return text
}

// most says a part of the tokens; what is not all is not told as 100%.
func most(part float64) string {
	if part >= 0.995 {
		return "nearly all tokens"
	}
	return fmt.Sprintf("%.0f%% of the tokens", 100*part)
}

func named(models []string) (out []string) {
	for _, m := range models {
		if m == "" {
			m = "a model without a name"
		}
		out = append(out, m)
	}
	return out
}

func texts(list []money.Amount) (out []string) {
	for _, a := range list {
		out = append(out, a.String())
	}
	return out
}

// counted is "1 prompt", "7,350 prompts".
func counted(n int, one, many string) string {
	return say.Grouped(int64(n)) + " " + say.Plural(n, one, many)
}
