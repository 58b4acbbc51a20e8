package timeline

import (
	"slices"

	"github.com/backsight/backsight/internal/record"
)

// said is what the person said on the days of the evidence, of the kinds that stand
// at a moment. A body of a later version is left out: it is never guessed at.
func said(ev Evidence) (out []record.Entry) {
	for i := range ev.Facts {
		f := &ev.Facts[i]
		k, known := record.Of(f.Kind)
		if !known || k.Placed != record.AtMoment || f.Gone || !ev.Days.Has(f.Day) || f.Span.From > ev.Now {
			continue
		}
		if e, err := record.Read(f); err == nil {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, record.Order)
	return slices.CompactFunc(out, func(a, b record.Entry) bool { return a.Of == b.Of })
}
