package timeline

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// longEvent is how long one recorded event is believed by itself. A longer one may
// be a machine that slept, or a watcher that was left running: its beginning and
// its end are believed for Near each, and between them what others bear out.
//
//	long event   ▐──────────────────────────────────────▌
//	others           |  | |  |        (same machine)  |
//	believed     ▐█▌ ▐███████▌                         ▐█▌
const longEvent = 4 * when.Hour

// believed parts the long marks of a person's into what is believed of them. The
// marks are in order of their beginnings, and so is what is given back.
func believed(all []mark) []mark {
	if !slices.ContainsFunc(all, doubtful) {
		return all
	}
	out := make([]mark, 0, len(all)+8)
	for i, m := range all {
		if !doubtful(m) {
			out = append(out, m)
			continue
		}
		for _, span := range borneOut(all, i) {
			m.span = span
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, byStart)
	return out
}

// doubtful says whether a mark is of a person, and too long to be believed by
// itself. That nobody was there needs no witness: it makes no time.
func doubtful(m mark) bool {
	return m.span.Len() > longEvent && m.of != logbook.OfGone && m.of != logbook.OfAgent
}

// borneOut is what is believed of a long mark: its ends, and where other watchers
// and sources of its machine speak of a person no further than Near apart. Of
// another long one only its own ends speak.
func borneOut(all []mark, i int) when.Spans {
	m := all[i]
	sure := ends(m)
	var points []when.Span
	for j, other := range all {
		if other.span.From > m.span.To {
			break
		}
		if j == i || other.watcher == m.watcher || other.machine != m.machine || other.of == logbook.OfGone || other.of == logbook.OfAgent {
			continue
		}
		for _, span := range speaks(other) {
			if span.From <= m.span.To && span.To >= m.span.From {
				points = append(points, when.Span{From: max(span.From, m.span.From), To: min(span.To, m.span.To)})
			}
		}
	}
	points = append(points, sure...)
	slices.SortFunc(points, func(a, b when.Span) int { return byStart(mark{span: a}, mark{span: b}) })
	out, reach := when.Spans(sure), when.Instant(-1<<62)
	for _, p := range points {
		from := p.From
		if p.From-reach <= Near {
			from = min(from, reach)
		}
		reach = max(reach, p.To)
		out = out.Add(when.Span{From: from, To: reach})
	}
	return out
}

// speaks are the stretches in which a mark bears another one out.
func speaks(m mark) []when.Span {
	if m.span.Len() > longEvent {
		return ends(m)
	}
	return []when.Span{m.span}
}

// ends are the first and the last Near of a long mark. The end of one that was
// cut at the longest event there may be is not known.
func ends(m mark) when.Spans {
	first := when.Spans{{From: m.span.From, To: m.span.From + Near}}
	if m.span.Len() >= logbook.LongestEvent {
		return first
	}
	return first.Add(when.Span{From: m.span.To - Near, To: m.span.To})
}
