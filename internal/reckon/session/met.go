package session

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// mostMet bounds how many things are kept of a day: who meets more has run a program.
const mostMet = 200

// meet takes in what a work says was at hand: the languages of what it touched, and the
// assistant whose mark it bears. A work that has several ids counts once, and what was
// done to a history by rote names nothing.
func (s *surveying) meet(c logbook.Commit, touched *logbook.Paths, in []logbook.Place) {
	work := ownWork{c.Authored, c.Subject}
	if s.asked[work] || len(in) == 0 {
		return
	}
	s.asked[work] = true
	source := in[0].Source
	if c.Assistant != "" {
		s.hand[logbook.Met{What: logbook.MetTool, Name: c.Assistant, Source: source}]++
	}
	if touched == nil || touched.Mechanical || c.Directed {
		return
	}
	for name, files := range touched.Languages {
		s.hand[logbook.Met{What: logbook.MetLanguage, Name: name, Source: source}] += files
	}
}

// metAt is what beats say was at hand, by home day: the language of a file under a
// person's hand, the editor it was in, and the assistant that a person typed to. What an
// agent did by itself names nothing.
func metAt(ev timeline.Evidence, h timeline.Habits) map[when.Day]map[logbook.Met]int {
	out := map[when.Day]map[logbook.Met]int{}
	note := func(b *logbook.Beat, what, name string) {
		if name = strings.TrimSpace(name); name == "" {
			return
		}
		d := b.At.Day(h.Zone(b.At.Day(time.UTC)))
		if !ev.Days.Has(d) {
			return
		}
		if out[d] == nil {
			out[d] = map[logbook.Met]int{}
		}
		out[d][logbook.Met{What: what, Name: name, Source: b.Lane.Source, Machine: b.Lane.Machine}]++
	}
	for i := range ev.Beats {
		b := &ev.Beats[i]
		switch sign := h.Sources.Sign(b); {
		case sign.Unclear:
		case sign.Of == logbook.OfHand && b.Language != "":
			note(b, logbook.MetLanguage, b.Language)
			note(b, logbook.MetTool, b.Lane.Program)
		case sign.Of == logbook.OfPrompt:
			note(b, logbook.MetTool, b.Lane.Program)
		}
	}
	return out
}

// inOrder are the things at hand on the day, those seen most where there are too many.
func (s *surveying) inOrder() (out []logbook.Met) {
	for met, n := range maps.All(s.hand) {
		met.Count = n
		out = append(out, met)
	}
	byName := func(a, b logbook.Met) int {
		return slices.Compare([]string{a.What, a.Name, a.Source, a.Machine}, []string{b.What, b.Name, b.Source, b.Machine})
	}
	slices.SortFunc(out, func(a, b logbook.Met) int { return cmp.Or(cmp.Compare(b.Count, a.Count), byName(a, b)) })
	out = out[:min(len(out), mostMet)]
	slices.SortFunc(out, byName)
	return out
}
