package tell

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
)

// lastYear is how many weeks now is told of at most, where nothing changed since.
const lastYear = 52

// OfItself says whether a reading would be compared with itself: most of the weeks that
// tell what is now, those since the last change or of the last year, are weeks of the
// reference.
//
//	reference  ├────────────────────┤
//	weeks      ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪ ▪
//	now                ├───────────────┤     most of it is the reference
func OfItself(m report.Reading, ref *report.RefRange) bool {
	if ref == nil || m.Backsight == nil {
		return false
	}
	var seen []when.Day
	for _, w := range m.Series {
		if w.Value != nil {
			seen = append(seen, w.Week)
		}
	}
	if len(seen) == 0 {
		return false
	}
	from := seen[max(0, len(seen)-lastYear)]
	for _, turn := range m.Backsight.Turns {
		from = max(from, turn.At)
		if turn.End != nil {
			from = max(from, *turn.End)
		}
	}
	n, shared := 0, 0
	for _, week := range seen {
		if week < from {
			continue
		}
		if n++; ref.Days().Has(week + 3) {
			shared++
		}
	}
	return 2*shared > n
}

// NotOfItself takes back what a reading says of a distance from what it is itself: an
// interval of 0.0 to 0.0 would be no finding.
func NotOfItself(m *report.Reading, ref *report.RefRange) {
	if OfItself(*m, ref) {
		m.Backsight.Moved, m.Backsight.Alarm = nil, report.Alarm{}
	}
}
