package measure

import (
	"strings"

	"github.com/backsight/backsight/internal/reckon/drift"
)

// Small is a difference that a person would call none, in the unit in which a
// report shows the measure (a share in percent): half a day or half a thing a
// week, an hour a week, a twentieth of a whole, a quarter of a level, ten minutes.
func (m Measure) Small() float64 {
	switch {
	case m.Kind == drift.Share:
		return 5
	case m.Kind == drift.Hours:
		return 1
	case m.Unit == "minutes":
		return 10
	case m.Kind == drift.Number && !strings.HasSuffix(m.Unit, "/week"):
		return 0.25
	}
	return 0.5
}
