package agents

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// day is what one day at home holds, folded. What repeats on another day too is
// open: which of its records counts depends on what is asked for.
type day struct {
	on when.Day
	records
	first  when.Instant // the first of the turns below; 0 for none
	last   when.Instant // the last of all records
	typed  bool         // a person typed anything
	parts  []part
	uses   []Use
	open   []logbook.AgentTurn
	heard  []string // the sessions that editors tell of
	union  []steps  // of each session, logs and editors together
	alone  []steps  // of each agent of each session, by its log
	beside []steps  // of each session that editors tell of, with its log
}

// records are those of a day at home, out of the rows it shares time with.
type records struct {
	turns [][]logbook.AgentTurn
	told  [][]logbook.AgentHeard
}

// steps are those of one name of the clock.
type steps struct {
	of   string
	list []step
}

// part is what a stretch of time holds of one session.
type part struct {
	sessionKey
	agents          map[string]bool
	prompts, listed int  // in the transcript, and in the tool's list of what was typed
	orders, ordered int  // commands to the tool: in the transcript, and in the list
	worked          bool // something besides prompts is known of it
	logged          bool // its log tells what its agents did
	headless        bool
}

type sessionKey struct{ program, session string }

// fold folds the records of a day. opened says of a message that other days name
// it too.
func fold(on when.Day, from records, opened func(message uint64) bool) *day {
	d := &day{on: on, records: from}
	var kept []logbook.AgentTurn
	for _, turns := range from.turns {
		for i := range turns {
			t := &turns[i]
			d.last = max(d.last, t.At)
			if t.Message != 0 && opened(t.Message) {
				d.open = append(d.open, *t)
				continue
			}
			kept = append(kept, *t)
		}
	}
	kept = distinct(kept)
	d.count(kept)
	d.time(kept)
	return d
}

// before is the day as far as its records lie before an instant.
func (d *day) before(to when.Instant, opened func(message uint64) bool) *day {
	if d.last < to {
		return d
	}
	return fold(d.on, d.records.cut(when.Span{From: 0, To: to}), opened)
}

func (r records) cut(span when.Span) (out records) {
	for _, turns := range r.turns {
		from, _ := slices.BinarySearchFunc(turns, span.From, func(t logbook.AgentTurn, at when.Instant) int { return cmp.Compare(t.At, at) })
		to, _ := slices.BinarySearchFunc(turns, span.To, func(t logbook.AgentTurn, at when.Instant) int { return cmp.Compare(t.At, at) })
		if from < to {
			out.turns = append(out.turns, turns[from:to])
		}
	}
	for _, told := range r.told {
		from, _ := slices.BinarySearchFunc(told, span.From, func(h logbook.AgentHeard, at when.Instant) int { return cmp.Compare(h.At, at) })
		to, _ := slices.BinarySearchFunc(told, span.To, func(h logbook.AgentHeard, at when.Instant) int { return cmp.Compare(h.At, at) })
		if from < to {
			out.told = append(out.told, told[from:to])
		}
	}
	return out
}

// messages are those that the records name, each once.
func (r records) messages() (out []uint64) {
	for _, turns := range r.turns {
		for i := range turns {
			if m := turns[i].Message; m != 0 {
				out = append(out, m)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// count counts what the turns of the day say, each answer once.
func (d *day) count(turns []logbook.AgentTurn) {
	at, uses := map[sessionKey]int{}, map[useKey]int{}
	for i := range turns {
		t := &turns[i]
		if d.first == 0 || t.At < d.first {
			d.first = t.At
		}
		d.typed = d.typed || t.Type == logbook.TurnPrompt
		key := sessionKey{t.Program, t.Session}
		n, known := at[key]
		if !known {
			n = len(d.parts)
			at[key], d.parts = n, append(d.parts, part{sessionKey: key})
		}
		d.parts[n].take(t)
		if !counted(t) {
			continue
		}
		use := useOf(t)
		n, known = uses[use]
		if !known {
			n = len(d.uses)
			uses[use], d.uses = n, append(d.uses, Use{Program: t.Program, Model: t.Model, Day: d.on, Fast: t.Fast, Summed: isSum(t)})
		}
		d.uses[n].add(*t.Tokens)
	}
}

func (p *part) take(t *logbook.AgentTurn) {
	switch {
	case t.Type != logbook.TurnPrompt:
		p.worked = p.worked || t.Type != logbook.TurnPresence
		p.logged = p.logged || t.Type == logbook.TurnAnswer || t.Type == logbook.TurnTool || t.Type == logbook.TurnRequest
	case t.Command && t.History:
		p.ordered++
	case t.Command:
		p.orders++
	case t.History:
		p.listed++
	default:
		p.prompts++
	}
	p.headless = p.headless || t.Headless
	if t.Side && t.Agent != "" {
		p.by(t.Agent)
	}
}

func (p *part) by(agent string) {
	if p.agents == nil {
		p.agents = map[string]bool{}
	}
	p.agents[agent] = true
}

// plus adds what another stretch holds of the session.
func (p *part) plus(o *part) {
	p.prompts, p.listed, p.orders, p.ordered = p.prompts+o.prompts, p.listed+o.listed, p.orders+o.orders, p.ordered+o.ordered
	p.worked, p.logged, p.headless = p.worked || o.worked, p.logged || o.logged, p.headless || o.headless
	for agent := range o.agents {
		p.by(agent)
	}
}

// distinct is every turn once, as timeline.Distinct says it, in no order of time.
// It takes the slice over.
func distinct(turns []logbook.AgentTurn) []logbook.AgentTurn {
	slices.SortFunc(turns, byAnswer)
	kept := turns[:0]
	for i := range turns {
		t := turns[i]
		if n := len(kept); n > 0 && repeats(&kept[n-1], &t) {
			continue
		}
		kept = append(kept, t)
	}
	return kept
}

func repeats(a, b *logbook.AgentTurn) bool {
	return a.Message != 0 && a.Message == b.Message && a.Program == b.Program && a.Type == b.Type &&
		(a.Request == b.Request || b.Side)
}

// byAnswer is the order of timeline.Distinct, in which of the records of one
// instant nothing is left to choose.
func byAnswer(a, b logbook.AgentTurn) int {
	requests := cmp.Compare(a.Request, b.Request)
	if a.Side && b.Side {
		requests = 0
	}
	return cmp.Or(
		cmp.Compare(a.Message, b.Message), cmp.Compare(a.Program, b.Program), cmp.Compare(a.Type, b.Type),
		first(!a.Side, !b.Side), requests, cmp.Compare(sumOf(&b), sumOf(&a)), first(a.Agent != "", b.Agent != ""), cmp.Compare(a.At, b.At),
	)
}

// first puts what is true before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func sumOf(t *logbook.AgentTurn) int64 {
	if t.Tokens == nil {
		return -1
	}
	return t.Tokens.Sum()
}
