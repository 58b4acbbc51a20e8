package assistants

import (
	"fmt"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// made is a person's time at making on some days, by how it was done, from the
// same account that `day` shows; nil where nothing tells of it.
func made(s *session.Session, days when.Days) (*HandsMinutes, error) {
	n, err := s.Numbers()
	if err != nil {
		return nil, err
	}
	byHand, assisted, cantTell := sum(s, n, measure.HandHours, days), sum(s, n, measure.AssistedHours, days), sum(s, n, measure.UnclearHours, days)
	if days.Has(s.Q.Through) { // of today what is said of later is not done yet
		account, err := s.Account(when.Days{From: s.Q.Through, To: s.Q.Through + 1}, s.Q.Instant)
		if err != nil {
			return nil, fmt.Errorf("working out your own time of today: %w", err)
		}
		account.Each(func(day timeline.Day) {
			byHand += measure.HandHours.Of(day, s.Q.Habits, timeline.SphereAll)
			assisted += measure.AssistedHours.Of(day, s.Q.Habits, timeline.SphereAll)
			cantTell += measure.UnclearHours.Of(day, s.Q.Habits, timeline.SphereAll)
		})
	}
	m := HandsMinutes{Assisted: say.Round(60*assisted, 2), ByHand: say.Round(60*byHand, 2), CantTell: say.Round(60*cantTell, 2)}
	if m == (HandsMinutes{}) {
		return nil, nil
	}
	return &m, nil
}

// sum adds up a measure over some days, as remembered, but for today.
func sum(s *session.Session, n *session.Numbers, m measure.Measure, days when.Days) (total float64) {
	row := n.Of(session.SeriesKey{Measure: m.Name, Sphere: timeline.SphereAll})
	for d := max(days.From, n.First); d < min(days.To, n.First+when.Day(len(row.Values))); d++ {
		if v, ok := row.At(d); ok && d != s.Q.Through {
			total += v
		}
	}
	return total
}
