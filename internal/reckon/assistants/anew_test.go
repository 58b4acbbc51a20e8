package assistants

import (
	"cmp"
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Anew answers as Of does, but reads every log from the beginning
// and remembers nothing: what the rows of days must agree with. The person's own
// time, which is reckoned elsewhere, is given.
func Anew(ctx context.Context, d session.Base, g policy.Grant, q AssistantsQuestion, minutes *HandsMinutes) (Assistants, error) {
	a := &anew{q: q, zone: q.Habits.Zone(q.Now), texts: map[string]string{}, span: when.Span{From: 1, To: q.Instant + logbook.ClockAhead}}
	if q.Days.From != when.NoDay {
		a.span.From = q.Days.From.Start(a.zone)
	}
	if q.Days.To != when.NoDay {
		a.span.To = min(a.span.To, q.Days.To.Start(a.zone))
	}
	if err := a.read(ctx, d.Book, g); err != nil {
		return Assistants{}, err
	}
	out := a.answer()
	out.You.Minutes = minutes
	answered := assistants{q: q}
	answered.sum.Unlogged = len(a.unlogged) > 0
	out.Limits = answered.limits(&out)
	return out, nil
}

// anew is what is at hand while the answer is put together.
type anew struct {
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
func (a *anew) read(ctx context.Context, book session.Book, g policy.Grant) error {
	before := map[uint64]bool{}
	var turns []timeline.AgentTurn
	for b, err := range session.Seeing(ctx, g, book.Items, a.q.Habits.Sources, logbook.Turns, when.Span{From: 1, To: a.span.To}) {
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
		if t := &a.turns[i]; t.Type == logbook.TurnAnswer || t.Type == logbook.TurnTool || t.Type == logbook.TurnRequest {
			logged[t.Session] = true
		}
	}
	for b, err := range session.Seeing(ctx, g, book.Beats, a.q.Habits.Sources, logbook.Heartbeats, a.span) {
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

// lean is a turn without what no answer here needs, its texts shared with the
// turns before it: there may be a million of them.
func (a *anew) lean(t timeline.AgentTurn) timeline.AgentTurn {
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

func (a *anew) answer() Assistants {
	out := Assistants{
		Version: 1, Synthetic: a.q.Synthetic, Tools: []ToolUse{}, Models: []ModelUse{},
		Agents: a.clock(), Limits: []say.Text{},
	}
	if len(a.turns) > 0 && a.q.Days.From == when.NoDay {
		a.span.From = a.turns[0].At
	}
	out.Period = report.Period{From: a.span.From.Day(a.zone), To: min((a.span.To - 1).Day(a.zone), a.q.Instant.Day(a.zone)), Zone: a.zone.String()}
	a.tools(&out)
	a.prices(&out)
	return out
}

// clock is the agents' time. When any worked, logs and editors tell together, as
// the day does. Each on its own, every agent of a session runs by its log; a
// session that only an editor tells of is one agent.
func (a *anew) clock() AgentClock {
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

func (a *anew) sessions() (list []*toolSession, days map[when.Day]bool) {
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
func (a *anew) tools(out *Assistants) {
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

// prices reckons the list price of every answer on the day it was given.
func (a *anew) prices(out *Assistants) {
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
