package web

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/costs"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw/svg"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var assistantsPage = frame.Page{Name: "assistants", Title: "Assistants", Key: "i", Show: assistants}

// assistantsView is what the Assistants page draws.
type assistantsView struct {
	Lead         []string
	Since, Until string
	Picture      frame.Picture
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
func assistants(a *frame.Ask) (frame.View, error) {
	days := when.Days{From: when.NoDay, To: a.Question.Now + 1}
	if a.Query.Get("since") != "" || a.Query.Get("until") != "" {
		var err error
		if days, err = a.Period(when.Days{From: a.Question.Now - 365, To: a.Question.Now + 1}); err != nil {
			return frame.View{}, err
		}
	}
	name := fmt.Sprintf("assistants %d %d", days.From, days.To)
	found, err := frame.Once(a, name, func(ctx context.Context) (reckon.Assistants, error) {
		cost, err := costs.Of(a.Desk.Options)
		if err != nil {
			return reckon.Assistants{}, err
		}
		return a.Reckon.Assistants(ctx, a.Grant, reckon.AssistantsQuestion{Question: a.Question, Days: days, Prices: cost.Prices, Plans: cost.Plans})
	})
	if err != nil {
		return frame.View{}, err
	}
	if len(found.Tools) == 0 {
		return frame.View{}, fault.New(fault.Nothing, "no work of a coding assistant is known").
			Try("`backsight import ~/.claude` reads the logs of Claude Code; the same works for ~/.codex and others. The text you typed is never read")
	}
	r, err := a.Report()
	if err != nil {
		return frame.View{}, err
	}
	page := assistantsView{
		Since: found.Period.From.String(), Until: found.Period.To.String(), Picture: clockPicture(r),
		Clocks: clockFigures(a, found), Tools: toolRows(a, found), Models: modelRows(a, found), Prices: priceRows(a, found.Prices),
	}
	page.Lead = assistantsLead(a, found)
	page.Limits = a.Locale.Limits(found.Limits)
	return frame.View{Finding: assistantsFinding(a, found), Value: found, Rows: func() [][]string { return modelsCSV(found) }, Page: page}, nil
}

func assistantsFinding(a *frame.Ask, f reckon.Assistants) string {
	prompts, on := a.Counted(f.You.Prompts, "prompt", "prompts"), a.Days(f.You.Days)
	if f.Agents.Sum == 0 {
		return fmt.Sprintf("You typed %s on %s; how long agents worked is not known.", prompts, on)
	}
	return fmt.Sprintf("You typed %s on %s; agents worked for ~%s.", prompts, on, frame.HoursOf(f.Agents.Union))
}

func assistantsLead(a *frame.Ask, f reckon.Assistants) []string {
	text := fmt.Sprintf("%s to %s: %s", a.Locale.Day(f.Period.From), a.Locale.Day(f.Period.To), a.Counted(f.Sessions, "session", "sessions"))
	if f.SubAgents > 0 {
		text += ", " + a.Counted(f.SubAgents, "sub-agent", "sub-agents")
	}
	if f.Headless > 0 {
		text += fmt.Sprintf(", %s run by a program", a.Locale.Count(f.Headless))
	}
	if f.Swept > 0 {
		text += fmt.Sprintf(", %s with only the prompts left", a.Locale.Count(f.Swept))
	}
	return []string{text + "."}
}

// clockFigures are the two clocks, side by side.
func clockFigures(a *frame.Ask, f reckon.Assistants) (out []clockFigure) {
	if m := f.You.Minutes; m != nil {
		out = append(out, clockFigure{"~" + frame.HoursOf(m.Assisted), "you, with an assistant", "bs-w-assisted"}, clockFigure{"~" + frame.HoursOf(m.ByHand), "you, by hand", "bs-w-hand"})
		if m.CantTell > 0 {
			out = append(out, clockFigure{"~" + frame.HoursOf(m.CantTell), "with an assistant, or delegated", "bs-w-unclear"})
		}
	}
	if f.Agents.Sum > 0 {
		out = append(out, clockFigure{"~" + frame.HoursOf(f.Agents.Union), "agents, when any worked", "bs-agentbox"}, clockFigure{"~" + frame.HoursOf(f.Agents.Sum), "agents, each on its own", "bs-agentbox"})
	}
	return out
}

// clockPicture draws both clocks week by week, where the weeks are known.
func clockPicture(r reckon.Report) frame.Picture {
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
	return frame.Drawn(svg.TwoClocks(person, agents, false, "clocks"), svg.TwoClocks(person, agents, true, "clockss"))
}

func toolRows(a *frame.Ask, f reckon.Assistants) (out []toolRow) {
	for _, t := range f.Tools {
		row := toolRow{t.Tool, a.Locale.Count(t.Sessions), a.Locale.Count(t.SubAgents), a.Locale.Count(t.Prompts), "not recorded", "not recorded"}
		if t.Tokens != nil {
			row.Answers, row.Tokens = a.Locale.Count(t.Answers), a.Locale.Count(int(t.Tokens.Sum()))
		}
		out = append(out, row)
	}
	return out
}

func modelRows(a *frame.Ask, f reckon.Assistants) (out []modelRow) {
	n := func(v int64) string { return a.Locale.Count(int(v)) }
	for _, m := range f.Models {
		t := m.Tokens
		row := modelRow{
			Model: cmp.Or(m.Model, "(model not named)"), Tool: m.Tool, Answers: a.Locale.Count(m.Answers),
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
func priceRows(a *frame.Ask, p reckon.Prices) []priceRow {
	list := priceRow{"List price", "unknown", "what the tokens would have cost at the list price of the day"}
	if len(p.List) > 0 {
		list.Amount = amounts(p.List)
		if p.Priced != nil && *p.Priced < 1 {
			list.Means += fmt.Sprintf("; this covers %s of the tokens, and no price is known for the others", a.Locale.Percent(*p.Priced))
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
