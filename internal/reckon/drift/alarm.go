package drift

import (
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/stat"
)

// quiet is the evidence under which a ringing alarm falls silent: the weeks
// since have taken nine tenths of it back. It never gets far below, since each
// week could be the first of a new fall.
const quiet = stat.Ring / 10

// alarm watches the weeks after the reference, each per day, hour or week seen,
// for a fall. It stops where the instrument changed: what comes after cannot be
// compared.
func (l *look) alarm() Alarm {
	none := Alarm{Since: when.NoDay}
	if len(l.places) == 0 || l.q.Series.Kind == Number {
		return none
	}
	last := l.places[len(l.places)-1]
	var reference []float64
	var later []sight
	for _, p := range l.f.levels(l.q.Series.Kind) {
		if _, ok := slices.BinarySearch(l.places, p.place); ok {
			reference = append(reference, p.Value)
		} else if p.place > last {
			later = append(later, p)
		}
	}
	watch, ok := stat.Guard(reference)
	if !ok {
		return none
	}
	end := l.instrumentSince()
	alarm := none
	for _, p := range later {
		if end >= 0 && p.place >= end {
			return none
		}
		switch r := watch.Next(p.Value); {
		case r >= stat.Ring && !alarm.Ringing:
			alarm = Alarm{true, l.f.day(p.place)}
		case r < quiet && alarm.Ringing:
			alarm = none
		}
	}
	return alarm
}
