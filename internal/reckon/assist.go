package reckon

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Pricing says what an answer would have cost; a price.Table does.
type Pricing interface {
	Quote(model string, day when.Day, tokens logbook.Tokens, fast bool) price.Quote
}

// AssistantsOf tells what coding assistants did in a period. Their logs are read
// from the beginning, since an answer may be repeated long after it was given.
func AssistantsOf(ctx context.Context, b Base, g policy.Grant, q AssistantsQuestion) (Assistants, error) {
	a := &assistants{q: q, zone: q.Habits.Zone(q.Now), texts: map[string]string{}, span: when.Span{From: 1, To: q.Instant + logbook.ClockAhead}}
	if q.Days.From != when.NoDay {
		a.span.From = q.Days.From.Start(a.zone)
	}
	if q.Days.To != when.NoDay {
		a.span.To = min(a.span.To, q.Days.To.Start(a.zone))
	}
	if err := a.read(ctx, b.Book, g); err != nil {
		return Assistants{}, fmt.Errorf("reading what assistants did: %w", err)
	}
	out := a.answer()
	var err error
	if len(out.Tools) > 0 {
		a.turns = nil // the account needs the room
		out.You.Minutes, err = made(ctx, b, g, q.Question, when.Days{From: out.Period.From, To: out.Period.To + 1})
	}
	out.Limits = a.limits(&out)
	return out, err
}

// assistants is what is at hand while the answer is put together.
type assistants struct {
	q     AssistantsQuestion
	zone  *time.Location
	span  when.Span
	texts map[string]string    // each text of the turns once
	turns []timeline.AgentTurn // of the period, each answer once
	heard []logbook.Beat       // of the period, what editors say of agents: one clock with the logs of their sessions

	unlogged []logbook.Beat // those of sessions without a log
}

// read gathers the turns of the period and what was heard of others. Of answers
// given before it only a hash is remembered: those are no answers of the period,
// whatever repeats them.
func (a *assistants) read(ctx context.Context, book Book, g policy.Grant) error {
	before := map[uint64]bool{}
	var turns []timeline.AgentTurn
	for b, err := range seeing(ctx, g, book.Items, a.q.Habits.Sources, logbook.Turns, when.Span{From: 1, To: a.span.To}) {
		if err != nil {
			return err
		}
		t := a.lean(timeline.TurnOf(&b))
		switch {
		case b.At >= a.span.From && (t.Message == "" || !before[hashOf(&t)]):
			turns = append(turns, t)
		case b.At < a.span.From && t.Message != "":
			before[hashOf(&t)] = true
		}
	}
	a.turns = timeline.Distinct(turns)
	logged := map[string]bool{}
	for i := range a.turns {
		if t := &a.turns[i]; t.Type == logbook.TurnAnswer || t.Type == logbook.TurnTool {
			logged[t.Session] = true
		}
	}
	for b, err := range seeing(ctx, g, book.Beats, a.q.Habits.Sources, logbook.Heartbeats, a.span) {
		if err != nil {
			return err
		}
		if session := timeline.SessionOf(&b); session != "" {
			if a.heard = append(a.heard, b); !logged[session] {
				a.unlogged = append(a.unlogged, b)
			}
		}
	}
	return nil
}

// seeing reads the beats of the sources that see a class of evidence; none where
// no source does.
func seeing(ctx context.Context, g policy.Grant, read func(context.Context, policy.Grant, when.Span, ...string) iter.Seq2[logbook.Beat, error],
	sources logbook.Sources, c logbook.Class, span when.Span,
) iter.Seq2[logbook.Beat, error] {
	names := sources.Seeing(c)
	if len(names) == 0 {
		return func(func(logbook.Beat, error) bool) {}
	}
	return read(ctx, g, span, names...)
}

