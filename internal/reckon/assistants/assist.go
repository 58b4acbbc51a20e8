// Package assistants answers what coding assistants did in a period, on a clock of
// their own beside the person's, at three prices that are never added. It reads
// what is remembered of each day, never the logs again.
package assistants

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/agents"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Pricing says what an answer would have cost; a price.Table does.
type Pricing interface {
	Quote(model string, day when.Day, tokens logbook.Tokens, fast bool) price.Quote
	// Together says it of the sum of answers of which the same buckets are filled and no
	// prompt is longer than so; ok is false where they have to be priced one by one.
	Together(model string, day when.Day, sum logbook.Tokens, longest int64, fast bool) (q price.Quote, ok bool)
}

// Of tells what coding assistants did in a period: put together from what
// is remembered of each day, since an answer may be repeated long after it was
// given, and no log is read again for that.
func Of(ctx context.Context, b session.Base, g policy.Grant, q AssistantsQuestion) (Assistants, error) {
	a := &assistants{q: q, zone: q.Habits.Zone(q.Now), span: when.Span{From: 1, To: q.Instant + logbook.ClockAhead}}
	if q.Days.From != when.NoDay {
		a.span.From = q.Days.From.Start(a.zone)
	}
	if q.Days.To != when.NoDay {
		a.span.To = min(a.span.To, q.Days.To.Start(a.zone))
	}
	s, err := b.Fresh(ctx, g, q.Question)
	if err != nil {
		return Assistants{}, err
	}
	days, err := s.Assistants(a.zone)
	if err != nil {
		return Assistants{}, err
	}
	a.sum = days.Of(a.span)
	out := a.answer()
	if len(out.Tools) > 0 {
		out.You.Minutes, err = made(s, when.Days{From: out.Period.From, To: out.Period.To + 1})
	}
	out.Limits = a.limits(&out)
	return out, err
}

// assistants is what is at hand while the answer is put together.
type assistants struct {
	q    AssistantsQuestion
	zone *time.Location
	span when.Span
	sum  agents.Sum
}

func (a *assistants) answer() Assistants {
	out := Assistants{
		Version: 1, Synthetic: a.q.Synthetic, Tools: []ToolUse{}, Models: []ModelUse{}, Limits: []say.Text{},
		Agents: AgentClock{Sum: minutesOf(a.sum.Each), Union: minutesOf(a.sum.Union), Gap: minutesOf(timeline.Near)},
	}
	if a.sum.First != 0 && a.q.Days.From == when.NoDay {
		a.span.From = a.sum.First
	}
	out.Period = report.Period{From: a.span.From.Day(a.zone), To: min((a.span.To - 1).Day(a.zone), a.q.Instant.Day(a.zone)), Zone: a.zone.String()}
	a.tools(&out)
	a.prices(&out)
	return out
}

func minutesOf(i when.Instant) float64 { return say.Round(float64(i)/float64(when.Minute), 2) }

// tools counts sessions, prompts and tokens by tool and model.
func (a *assistants) tools(out *Assistants) {
	by := map[string]*ToolUse{}
	tool := func(program string) *ToolUse {
		if by[program] == nil {
			by[program] = &ToolUse{Tool: program}
		}
		return by[program]
	}
	for _, s := range a.sum.Sessions {
		t := tool(s.Program)
		t.Sessions, t.SubAgents, t.Prompts = t.Sessions+1, t.SubAgents+s.Agents, t.Prompts+s.Prompts
		out.Sessions, out.SubAgents, out.You.Prompts = out.Sessions+1, out.SubAgents+s.Agents, out.You.Prompts+s.Prompts
		out.You.Commands += s.Commands
		if s.Headless {
			out.Headless++
		}
		if s.Swept {
			out.Swept++
		}
	}
	out.You.Days = a.sum.Days
	for i := range a.sum.Uses {
		u := &a.sum.Uses[i]
		t := tool(u.Program)
		if t.Answers += len(u.Each); t.Tokens == nil {
			t.Tokens = &Tokens{}
		}
		t.Tokens.add(&u.Tokens)
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		out.Tools = append(out.Tools, *by[name])
	}
}

func (t *Tokens) add(o *logbook.Tokens) { *t = Tokens(logbook.Tokens(*t).Add(*o)) }

// use is a model's part on its way.
type use struct {
	ModelUse
	list map[string]money.Exact // by currency
}

