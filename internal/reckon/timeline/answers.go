package timeline

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// AgentTurn is one record of a coding assistant's log: when, in which session,
// and what it says.
type AgentTurn struct {
	At, Until when.Instant // Until is At for a point
	Source    string       // whose beat it is
	Program   string       // "claude-code"
	Session   string
	Project   string
	Type      string // logbook.Turn*
	logbook.Turn
}

// TurnOf is a beat of an assistant's log as a turn; its Raw must be there.
// One whose Raw cannot be read says no more than its type.
func TurnOf(b *logbook.Beat) AgentTurn {
	t := AgentTurn{At: b.At, Until: b.At + b.For, Source: b.Lane.Source, Program: b.Lane.Program, Session: b.Session, Project: b.Project, Type: b.Type}
	t.Turn, _ = logbook.ReadTurn(b.Raw)
	return t
}

// Distinct is every turn once, in order of time. Of the records of one answer
// (the same program, message and request) the most complete stays; one of a
// sub-agent that repeats an answer of the main thread, under whatever request, is
// none of its own. Turns that name no message are all their own, but for those
// that a fork wrote again: see once. The order of the turns does not matter. It
// takes the slice over: there may be a million.
func Distinct(turns []AgentTurn) []AgentTurn {
	slices.SortFunc(turns, byAnswer)
	kept := turns[:0]
	for _, t := range turns {
		if n := len(kept); n > 0 && kept[n-1].repeats(&t) {
			continue
		}
		kept = append(kept, t)
	}
	slices.SortStableFunc(kept, func(a, b AgentTurn) int { return cmp.Compare(a.At, b.At) })
	return once(kept)
}

// content is what a record says besides whose session it is in.
type content struct {
	program, typ, model, agent     string
	command, history               bool
	length, added, removed, tokens int64
}

func contentOf(t *AgentTurn) content {
	return content{
		t.Program, t.Type, t.Model, t.Agent, t.Command, t.History,
		int64(t.Length), int64(t.Added), int64(t.Removed), t.sum(),
	}
}

// once leaves out, of records of one instant that say the same in two sessions,
// those that a fork wrote again, whatever name it gave them: all that may be
// copies where another is none, and all but one session's where none is. What is
// unique is one even where nothing says which is the copy. The turns are in order of
// time.
func once(turns []AgentTurn) []AgentTurn {
	kept := turns[:0]
	for from := 0; from < len(turns); {
		to := from + 1
		for to < len(turns) && turns[to].At == turns[from].At {
			to++
		}
		if to-from == 1 {
			kept = append(kept, turns[from])
		} else {
			kept = append(kept, onceAt(turns[from:to])...)
		}
		from = to
	}
	return kept
}

// onceAt is once for the turns of one instant, in a list of its own.
func onceAt(turns []AgentTurn) []AgentTurn {
	of := map[content]string{} // the session that stays
	for _, fork := range []bool{false, true} {
		for i := range turns {
			t := &turns[i]
			if _, known := of[contentOf(t)]; t.Fork == fork && !known {
				of[contentOf(t)] = t.Session
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(turns), func(t AgentTurn) bool {
		return (t.Fork || t.unique()) && t.Session != of[contentOf(&t)]
	})
}

// unique says whether nothing else can be the same at one instant: words that were
// typed, or an answer of that many tokens by a clock that shows more than seconds.
func (t *AgentTurn) unique() bool {
	switch t.Type {
	case logbook.TurnPrompt:
		return t.Length > 0
	case logbook.TurnAnswer:
		return t.sum() > 0 && t.At%when.Second != 0
	}
	return false
}

// repeats says whether b, next in the order of byAnswer, is the same answer.
func (t *AgentTurn) repeats(b *AgentTurn) bool {
	if t.Message == "" || t.Message != b.Message || t.Program != b.Program || t.Type != b.Type {
		return false
	}
	return t.Request == b.Request || b.Side
}

// byAnswer puts the records of one answer together: the main thread's first, and
// of each request the most complete first.
func byAnswer(a, b AgentTurn) int {
	return cmp.Or(
		cmp.Compare(a.Program, b.Program), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Message, b.Message),
		first(!a.Side, !b.Side), requests(&a, &b), cmp.Compare(b.sum(), a.sum()), first(a.Agent != "", b.Agent != ""),
		cmp.Compare(a.At, b.At), cmp.Compare(a.Session, b.Session), cmp.Compare(a.Agent, b.Agent),
		cmp.Compare(a.Request, b.Request), cmp.Compare(b.Length, a.Length), cmp.Compare(a.Model, b.Model), cmp.Compare(a.Cwd, b.Cwd),
	)
}

// requests orders the answers of the main thread by their request; those of
// sub-agents are one, whatever the request.
func requests(a, b *AgentTurn) int {
	if a.Side && b.Side {
		return 0
	}
	return cmp.Compare(a.Request, b.Request)
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

func (t *AgentTurn) sum() int64 {
	if t.Tokens == nil {
		return -1
	}
	return t.Tokens.Sum()
}
