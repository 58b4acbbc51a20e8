package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

var assistantsPage = page{name: "assistants", title: "Assistants", key: "i", show: assistants}

// assistantsView is what the Assistants page draws.
type assistantsView struct {
	Lead         []string
	Since, Until string
	Picture      picture
	Clocks       []clockFigure
	Tools        []toolRow
	Models       []modelRow
	Prices       []priceRow
	Limits       []string
}

// clockFigure is one time on one of the two clocks.
type clockFigure struct{ Time, What, Class string }

type toolRow struct{ Tool, Sessions, SubAgents, Prompts, Answers, Tokens string }

type modelRow struct{ Model, Tool, Answers, In, Out, Written, Read, List string }

type priceRow struct{ Name, Amount, Means string }

// assistants is what coding assistants did, on two clocks and at three prices.
func assistants(a *ask) (view, error) {
	days := when.Days{From: when.NoDay, To: a.q.Now + 1}
	if a.query.Get("since") != "" || a.query.Get("until") != "" {
		var err error
		if days, err = a.period(when.Days{From: a.q.Now - 365, To: a.q.Now + 1}); err != nil {
			return view{}, err
		}
	}
	name := fmt.Sprintf("assistants %d %d", days.From, days.To)
	found, err := once(a, name, func(ctx context.Context) (reckon.Assistants, error) {
		costs, err := a.desk.Options.Costs()
		if err != nil {
			return reckon.Assistants{}, err
		}
		return a.Desk.Assistants(ctx, a.Grant, reckon.AssistantsQuestion{Question: a.q, Days: days, Prices: costs.Prices, Plans: costs.Plans})
	})
	if err != nil {
		return view{}, err
	}
	if len(found.Tools) == 0 {
		return view{}, fault.New(fault.Nothing, "no work of a coding assistant is known").
			Try("`backsight import ~/.claude` reads the logs of Claude Code; the same works for ~/.codex and others. The text you typed is never read")
	}
	r, err := a.report()
	if err != nil {
		return view{}, err
	}
	page := assistantsView{
		Since: found.Period.From.String(), Until: found.Period.To.String(), Picture: clockPicture(r),
		Clocks: a.clockFigures(found), Tools: a.toolRows(found), Models: a.modelRows(found), Prices: a.priceRows(found.Prices),
	}
	page.Lead = a.assistantsLead(found)
	page.Limits = a.loc.limits(found.Limits)
	return view{Finding: a.assistantsFinding(found), Value: found, Rows: func() [][]string { return modelsCSV(found) }, Page: page}, nil
}

func (a *ask) assistantsFinding(f reckon.Assistants) string {
	prompts, on := a.counted(f.You.Prompts, "prompt", "prompts"), a.days(f.You.Days)
	if f.Agents.Sum == 0 {
		return fmt.Sprintf("You typed %s on %s; how long agents worked is not known.", prompts, on)
	}
	return fmt.Sprintf("You typed %s on %s; agents worked for ~%s.", prompts, on, hoursOf(f.Agents.Union))
}

// hoursOf is a time in minutes as people say it.
func hoursOf(minutes float64) string { return hours(when.Instant(minutes * float64(when.Minute))) }

func (a *ask) assistantsLead(f reckon.Assistants) []string {
	text := fmt.Sprintf("%s to %s: %s", a.loc.day(f.Period.From), a.loc.day(f.Period.To), a.counted(f.Sessions, "session", "sessions"))
	if f.SubAgents > 0 {
		text += ", " + a.counted(f.SubAgents, "sub-agent", "sub-agents")
	}
	if f.Headless > 0 {
		text += fmt.Sprintf(", %s run by a program", a.loc.count(f.Headless))
	}
	if f.Swept > 0 {
		text += fmt.Sprintf(", %s with only the prompts left", a.loc.count(f.Swept))
	}
	return []string{text + "."}
}

