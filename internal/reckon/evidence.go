package reckon

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// apart is how many days an act's own date can be from the home date of its
// instant: between +14:00 and -12:00, or before and after a move, it is two.
const apart = 2

// account reconciles the evidence of some days, as known at an instant.
func (d Desk) account(ctx context.Context, g policy.Grant, q Question, planned diary, days when.Days, now when.Instant) (timeline.Account, error) {
	ev, err := d.evidence(ctx, g, q, planned, days, now)
	if err != nil {
		return timeline.Account{}, err
	}
	q.Habits.Topic = planned.topic
	return timeline.Reconcile(ev, q.Habits), nil
}

// evidence is what may touch some days, read some days wider: an act keeps its
// own local date.
func (d Desk) evidence(ctx context.Context, g policy.Grant, q Question, planned diary, days when.Days, now when.Instant) (timeline.Evidence, error) {
	zone := q.Habits.Zone(days.From)
	wide := when.Span{From: (days.From - apart).Start(zone), To: (days.To + apart).Start(zone)}
	ev := timeline.Evidence{Days: days, Now: now}
	var err error
	if ev.Facts, err = gather(d.Book.Facts(ctx, g, wide, logbook.KindCommit, logbook.KindPaths, logbook.KindSet)); err != nil {
		return ev, fmt.Errorf("reading the commits of %s: %w", days, err)
	}
	if ev.Sightings, err = d.sightings(ctx, g, wide, ev.Facts, planned.seen); err != nil {
		return ev, fmt.Errorf("reading where they were seen: %w", err)
	}
	if ev.Beats, err = d.beats(ctx, g, q.Habits.Sources, wide); err != nil {
		return ev, fmt.Errorf("reading the heartbeats of %s: %w", days, err)
	}
	ev.Occurrences = planned.within(wide)
	return ev, nil
}

// seenIn is where the facts of some days were seen, asked for once: a book has no
// quicker way to a few days than through all of them.
func (d Desk) seenIn(ctx context.Context, g policy.Grant, q Question, days when.Days) (map[logbook.ID][]logbook.Sighting, error) {
	zone := q.Habits.Zone(days.From)
	out := map[logbook.ID][]logbook.Sighting{}
	for s, err := range d.Book.Sightings(ctx, g, when.Span{From: (days.From - apart).Start(zone), To: (days.To + apart).Start(zone)}) {
		if err != nil {
			return nil, fmt.Errorf("reading where the facts were seen: %w", err)
		}
		out[s.Fact] = append(out[s.Fact], s)
	}
	return out, nil
}

// sightings are those of a span, or of its facts where all were asked for.
func (d Desk) sightings(ctx context.Context, g policy.Grant, span when.Span, facts []logbook.Fact, seen map[logbook.ID][]logbook.Sighting) (out []logbook.Sighting, err error) {
	if seen == nil {
		return gather(d.Book.Sightings(ctx, g, span))
	}
	for i := range facts {
		out = append(out, seen[facts[i].ID()]...)
	}
	return out, nil
}

// beats are those that begin in a span. Only where a sign of one is unclear
// without it is what its client sent read as well.
func (d Desk) beats(ctx context.Context, g policy.Grant, sources logbook.Sources, span when.Span) ([]logbook.Beat, error) {
	all, err := gather(logbook.Placed(d.Book.Beats(ctx, g, span)))
	if err != nil {
		return nil, err
	}
	unclear, of := when.Span{}, map[string]bool{}
	for i := range all {
		if b := &all[i]; sources.Sign(b).Unclear {
			of[b.Lane.Source] = true
			if unclear.To == 0 {
				unclear.From = b.At
			}
			unclear.To = b.At + 1
		}
	}
	if unclear.To == 0 {
		return all, nil
	}
	at := 0
	for item, err := range d.Book.Items(ctx, g, unclear, slices.Sorted(maps.Keys(of))...) {
		if err != nil {
			return nil, err
		}
		for at < len(all) && all[at].At < item.At {
			at++
		}
		for i := at; i < len(all) && all[i].At == item.At; i++ {
			if all[i].Key == item.Key && sources.Sign(&all[i]).Unclear {
				all[i].Raw = item.Raw
			}
		}
	}
	return all, nil
}

// lived cuts a span where the home zone changes: what a calendar says without a
// zone is meant where the person lived then, whatever days are asked for.
func lived(span when.Span, h timeline.Habits) (parts []when.Span) {
	for i, home := range h.Homes {
		if i == 0 {
			continue
		}
		if moved := home.From.Start(home.Zone); span.From < moved && moved < span.To {
			parts = append(parts, when.Span{From: span.From, To: moved})
			span.From = moved
		}
	}
	return append(parts, span)
}
