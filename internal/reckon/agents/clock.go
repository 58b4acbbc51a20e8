package agents

import (
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// step is what the clock takes of one record, or of several that lie together.
type step struct {
	at, to when.Instant // to is at of a prompt
	typed  bool
}

// byStep is the order of the clock: what is typed in the very instant in which an
// agent spoke comes after it.
func byStep(a, b step) int {
	typed := func(s step) int {
		if s.typed {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.at, b.at), typed(a)-typed(b))
}

// stepOf is the step of a record.
func stepOf(at, length when.Instant, sign logbook.AgentSign) step {
	if sign == logbook.AgentTyped {
		return step{at, at, true}
	}
	return step{at, at + length, false}
}

// join puts together the steps of one session, in order, that no other day can part: work
// that lies near, a prompt in the middle of it, and prompts one after the other.
// Whatever comes before and after, the clock goes by what is left as by all.
func join(steps []step) []step {
	out := steps[:0]
	for _, s := range steps {
		var last *step
		if n := len(out); n > 0 {
			last = &out[n-1]
		}
		switch {
		case last == nil:
			out = append(out, s)
		case s.typed && s.at <= last.to:
		case s.typed && last.typed:
			*last = s
		case !s.typed && !last.typed && s.at-last.to <= timeline.Near:
			last.to = max(last.to, s.to)
		default:
			out = append(out, s)
		}
	}
	return slices.Clip(out)
}

// running is the run of one session as far as it has come; see timeline.Runs.
type running struct {
	run  when.Span
	some bool
}

// take goes on to the next step. A run that ends with it is added to those that
// have ended.
func (r *running) take(s step, ended []when.Span) []when.Span {
	if r.some && (s.at <= r.run.To || !s.typed && s.at-r.run.To <= timeline.Near) {
		r.run.To = max(r.run.To, s.to)
		return ended
	}
	ended = r.end(ended)
	*r = running{when.Span{From: s.at, To: s.to}, true}
	return ended
}

func (r *running) end(ended []when.Span) []when.Span {
	if r.some && r.run.Len() > 0 {
		ended = append(ended, r.run)
	}
	r.some = false
	return ended
}

// clock is the runs of all sessions on their way.
type clock struct {
	open  map[string]*running
	ended []when.Span
}

func (c *clock) take(session string, steps []step) {
	r := c.open[session]
	if r == nil {
		r = &running{}
		c.open[session] = r
	}
	for _, s := range steps {
		c.ended = r.take(s, c.ended)
	}
}

// minutes is how long agents ran within a span: union is each moment once, sum
// counts each run.
func (c *clock) minutes(within when.Span) (union, sum when.Instant) {
	for _, r := range c.open {
		c.ended = r.end(c.ended)
	}
	slices.SortFunc(c.ended, func(a, b when.Span) int { return cmp.Compare(a.From, b.From) })
	end := within.From
	for _, run := range c.ended {
		cut, some := run.Cut(within)
		if !some {
			continue
		}
		sum += cut.Len()
		union += max(0, cut.To-max(cut.From, end))
		end = max(end, cut.To)
	}
	return union, sum
}