// clockFigures are the two clocks, side by side.
func (a *ask) clockFigures(f reckon.Assistants) (out []clockFigure) {
	if m := f.You.Minutes; m != nil {
		out = append(out, clockFigure{"~" + hoursOf(m.Assisted), "you, with an assistant", "bs-w-assisted"}, clockFigure{"~" + hoursOf(m.ByHand), "you, by hand", "bs-w-hand"})
		if m.CantTell > 0 {
			out = append(out, clockFigure{"~" + hoursOf(m.CantTell), "with an assistant, or delegated", "bs-w-unclear"})
		}
	}
	if f.Agents.Sum > 0 {
		out = append(out, clockFigure{"~" + hoursOf(f.Agents.Union), "agents, when any worked", "bs-agentbox"}, clockFigure{"~" + hoursOf(f.Agents.Sum), "agents, each on its own", "bs-agentbox"})
	}
	return out
}

// clockPicture draws both clocks week by week, where the weeks are known.
func clockPicture(r reckon.Report) picture {
	var person, agents reckon.Reading
	for _, m := range r.Measures {
		switch {
		case m.Sphere != "all":
		case m.Name == "assisted_hours":
			person = m
		case m.Name == "agent_hours":
			agents = m
		}
	}
	return picture{template.HTML(svg.TwoClocks(person, agents, false, "clocks")), template.HTML(svg.TwoClocks(person, agents, true, "clockss"))}
}

func (a *ask) toolRows(f reckon.Assistants) (out []toolRow) {
	for _, t := range f.Tools {
		row := toolRow{t.Tool, a.loc.count(t.Sessions), a.loc.count(t.SubAgents), a.loc.count(t.Prompts), "not recorded", "not recorded"}
		if t.Tokens != nil {
			row.Answers, row.Tokens = a.loc.count(t.Answers), a.loc.count(int(t.Tokens.Sum()))
		}
		out = append(out, row)
	}
	return out
}

func (a *ask) modelRows(f reckon.Assistants) (out []modelRow) {
	n := func(v int64) string { return a.loc.count(int(v)) }
	for _, m := range f.Models {
		t := m.Tokens
		row := modelRow{
			Model: cmp.Or(m.Model, "(model not named)"), Tool: m.Tool, Answers: a.loc.count(m.Answers),
			In: n(t.In), Out: n(t.Out + t.Reasoning), Written: n(t.Write5m + t.Write1h), Read: n(t.Read), List: "unknown",
		}
		if m.List != nil {
			row.List = m.List.String()
			if m.Unpriced > 0 {
				row.List = "more than " + row.List
			}
		}
		out = append(out, row)
	}
	return out
}

// priceRows are three figures that must not be taken for one another.
func (a *ask) priceRows(p reckon.Prices) []priceRow {
	list := priceRow{"List price", "unknown", "what the tokens would have cost at the list price of the day"}
	if len(p.List) > 0 {
		list.Amount = amounts(p.List)
		if p.Priced != nil && *p.Priced < 1 {
			list.Means += fmt.Sprintf("; this covers %s of the tokens, and no price is known for the others", a.loc.percent(*p.Priced))
		}
	}
	charged := priceRow{"Charged", "unknown", "no bill was read"}
	if p.Charged != nil {
		charged.Amount, charged.Means = p.Charged.String(), "what bills say"
	}
	fee := priceRow{"Plan fees", "unknown", "the setting `plans` is empty"}
	if len(p.Plans) > 0 {
		var parts []string
		for _, plan := range p.Plans {
			parts = append(parts, fmt.Sprintf("%s a month (%s)", plan.Month, plan.Name))
		}
		fee.Amount, fee.Means = strings.Join(parts, ", "), "as the settings say"
	}
	return []priceRow{list, charged, fee}
}

func amounts(list []money.Amount) string {
	parts := make([]string, len(list))
	for i, m := range list {
		parts[i] = m.String()
	}
	return say.List(parts)
}

func modelsCSV(f reckon.Assistants) [][]string {
	rows := [][]string{{"tool", "model", "answers", "in", "out", "reasoning", "write_5m", "write_1h", "read", "list_price"}}
	for _, m := range f.Models {
		t, list := m.Tokens, ""
		if m.List != nil {
			list = m.List.String()
		}
		row := []string{m.Tool, m.Model, fmt.Sprint(m.Answers)}
		for _, n := range []int64{t.In, t.Out, t.Reasoning, t.Write5m, t.Write1h, t.Read} {
			row = append(row, fmt.Sprint(n))
		}
		rows = append(rows, append(row, list))
	}
	return rows
}
