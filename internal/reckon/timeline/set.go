package timeline

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// correction is what the person says of a stretch.
type correction struct {
	logbook.Set
	id logbook.ID
}

// corrections are the wishes of what the person said, apart from one another: at
// any instant the one said last holds, and where that takes back, none.
func corrections(facts []logbook.Fact) (out []claim) {
	var said []correction
	for i := range facts {
		f := &facts[i]
		if f.Kind != logbook.KindSet || f.Gone {
			continue
		}
		if s, err := logbook.Read[logbook.Set](f); err == nil && s.From < s.To && (s.Work == "" || Known(Work(s.Work))) {
			said = append(said, correction{s, f.ID()})
		}
	}
	slices.SortFunc(said, func(a, b correction) int { return cmp.Or(-cmp.Compare(a.At, b.At), -bytes.Compare(a.id[:], b.id[:])) })
	var taken when.Spans
	for _, s := range said { // the last one first
		wished := when.Span{From: s.From, To: s.To}
		for _, span := range wished.Minus(taken) {
			if s.Work != "" {
				out = append(out, s.claim(span))
			}
		}
		taken = taken.Add(wished)
	}
	return out
}

func (s correction) claim(span when.Span) claim {
	st := Stint{Span: span, Work: Work(s.Work), Weight: 1, Sphere: SphereUnknown, Rule: RuleSaid, Text: s.Text, Facts: []logbook.ID{s.id}}
	if st.Work == Making {
		st.Hands = cmp.Or(Hands(s.Hands), ByHand)
	}
	return claim{rank: rankSaid, alone: true, stint: st}
}

// Known says whether a word is a kind of work that a person can say.
func Known(w Work) bool {
	_, ok := UsualLevels()[w]
	return ok || w == Away || w == Unknown
}
