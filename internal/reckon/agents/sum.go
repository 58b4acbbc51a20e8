package agents

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Sum is what a period holds.
type Sum struct {
	First    when.Instant // the first turn; 0 for none
	Sessions []Session
	Days     int // on which a person typed anything
	Uses     []Use
	Unlogged bool // editors tell of a session of which there is no log
	// Union is how long any agent ran; Each how long all of them did, each agent on
	// its own.
	Union, Each when.Instant
}

// Session is what it holds of one session.
type Session struct {
	Program  string
	Agents   int // sub-agents with a name
	Prompts  int // the transcript and the tool's list tell of the same ones, and either may have lost some
	Commands int
	Headless bool
	Swept    bool // only prompts are left of it
}

// summing is a sum on its way.
type summing struct {
	span   when.Span
	days   []*day
	opened map[uint64]when.Day // messages of several days, and on which of them they came first
	extra  []open              // what is open and counts
	parts  map[sessionKey]*part
	order  []*part
	typed  map[when.Day]bool
	out    Sum
}

// open is an open turn that counts, and its day.
type open struct {
	*logbook.AgentTurn
	on when.Day
}

// Of puts together what a span holds, which begins where a day does or before all
// of them.
func (b *Snapshot) Of(span when.Span) Sum {
	s := summing{span: span, opened: b.opened, parts: map[sessionKey]*part{}, typed: map[when.Day]bool{}}
	for _, d := range b.days {
		if from := d.on.Start(b.zone); from >= span.From && from < span.To || span.From <= 1 && from < span.To {
			s.days = append(s.days, d.before(span.To, b.isOpen))
		}
	}
	s.settle()
	s.count()
	s.clock()
	return s.out
}

// settle finds which of the open turns count: of a message that was named before
// the period none do.
func (s *summing) settle() {
	var turns []logbook.AgentTurn
	on := map[when.Instant]when.Day{}
	for _, d := range s.days {
		for i := range d.open {
			if t := &d.open[i]; s.opened[t.Message] >= s.days[0].on {
				turns = append(turns, *t)
				on[t.At] = d.on
			}
		}
	}
	turns = distinct(turns)
	for i := range turns {
		s.extra = append(s.extra, open{&turns[i], on[turns[i].At]})
	}
}

// count puts sessions and uses together.
func (s *summing) count() {
	for _, d := range s.days {
		for i := range d.parts {
			s.part(d.parts[i].sessionKey).plus(&d.parts[i])
		}
		s.out.Uses = append(s.out.Uses, d.uses...)
		s.at(d.first)
		if d.typed {
			s.typed[d.on] = true
		}
	}
	for _, t := range s.extra {
		s.part(sessionKey{t.Program, t.Session}).take(t.AgentTurn)
		s.at(t.At)
		if t.Type == logbook.TurnPrompt {
			s.typed[t.on] = true
		}
		if counted(t.AgentTurn) {
			u := Use{Program: t.Program, Model: t.Model, Day: t.on, Fast: t.Fast, Summed: isSum(t.AgentTurn)}
			u.add(*t.Tokens)
			s.out.Uses = append(s.out.Uses, u)
		}
	}
	s.out.Days = len(s.typed)
	for _, p := range s.order {
		s.out.Sessions = append(s.out.Sessions, Session{
			Program: p.program, Agents: len(p.agents), Prompts: max(p.prompts, p.listed), Commands: max(p.orders, p.ordered),
			Headless: p.headless, Swept: !p.worked && p.listed > 0,
		})
	}
}

func (s *summing) part(key sessionKey) *part {
	if s.parts[key] == nil {
		s.parts[key] = &part{sessionKey: key}
		s.order = append(s.order, s.parts[key])
	}
	return s.parts[key]
}

func (s *summing) at(first when.Instant) {
	if first != 0 && (s.out.First == 0 || first < s.out.First) {
		s.out.First = first
	}
}

// clock reckons the agents' time. What editors tell of a session counts beside its
// log when any agent worked; on its own only where there is no log.
func (s *summing) clock() {
	logged := map[string]bool{}
	for _, p := range s.order {
		if p.logged {
			logged[p.session] = true
		}
	}
	union, each := s.loose(sessionOf), s.loose(agentOf)
	for _, d := range s.days {
		for _, one := range d.union {
			union.take(one.of, one.list)
		}
		instead := map[string]bool{}
		for _, one := range d.beside {
			if !logged[one.of] {
				instead[one.of] = true
				each.take(one.of, one.list)
			}
		}
		for _, one := range d.alone {
			if !instead[one.of] {
				each.take(one.of, one.list)
			}
		}
		s.out.Unlogged = s.out.Unlogged || slices.ContainsFunc(d.heard, func(session string) bool { return !logged[session] })
	}
	s.out.Union, _ = union.minutes(s.span)
	_, s.out.Each = each.minutes(s.span)
	s.out.Each = max(s.out.Each, s.out.Union)
}

// waiting is a clock on which those sessions wait for the end that open turns are
// of: theirs are put among the others in order of time.
type waiting struct {
	clock
	wait map[string][]step
}

func (s *summing) loose(name func(*logbook.AgentTurn) string) *waiting {
	w := &waiting{clock{open: map[string]*running{}}, map[string][]step{}}
	for _, t := range s.extra {
		if t.History || t.Sign == logbook.AgentNone {
			continue
		}
		n := name(t.AgentTurn)
		w.wait[n] = append(w.wait[n], stepOf(t.At, t.For, t.Sign))
	}
	return w
}

func (w *waiting) take(session string, list []step) {
	if some, waits := w.wait[session]; waits {
		w.wait[session] = append(some, list...)
		return
	}
	w.clock.take(session, list)
}

func (w *waiting) minutes(within when.Span) (union, sum when.Instant) {
	for session, list := range w.wait {
		slices.SortStableFunc(list, byStep)
		w.clock.take(session, list)
	}
	return w.clock.minutes(within)
}
