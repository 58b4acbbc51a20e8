package reckon

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Within is all that reaches into a span, however long before it began, and in
// order of time; at most it begins with some that do not reach so far.
func TestWithinIsWhatReachesIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d diary
		from, latest := when.Instant(0), when.Instant(0)
		for range rapid.IntRange(0, 12).Draw(t, "occurrences") {
			from += when.Instant(rapid.IntRange(0, 5).Draw(t, "after"))
			o := logbook.Occurrence{Span: when.Span{From: from, To: from + when.Instant(rapid.IntRange(0, 30).Draw(t, "long"))}}
			latest = max(latest, o.Span.To)
			d.found, d.until = append(d.found, o), append(d.until, latest)
		}
		span := when.Span{From: when.Instant(rapid.IntRange(0, 60).Draw(t, "from")), To: when.Instant(rapid.IntRange(0, 70).Draw(t, "to"))}
		found := map[logbook.Occurrence]int{}
		for _, o := range d.within(span) {
			found[o]++
			if o.Span.From >= span.To {
				t.Fatalf("%v begins after %v", o.Span, span)
			}
		}
		for _, o := range d.found {
			if _, reaches := o.Span.Cut(span); reaches && found[o] == 0 {
				t.Fatalf("%v reaches into %v and is left out", o.Span, span)
			}
		}
	})
}