// lean is a turn without what no answer here needs, its texts shared with the
// turns before it: there may be a million of them.
func (a *assistants) lean(t timeline.AgentTurn) timeline.AgentTurn {
	t.Cwd, t.Project, t.Calls, t.Cost, t.Currency = "", "", nil, "", ""
	for _, text := range []*string{&t.Program, &t.Session, &t.Type, &t.Model, &t.Agent} {
		same, known := a.texts[*text]
		if !known {
			same = strings.Clone(*text)
			a.texts[same] = same
		}
		*text = same
	}
	return t
}

func hashOf(t *timeline.AgentTurn) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(t.Program + "\x00" + t.Message)) // a hash takes everything
	return h.Sum64()
}

func (a *assistants) answer() Assistants {
	out := Assistants{
		Version: 1, Synthetic: a.q.Synthetic, Tools: []ToolUse{}, Models: []ModelUse{},
		Agents: a.clock(), Limits: []say.Text{},
	}
	if len(a.turns) > 0 && a.q.Days.From == when.NoDay {
		a.span.From = a.turns[0].At
	}
	out.Period = Period{From: a.span.From.Day(a.zone), To: min((a.span.To - 1).Day(a.zone), a.q.Instant.Day(a.zone)), Zone: a.zone.String()}
	a.tools(&out)
	a.prices(&out)
	return out
}

// clock is the agents' time. When any worked, logs and editors tell together, as
// the day does. Each on its own, every agent of a session runs by its log; a
// session that only an editor tells of is one agent.
func (a *assistants) clock() AgentClock {
	var beats []logbook.Beat
	var agents []string // beside each of the log's beats, the agent in its session
	for i := range a.turns {
		t := &a.turns[i]
		if t.History {
			continue // stands in the transcript too, if there is one
		}
		beats, agents = append(beats, logbook.Beat{
			Lane: logbook.Lane{Source: t.Source, Program: t.Program}, At: t.At, For: t.Until - t.At, Type: t.Type, Session: t.Session,
		}), append(agents, agentOf(t))
	}
	union, _ := timeline.AgentMinutes(timeline.Runs(inTime(beats, a.heard), a.q.Habits.Sources), a.span)
	for i, agent := range agents {
		beats[i].Session += agent
	}
	_, sum := timeline.AgentMinutes(timeline.Runs(inTime(beats, a.unlogged), a.q.Habits.Sources), a.span)
	return AgentClock{Sum: minutesOf(max(sum, union)), Union: minutesOf(union), Gap: minutesOf(timeline.Near)}
}

// inTime is both in order of time. The first are in that order.
func inTime(logged, heard []logbook.Beat) []logbook.Beat {
	if len(heard) == 0 {
		return logged
	}
	all := slices.Concat(logged, heard)
	slices.SortStableFunc(all, byTime)
	return all
}

func byTime(a, b logbook.Beat) int { return cmp.Compare(a.At, b.At) }

// agentOf is what parts a turn's agent from the others of its session: "" for the
// main thread.
func agentOf(t *timeline.AgentTurn) string {
	if !t.Side {
		return ""
	}
	return "\x00" + t.Agent
}

func minutesOf(i when.Instant) float64 { return say.Round(float64(i)/float64(when.Minute), 2) }

// toolSession is what the period holds of one session.
type toolSession struct {
	program         string
	agents          map[string]bool
	prompts, listed int  // in the transcript, and in the tool's list of what was typed
	orders, ordered int  // commands to the tool: in the transcript, and in the list
	worked          bool // something besides prompts is known of it
	headless        bool
}

// typed is how many prompts the session holds: the transcript and the list tell of the
// same ones, and either may have lost some.
func (s *toolSession) typed() int { return max(s.prompts, s.listed) }

func (a *assistants) sessions() (list []*toolSession, days map[when.Day]bool) {
	by := map[string]*toolSession{}
	days = map[when.Day]bool{}
	for i := range a.turns {
		t := &a.turns[i]
		key := t.Program + "\x00" + t.Session
		s := by[key]
		if s == nil {
			s = &toolSession{program: t.Program, agents: map[string]bool{}}
			by[key], list = s, append(list, s)
		}
		s.take(t)
		if t.Type == logbook.TurnPrompt {
			days[t.At.Day(a.zone)] = true
		}
	}
	return list, days
}

