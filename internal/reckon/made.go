package reckon

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// made is a person's time at making on some days, by how it was done, from the
// same account that `day` shows; nil where nothing tells of it.
func (d Desk) made(ctx context.Context, g policy.Grant, q Question, days when.Days) (*HandsMinutes, error) {
	s, err := d.fresh(ctx, g, q)
	if err != nil {
		return nil, err
	}
	parts, err := s.pieces(days)
	if err != nil {
		return nil, err
	}
	by := map[timeline.Hands]when.Instant{}
	for _, part := range parts {
		account, err := s.account(part, q.Instant)
		if err != nil {
			return nil, fmt.Errorf("reckoning your own time on %s: %w", part, err)
		}
		account.Each(func(day timeline.Day) {
			for _, s := range day.Stints {
				by[s.Hands] += s.Span.Len()
			}
		})
	}
	m := HandsMinutes{
		Assisted: minutesOf(by[timeline.Assisted]), ByHand: minutesOf(by[timeline.ByHand]), CantTell: minutesOf(by[timeline.CantTell]),
	}
	if m == (HandsMinutes{}) {
		return nil, nil
	}
	return &m, nil
}