// prices reckons the list price of every answer on the day it was given. Answers
// that no price tells apart are priced at once.
func (a *assistants) prices(out *Assistants) {
	p := pricing{out: out, by: map[[2]string]*use{}, sums: map[string]money.Exact{}}
	for i := range a.sum.Uses {
		u := &a.sum.Uses[i]
		to := p.of(u)
		to.Answers, p.all = to.Answers+len(u.Each), p.all+u.Tokens.Sum()
		to.Tokens.add(&u.Tokens)
		longest := u.Longest
		if u.Summed { // no prompt among them is as long as all together
			longest = 0
		}
		if q, ok := a.q.Prices.Together(u.Model, u.Day, u.Tokens, longest, u.Fast); ok {
			p.add(to, u.Tokens, q)
			continue
		}
		for _, tokens := range u.Each {
			p.add(to, tokens, a.q.Prices.Quote(u.Model, u.Day, tokens, u.Fast))
		}
	}
	if p.all > 0 {
		part := say.Round(1-float64(p.unpriced)/float64(p.all), 4)
		out.Prices.Priced = &part
	}
	out.Prices.List, out.Prices.Unpriced, out.Prices.Plans = amounts(p.sums), []string{}, []Plan{}
	out.Prices.Plans = append(out.Prices.Plans, a.q.Plans...)
	out.models(p.by)
}

// pricing is the list price on its way.
type pricing struct {
	out           *Assistants
	by            map[[2]string]*use
	sums          map[string]money.Exact // by currency
	all, unpriced int64
}

func (p *pricing) of(u *agents.Use) *use {
	key := [2]string{u.Program, u.Model}
	if p.by[key] == nil {
		p.by[key] = &use{ModelUse{Tool: u.Program, Model: u.Model}, map[string]money.Exact{}}
	}
	return p.by[key]
}

func (p *pricing) add(to *use, tokens logbook.Tokens, q price.Quote) {
	if !q.Known {
		to.Unpriced, p.unpriced = to.Unpriced+tokens.Sum(), p.unpriced+tokens.Sum()
		return
	}
	p.out.Prices.Assumed = p.out.Prices.Assumed || q.Assumed
	currency := q.List.Currency()
	to.list[currency], _ = to.list[currency].Plus(q.List)
	p.sums[currency], _ = p.sums[currency].Plus(q.List)
}

func amounts(sums map[string]money.Exact) []money.Amount {
	list := []money.Amount{}
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		list = append(list, sums[currency].Amount())
	}
	return list
}

func (out *Assistants) models(by map[[2]string]*use) {
	for _, u := range by {
		if list := amounts(u.list); len(list) == 1 {
			u.List = &list[0]
		}
		if u.Unpriced > 0 && !slices.Contains(out.Prices.Unpriced, u.Model) {
			out.Prices.Unpriced = append(out.Prices.Unpriced, u.Model)
		}
		out.Models = append(out.Models, u.ModelUse)
	}
	slices.Sort(out.Prices.Unpriced)
	slices.SortFunc(out.Models, func(x, y ModelUse) int {
		return cmp.Or(cmp.Compare(y.Tokens.Sum(), x.Tokens.Sum()), cmp.Compare(x.Tool, y.Tool), cmp.Compare(x.Model, y.Model))
	})
}

// limits says what the data cannot tell, only what holds for this data.
func (a *assistants) limits(r *Assistants) []say.Text {
	out := []say.Text{}
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, say.F(format, args...))
		}
	}
	silent := slices.ContainsFunc(r.Tools, func(t ToolUse) bool { return t.Tokens == nil })
	add(r.Agents.Sum > 0, "Agents' time is counted between their own records; a gap of more than %.0f minutes is not counted. It is never added to your time.", r.Agents.Gap)
	add(len(r.Models) > 0, "Tokens are as the tools recorded them. What was billed may differ.")
	add(silent, "Some tools record no tokens, so what they used is unknown, not zero.")
	add(r.Swept > 0, "%s have only their prompts left: the tool deleted the rest before it was read. `backsight doctor` shows how to keep the logs.", say.Counted(r.Swept, "session", "sessions"))
	add(len(r.Prices.List) > 0, "The list price is what the tokens would have cost without a plan. It is not what anyone was charged.")
	add(r.Prices.Assumed, "Where no cache price is listed, writing is assumed to cost %.2f times the input price (2 times for an hour) and reading a tenth of it.", 1.25)
	add(r.You.Minutes != nil, "Your hands-on time is counted from editors, the desktop and prompts: signs of you that are at most %.0f minutes apart. It is time with an assistant where one worked within the same minutes.", r.Agents.Gap)
	add(r.You.Minutes == nil && r.You.Prompts > 0, "Of your own time, only the prompts you typed are known.")
	add(a.sum.Unlogged, "Some sessions are known only from your editor's plugin, without their tokens.")
	return out
}
