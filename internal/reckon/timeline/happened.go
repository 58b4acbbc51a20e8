package timeline

import (
	"cmp"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// How strong a wish for minutes is. What happened wins over what was planned,
// and what the person says over both; that somebody was there, or perhaps, wins
// over nothing only. A meeting's rank is its weight.
const (
	rankAbsence  = 10
	rankWindow   = 19
	rankHappened = 20
	rankSaid     = 30
	rankHere     = -2
	rankMaybe    = -3
	rankAlone    = -4
)

// happened is what the beats say of the person's own time, and what lies behind
// it to be shown.
type happened struct {
	claims []claim
	hands  []when.Span // hands-on time, in order of rank and then of time
	traces []Trace
	runs   []Run
}

// heard reads what happened from the beats, in order.
//
//	editor     | || |  |   |·····more than 5 minutes·····| |
//	prompts         ╵                    ╵
//	assistant        ┄┄┄                  ┄┄┄┄┄┄┄┄┄┄┄┄
//	happened   ▐hand▌▐assisted▌                          ▐▌
func heard(ev Evidence, h Habits) (out happened) {
	if len(ev.Beats) == 0 {
		return out
	}
	beats := InOrder(ev.Beats)
	all := marks(beats, ev.Now+logbook.ClockAhead, h)
	desks := desksOf(all)
	line, maybe := persons(all, desks)
	near := nearTurns(all)
	for _, s := range paint(line) {
		out.take(s, near, rankHappened, h)
	}
	for _, s := range paint(desks.fronts(all)) {
		s.rule = RuleWindow
		out.take(s, near, rankWindow, h)
	}
	for _, s := range paint(maybe) {
		s.hands, s.rule = CantTell, RuleCantTell
		out.claims = append(out.claims, s.claim(rankMaybe, h))
	}
	for _, span := range desks.here {
		s := segment{span: span, work: Unknown, rule: RuleHere}
		out.claims = append(out.claims, s.claim(rankHere, h))
	}
	out.traces = traces(line, desks)
	out.runs = runs(beats, ev.Now+logbook.ClockAhead, h.Sources)
	for _, span := range alone(out.runs, spansOf(line, Near)) {
		s := segment{span: span, work: Making, hands: Delegated, rule: RuleDelegated}
		out.claims = append(out.claims, s.claim(rankAlone, h))
	}
	return out
}

// alone is when agents worked without a sign of the person near, each moment
// once, however many there were.
func alone(runs []Run, near when.Spans) when.Spans {
	spans := make([]when.Span, len(runs))
	for i, r := range runs {
		spans[i] = r.Span
	}
	return when.SpansOf(spans...).Minus(near)
}

// take turns a segment into claims: making is parted by whether an assistant was
// near.
func (out *happened) take(s segment, near when.Spans, rank float64, h Habits) {
	if s.work != Making {
		out.claims = append(out.claims, s.claim(rank, h))
		return
	}
	for _, span := range near.And(when.Spans{s.span}) {
		part := s
		part.span, part.hands = span, Assisted
		if rank == rankHappened {
			part.rule = RuleWithAssistant
		}
		out.claims = append(out.claims, part.claim(rank, h))
	}
	for _, span := range s.span.Minus(near) {
		part := s
		part.span, part.hands = span, ByHand
		if rank == rankHappened {
			part.rule = RuleByHand
		}
		out.claims = append(out.claims, part.claim(rank, h))
	}
	out.hands = append(out.hands, s.span)
}

// segment is a stretch in which a person was at one thing.
type segment struct {
	span    when.Span
	work    Work
	hands   Hands
	project string
	rule    Rule
	signs   string // what it rests on, "" where that is of several kinds
}

func (s segment) claim(rank float64, h Habits) claim {
	sphere, weight := SphereUnknown, 1.0
	if h.ProjectSphere != nil && s.project != "" {
		sphere = h.ProjectSphere(s.project)
	}
	switch s.hands {
	case CantTell:
		weight = 0.5
	case Delegated:
		weight = 0
	}
	return claim{rank: rank, quiet: rank < 0, stint: Stint{
		Span: s.span, Work: s.work, Hands: s.hands, Weight: weight, Sphere: sphere, Rule: s.rule, Text: s.project, Signs: s.signs,
	}}
}

// persons are the marks of a person's hands, in order, and those that may be an
// agent's: near a hand, or while somebody sat there, they are a person's; while
// nobody did they are nobody's.
func persons(all []mark, d desks) (line, maybe []mark) {
	for _, m := range all {
		switch {
		case m.of == logbook.OfPrompt, m.of == logbook.OfHand && !m.soft:
			line = append(line, m)
		case m.of == logbook.OfHand:
			for _, span := range m.span.Minus(d.gone[m.machine]) {
				m.span = span
				line = append(line, m)
			}
		case m.of == logbook.OfEither:
			maybe = append(maybe, m)
		}
	}
	slices.SortStableFunc(line, byStart)
	sure := spansOf(line, Near)
	left := maybe[:0]
	for _, m := range maybe {
		here := sure.Covers(m.span.From) || d.present[m.machine].Covers(m.span.From)
		if here {
			line = append(line, m)
		}
		if here || !d.gone[m.machine].Covers(m.span.From) {
			left = append(left, m) // weaker than the line, wherever both are
		}
	}
	slices.SortStableFunc(line, byStart)
	return line, left
}

func byStart(a, b mark) int { return cmp.Compare(a.span.From, b.span.From) }

// paint draws one line through marks in order: from each to the next, where that
// is no further than Near from where all before it have ended. The time between
// belongs to the earlier one.
func paint(line []mark) (out []segment) {
	reach := when.Instant(-1 << 62)
	for i, m := range line {
		reach = max(reach, m.span.To)
		to := reach
		if i+1 < len(line) && line[i+1].span.From-reach <= Near {
			to = line[i+1].span.From
		}
		s := segment{span: when.Span{From: m.span.From, To: to}, work: m.work, project: m.project, rule: RuleActivity, signs: m.signs}
		if n := len(out); n > 0 && out[n-1].span.To == s.span.From && out[n-1].work == s.work && out[n-1].project == s.project {
			if out[n-1].span.To = to; out[n-1].signs != s.signs {
				out[n-1].signs = ""
			}
			continue
		}
		out = append(out, s)
	}
	return slices.DeleteFunc(out, func(s segment) bool { return s.span.Len() == 0 })
}

// nearTurns is the time within Near of any turn of an assistant.
func nearTurns(all []mark) when.Spans {
	return spansOf(slices.DeleteFunc(slices.Clone(all), func(m mark) bool { return !m.turn }), Near)
}

// spansOf is what marks cover together, each widened on both sides.
func spansOf(marks []mark, by when.Instant) (out when.Spans) {
	for _, m := range marks {
		out = out.Add(when.Span{From: m.span.From - by, To: m.span.To + by})
	}
	return out
}

// Trace is evidence as it is shown above the reckoned line: a stretch in which an
// editor was used, or a point at which something was typed to an assistant.
type Trace struct {
	Lane string // as its source names it: "editor", "prompt", "desk"
	Span when.Span
}

// traces are in order of lane and time. The signs of one lane are joined as paint
// joins them, but for what was typed to an assistant.
func traces(line []mark, d desks) (out []Trace) {
	var prompts []Trace
	lanes := map[string][]mark{}
	for _, m := range line {
		if m.of == logbook.OfPrompt {
			prompts = append(prompts, Trace{m.lane, m.span})
			continue
		}
		m.work, m.project = Making, ""
		lanes[m.lane] = append(lanes[m.lane], m)
	}
	for _, lane := range slices.Sorted(maps.Keys(lanes)) {
		for _, s := range paint(lanes[lane]) {
			out = append(out, Trace{lane, s.span})
		}
	}
	for _, span := range d.here {
		out = append(out, Trace{logbook.LaneDesk, span})
	}
	return append(out, prompts...)
}

// tracesOf and runsOf are what lies in a day, cut at its midnights.
func tracesOf(all []Trace, day when.Span) (out []Trace) {
	for _, t := range all {
		if cut, some := t.Span.Cut(day); some {
			out = append(out, Trace{t.Lane, cut})
		} else if t.Span.Len() == 0 && day.From <= t.Span.From && t.Span.From < day.To {
			out = append(out, t)
		}
	}
	return out
}

func runsOf(all []Run, day when.Span) (out []Run) {
	for _, r := range all {
		if cut, some := r.Span.Cut(day); some {
			r.Span = cut
			out = append(out, r)
		}
	}
	return out
}
