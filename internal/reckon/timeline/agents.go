package timeline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Run is a stretch in which an agent worked in one session. Runs are on a clock
// of their own: they may lie over one another, and are never added to a
// person's minutes.
type Run struct {
	Span    when.Span
	Session string // "" where its tool names none: then the program's
	Program string
	Project string
}

// Runs are when agents worked, as the sources say: their own logs, and editors'
// heartbeats of them: from a prompt to the last answer or use of a tool that follows, as
// long as no two are further apart than Near. Both kinds of evidence of one
// session are one. The beats are in the order of InOrder.
func Runs(beats []logbook.Beat, sources logbook.Sources) []Run { return runs(beats, 1<<62, sources) }

func runs(beats []logbook.Beat, until when.Instant, sources logbook.Sources) []Run {
	r := running{reader: newReader(sources, nil), open: map[string]*session{}}
	for i := range beats {
		if b := &beats[i]; b.At >= logbook.EarliestBeat && b.At <= until {
			r.hear(b)
		}
	}
	r.think()
	for _, s := range r.open {
		r.out = s.end(r.out)
	}
	slices.SortFunc(r.out, func(a, b Run) int {
		return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.Span.To, b.Span.To),
			cmp.Compare(a.Session, b.Session), cmp.Compare(a.Program, b.Program), cmp.Compare(a.Project, b.Project))
	})
	return r.out
}

// Clock is how Runs takes a beat, and how long it is believed: for those who keep
// what was heard of agents and nothing else.
func Clock(sources logbook.Sources) func(*logbook.Beat) (logbook.AgentSign, when.Instant) {
	r := newReader(sources, nil)
	return func(b *logbook.Beat) (logbook.AgentSign, when.Instant) {
		switch m := r.read(b); {
		case b.At < logbook.EarliestBeat || !m.turn || m.of == logbook.OfHand:
			return logbook.AgentNone, ran(b)
		case m.asks():
			return logbook.AgentTyped, ran(b)
		}
		return logbook.AgentWorks, ran(b)
	}
}

// ran is how long an agent is believed to have been at what one record says: a
// record that lasts too long ends Near after it began, as if it were a sign.
func ran(b *logbook.Beat) when.Instant {
	if length := lasts(b); length <= longEvent {
		return length
	}
	return Near
}

// running is every session's runs on their way.
type running struct {
	reader
	open  map[string]*session
	typed []*logbook.Beat // prompts of one instant
	out   []Run
}

// hear takes the next beat. What is typed in the very instant in which an agent
// spoke comes after it, whatever order they are told in.
func (r *running) hear(b *logbook.Beat) {
	if len(r.typed) > 0 && r.typed[0].At < b.At {
		r.think()
	}
	switch m := r.read(b); {
	case !m.turn || m.of == logbook.OfHand:
	case m.asks():
		r.typed = append(r.typed, b)
	default:
		r.take(b, m)
	}
}

// think takes the prompts that waited.
func (r *running) think() {
	for _, b := range r.typed {
		r.take(b, r.read(b))
	}
	r.typed = r.typed[:0]
}

func (r *running) take(b *logbook.Beat, m mark) {
	name := SessionOf(b)
	if name == "" {
		name = b.Lane.Machine + "\x00" + b.Lane.Program
	}
	s := r.open[name]
	if s == nil {
		s = &session{reach: -1 << 62}
		r.open[name] = s
	}
	r.out = s.take(r.out, b, m)
}

// SessionOf is the session of an assistant that a beat speaks of, "" for none.
// WakaTime's clients name it in a field of its own or, the older ones, as the
// entity "Claude SESSION".
func SessionOf(b *logbook.Beat) string {
	if _, named, _ := strings.Cut(b.Entity, " "); b.Session == "" && b.Type == "app" && isUUID(named) {
		return named
	}
	return b.Session
}

// isUUID says whether a text has the form of RFC 9562, section 4.
func isUUID(text string) bool {
	parts := strings.Split(text, "-")
	if len(parts) != 5 {
		return false
	}
	for i, size := range []int{8, 4, 4, 4, 12} {
		if len(parts[i]) != size || strings.Trim(parts[i], "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return true
}

// session is one session's runs on their way.
type session struct {
	run   Run
	some  bool
	reach when.Instant // until when it was heard
}

// take goes on to the next record. Time until an agent's own record is the
// agent's; time until a prompt is the person's to think.
func (s *session) take(out []Run, b *logbook.Beat, m mark) []Run {
	own, end := !m.asks(), b.At+ran(b)
	from := b.At
	if own && b.At-s.reach <= Near {
		from = min(from, s.reach)
	}
	if !own {
		end = b.At
	}
	if !s.some || from > s.run.Span.To {
		out = s.end(out)
		s.run, s.some = Run{when.Span{From: from, To: from}, b.Session, b.Lane.Program, b.Project}, true
	}
	if own {
		s.run.Span.To = max(s.run.Span.To, end)
	}
	s.reach = max(s.reach, end)
	return out
}

func (s *session) end(out []Run) []Run {
	if s.some && s.run.Span.Len() > 0 {
		out = append(out, s.run)
	}
	s.some = false
	return out
}

// AgentMinutes is how long agents ran: union is wall clock, each moment once;
// sum counts each run.
func AgentMinutes(runs []Run, within when.Span) (union, sum when.Instant) {
	end := within.From
	for _, r := range runs { // in order of their beginnings
		cut, some := r.Span.Cut(within)
		if !some {
			continue
		}
		sum += cut.Len()
		union += max(0, cut.To-max(cut.From, end))
		end = max(end, cut.To)
	}
	return union, sum
}
