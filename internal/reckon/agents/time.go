package agents

import (
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/logbook"
)

// timing is the steps of a day while they are gathered, by name.
type timing map[string][]step

// time gathers the steps of a day, of the turns that are not open.
func (d *day) time(turns []logbook.AgentTurn) {
	union, alone, beside := timing{}, timing{}, timing{}
	heard := map[string]bool{}
	for _, told := range d.told {
		for i := range told {
			h := &told[i]
			d.last, heard[h.Session] = max(d.last, h.At), true
			if h.Sign != logbook.AgentNone {
				s := stepOf(h.At, h.For, h.Sign)
				union[h.Session], beside[h.Session] = append(union[h.Session], s), append(beside[h.Session], s)
			}
		}
	}
	for i := range turns {
		t := &turns[i]
		if t.History || t.Sign == logbook.AgentNone {
			continue // a list of what was typed stands in the transcript too, if there is one
		}
		s, whole, own := stepOf(t.At, t.For, t.Sign), sessionOf(t), agentOf(t)
		union[whole], alone[own] = append(union[whole], s), append(alone[own], s)
		if heard[own] {
			beside[own] = append(beside[own], s)
		}
	}
	d.heard = slices.Sorted(maps.Keys(heard))
	loose := map[string]bool{} // names that an open turn may still part
	for i := range d.open {
		loose[sessionOf(&d.open[i])], loose[agentOf(&d.open[i])] = true, true
	}
	d.union, d.alone, d.beside = union.joined(loose), alone.joined(loose), beside.joined(loose)
}

// joined are the steps by name, in order, joined but for those of some names.
func (t timing) joined(loose map[string]bool) []steps {
	out := make([]steps, 0, len(t))
	for name, list := range t {
		slices.SortFunc(list, byStep)
		if !loose[name] {
			list = join(list)
		}
		out = append(out, steps{name, list})
	}
	return out
}

// sessionOf is the name under which a turn's session is on the clock.
func sessionOf(t *logbook.AgentTurn) string { return named(t.Session, t.Program) }

// agentOf is the same for its agent: each sub-agent of a session runs by itself.
func agentOf(t *logbook.AgentTurn) string {
	if !t.Side {
		return sessionOf(t)
	}
	return named(t.Session+"\x00"+t.Agent, t.Program)
}

// named is a session, or the program's where its tool names none.
func named(session, program string) string {
	if session == "" {
		return "\x00" + program
	}
	return session
}
