package reckon

import (
	"context"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Explanation is what a day was made of and which rule and facts say so.
type Explanation struct {
	Day  timeline.Day
	Zone string
	// At narrows it to one minute; nil for the whole day.
	At *when.Instant
}

// Why explains a day, or the minute in it at minutes after midnight at home
// (less than 0 for the whole day). It reconciles that day anew: what it shows is
// what is reckoned, not what was remembered of it.
func (d Desk) Why(ctx context.Context, g policy.Grant, q Question, day when.Day, minute int) (Explanation, error) {
	said, err := d.said(ctx, g)
	if err != nil {
		return Explanation{}, err
	}
	q.Habits.Lives = append(q.Habits.Lives, said.lives...)
	account, err := d.account(ctx, g, q, when.Days{From: day, To: day + 1})
	if err != nil {
		return Explanation{}, err
	}
	out := Explanation{Zone: q.Habits.Zone(day).String()}
	account.Each(func(found timeline.Day) { out.Day = found })
	if minute >= 0 {
		at := out.Day.Span.From + when.Instant(minute)*when.Minute
		out.At = &at
	}
	return out, nil
}