func (s *toolSession) take(t *timeline.AgentTurn) {
	switch {
	case t.Type != logbook.TurnPrompt:
		s.worked = s.worked || t.Type != logbook.TurnPresence
	case t.Command && t.History:
		s.ordered++
	case t.Command:
		s.orders++
	case t.History:
		s.listed++
	default:
		s.prompts++
	}
	s.headless = s.headless || t.Headless
	if t.Side && t.Agent != "" {
		s.agents[t.Agent] = true
	}
}

// tools counts sessions, prompts and tokens by tool and model.
func (a *assistants) tools(out *Assistants) {
	sessions, days := a.sessions()
	by := map[string]*ToolUse{}
	tool := func(program string) *ToolUse {
		if by[program] == nil {
			by[program] = &ToolUse{Tool: program}
		}
		return by[program]
	}
	for _, s := range sessions {
		t := tool(s.program)
		t.Sessions, t.SubAgents, t.Prompts = t.Sessions+1, t.SubAgents+len(s.agents), t.Prompts+s.typed()
		out.Sessions, out.SubAgents, out.You.Prompts = out.Sessions+1, out.SubAgents+len(s.agents), out.You.Prompts+s.typed()
		out.You.Commands += max(s.orders, s.ordered)
		if s.headless {
			out.Headless++
		}
		if !s.worked && s.listed > 0 {
			out.Swept++
		}
	}
	out.You.Days = len(days)
	for i := range a.turns {
		if t := &a.turns[i]; counted(t) {
			u := tool(t.Program)
			if u.Answers++; u.Tokens == nil {
				u.Tokens = &Tokens{}
			}
			u.Tokens.add(t.Tokens)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		out.Tools = append(out.Tools, *by[name])
	}
}

// counted says whether the tool recorded tokens that passed.
func counted(t *timeline.AgentTurn) bool { return t.Tokens != nil && t.Tokens.Sum() > 0 }

func (t *Tokens) add(o *logbook.Tokens) { *t = Tokens(logbook.Tokens(*t).Add(*o)) }

// use is a model's part on its way.
type use struct {
	ModelUse
	list map[string]money.Exact // by currency
}

// prices reckons the list price of every answer on the day it was given.
func (a *assistants) prices(out *Assistants) {
	by := map[[2]string]*use{}
	sums := map[string]money.Exact{}
	var all, unpriced int64
	for i := range a.turns {
		t := &a.turns[i]
		if !counted(t) {
			continue
		}
		u := by[[2]string{t.Program, t.Model}]
		if u == nil {
			u = &use{ModelUse{Tool: t.Program, Model: t.Model}, map[string]money.Exact{}}
			by[[2]string{t.Program, t.Model}] = u
		}
		u.Answers, all = u.Answers+1, all+t.Tokens.Sum()
		u.Tokens.add(t.Tokens)
		q := a.q.Prices.Quote(t.Model, t.At.Day(a.zone), *t.Tokens, t.Fast)
		if !q.Known {
			u.Unpriced, unpriced = u.Unpriced+t.Tokens.Sum(), unpriced+t.Tokens.Sum()
			continue
		}
		out.Prices.Assumed = out.Prices.Assumed || q.Assumed
		currency := q.List.Currency()
		u.list[currency], _ = u.list[currency].Plus(q.List)
		sums[currency], _ = sums[currency].Plus(q.List)
	}
	if all > 0 {
		part := say.Round(1-float64(unpriced)/float64(all), 4)
		out.Prices.Priced = &part
	}
	out.Prices.List, out.Prices.Unpriced, out.Prices.Plans = amounts(sums), []string{}, []Plan{}
	out.Prices.Plans = append(out.Prices.Plans, a.q.Plans...)
	out.models(by)
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
	add(len(a.unlogged) > 0, "Some sessions are known only from your editor's plugin, without their tokens.")
	return out
}
