// Package felt sets the check-ins of a person against their own account: each with
// the work of the hour before it, as package energy takes them.
package felt

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// Felt is what check-ins say, and the check-ins it rests on, in the order of time.
type Felt struct {
	energy.Answer
	CheckIns []energy.CheckIn `json:"-"`
}

// Of answers from the check-ins of the last mostDays days that have any.
func Of(ctx context.Context, b session.Base, g policy.Grant, q session.Question) (Felt, error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return Felt{}, err
	}
	days, err := daysOf(ctx, b, g, q)
	if err != nil {
		return Felt{}, err
	}
	var out Felt
	for _, day := range days {
		err := s.Accounts(when.Days{From: day, To: day + 1}, func(d timeline.Day) { out.CheckIns = append(out.CheckIns, checkIns(d, q.Instant)...) })
		if err != nil {
			return Felt{}, err
		}
	}
	out.Answer = energy.Of(out.CheckIns)
	return out, nil
}

// mostDays is how many days with a check-in are looked at, the last ones: a year and a
// half of working days. What gave energy before is another life.
const mostDays = 400

// daysOf are the days with a check-in.
func daysOf(ctx context.Context, b session.Base, g policy.Grant, q session.Question) ([]when.Day, error) {
	var days []when.Day
	for f, err := range b.Book.Facts(ctx, g, when.Span{}, record.Energy.Fact) {
		if err != nil {
			return nil, fmt.Errorf("reading the check-ins: %w", err)
		}
		if f.Span.From <= q.Instant {
			days = append(days, f.Day)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	return days[max(0, len(days)-mostDays):], nil
}

// checkIns are those of a day.
func checkIns(d timeline.Day, now when.Instant) (out []energy.CheckIn) {
	for _, e := range d.Said {
		if e.Kind != record.Energy || e.At > now {
			continue
		}
		out = append(out, energy.CheckIn{
			At: e.At.In(zoneOf(e)), Value: e.Values["value"].Number, Mode: modeOf(e), Exposure: hourBefore(d.Stints, e.At),
		})
	}
	return out
}

// modeOf is how a check-in came about; nobody asked for one that does not say.
func modeOf(e record.Entry) energy.Mode {
	if mode := energy.Mode(e.Text("mode")); mode != "" {
		return mode
	}
	return energy.Self
}

// zoneOf is the clock at which it was said.
func zoneOf(e record.Entry) *time.Location {
	if t, err := time.Parse("-07:00", e.Zone); err == nil {
		return t.Location()
	}
	return time.UTC
}

// hourBefore is the shares of the hour before a moment by kind of work. Of what may
// have been attended or not it counts as much as was likely.
func hourBefore(stints []timeline.Stint, at when.Instant) map[string]float64 {
	const hour = 60 * when.Minute
	out := map[string]float64{}
	for _, s := range stints {
		span := when.Span{From: max(s.Span.From, at-hour), To: min(s.Span.To, at)}
		if span.To <= span.From || s.Work == timeline.Away || s.Work == timeline.Unknown {
			continue
		}
		out[string(s.Work)] += float64(span.To-span.From) / float64(hour) * s.Weight
	}
	return out
}

// Account is one day, reconciled as it is known now.
func Account(ctx context.Context, b session.Base, g policy.Grant, q session.Question, date when.Day) (out timeline.Day, err error) {
	s, err := b.Fresh(ctx, g, q)
	if err != nil {
		return out, err
	}
	err = s.Accounts(when.Days{From: date, To: date + 1}, func(d timeline.Day) { out = d })
	return out, err
}
