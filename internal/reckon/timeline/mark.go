package timeline

import (
	"cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// mark is what a beat is evidence of: a person's hand, an assistant's turn, one
// of the two and nothing tells which, or only that somebody sat there.
type mark struct {
	span    when.Span
	of      logbook.SignOf
	turn    bool // an assistant took part
	soft    bool // of a hand: only unless the machine was left alone
	work    Work
	lane    string // of the day, where it is shown
	signs   string // what it is a sign of, in its source's words
	machine string
	watcher string // the source and program that said so
	project string
}

func lasts(b *logbook.Beat) when.Instant { return min(max(0, b.For), logbook.LongestEvent) }

// marks reads the beats, which are in order. What takes no part is left out.
func marks(beats []logbook.Beat, until when.Instant, h Habits) []mark {
	r := newReader(h.Sources, h.Categories)
	out := make([]mark, 0, len(beats))
	for i := range beats {
		b := &beats[i]
		if b.At < logbook.EarliestBeat || b.At > until {
			continue
		}
		if m := r.read(b); m.of != logbook.OfNothing {
			m.span = when.Span{From: b.At, To: b.At + lasts(b)}
			m.machine, m.project = b.Lane.Machine, b.Project
			m.watcher = b.Lane.Source + " " + b.Lane.Program
			out = append(out, m)
		}
	}
	return believed(out)
}

// reader takes beats for signs as their sources say, and signs for marks by the
// tables of the person.
type reader struct {
	sources             map[string]*logbook.Source
	categories, windows map[string]Work
	agents              map[string]bool
}

// newReader reads by a table of activities; nil for that of Categories.
func newReader(sources logbook.Sources, categories map[string]Work) reader {
	r := reader{sources: map[string]*logbook.Source{}, categories: categories, windows: Windows(), agents: sources.Agents()}
	if categories == nil {
		r.categories = Categories()
	}
	for i := range sources {
		r.sources[sources[i].Name] = &sources[i]
	}
	return r
}

// asks says whether an assistant was asked something, by a person or not: the time
// before it is no agent's.
func (m *mark) asks() bool { return m.of == logbook.OfPrompt || m.of == logbook.OfRequest }

// read is what a beat is evidence of. A program that is nobody's hands is an
// agent, whatever its heartbeat says.
func (r reader) read(b *logbook.Beat) mark {
	from := r.sources[b.Lane.Source]
	if from == nil || from.Sign == nil {
		return mark{}
	}
	s := from.Sign(b)
	m := mark{of: s.Of, turn: s.Turn, soft: s.Soft, work: Making, lane: cmp.Or(s.Lane, from.Lane), signs: from.Reason}
	var known bool
	switch {
	case s.Program != "" && r.agents[s.Program]:
		m.of, m.turn, m.soft = logbook.OfAgent, true, false
	case s.Of == logbook.OfWindow:
		if m.work, known = r.windows[s.Name]; !known {
			m.of = logbook.OfNothing
		}
	case s.Named && s.Of != logbook.OfHere:
		if m.work, known = r.categories[s.Name]; !known {
			m.of = logbook.OfHere
		}
	}
	return m
}
