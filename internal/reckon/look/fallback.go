package look

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/look/tell"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// own is how a reference was chosen that a measure has for itself.
const own = "own"

// compared takes the look back of a measure's weeks: from the person's reference
// where there is one that saw them, else from the measure's own first good year, and from the first
// one after a source changed where that lies between. The reference is nil where it
// is the person's.
//
//	weeks       . . . . ▪ ▪ ▪ ▪ ▪ ▪ ▪|▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪    ▪ seen, | a source changed
//	reference   └─ person's: unseen   └─ its own ─┘
func (l *Look) compared(m measure.Measure, s timeline.Sphere, weeks []drift.Week) (drift.Backsight, *report.RefRange, error) {
	period, ref := l.Reference.Days(), l.fallback(m, weeks)
	if ref != nil {
		period = ref.Days()
	}
	b, err := l.backs.Take(l.question(m, s, weeks, period))
	if err != nil || b.Moved != nil || m.Name == measure.HandsOnDays.Name {
		return b, ref, err
	}
	for i := len(b.Turns) - 1; i >= 0; i-- {
		if b.Turns[i].Kind != drift.InstrumentOn {
			continue
		}
		why := fmt.Sprintf("a source changed in %s, and nothing is compared across that", tell.Month(b.Turns[i].At))
		later := l.ownReference(m, weeks, b.Turns[i].High+7, why)
		if later == nil {
			break
		}
		if after, err := l.backs.Take(l.question(m, s, weeks, later.Days())); err == nil && after.Moved != nil {
			return after, later, nil
		}
		break
	}
	return b, ref, nil
}

// fallback is a measure's own reference where the person's did not see it; nil where
// that did, and where the measure has no good year either.
func (l *Look) fallback(m measure.Measure, weeks []drift.Week) *report.RefRange {
	if drift.Enough(m.Kind, weeks, l.Reference.Days()) {
		return nil
	}
	why := "your reference did not see it"
	if l.Reference == nil {
		why = "you have no reference yet"
	}
	return l.ownReference(m, weeks, when.NoDay, why)
}

// ownReference is a measure's own, from a day on; nil where too little was seen.
func (l *Look) ownReference(m measure.Measure, weeks []drift.Week, from when.Day, because string) *report.RefRange {
	first := drift.First(m.Kind, weeks, from)
	if first.Period.Len() == 0 {
		return nil
	}
	return &report.RefRange{From: first.Period.From, To: first.Period.Last(), Chosen: own, Why: because + ": " + first.Why}
}
