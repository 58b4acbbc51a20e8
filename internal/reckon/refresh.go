package reckon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// stampDay is where the stamp of the remembered numbers lies: before all time.
var stampDay = when.Date(1, 1, 1)

// stampName marks the tally that holds the stamp.
const stampName = "stamp"

// never is later than any evidence: for what is remembered nothing lies in the
// future, since it will be read on a later day. Days from now on are unseen.
const never = when.Instant(math.MaxInt64 / 2)

// Refresh brings what is remembered up to date, for a surface that reads the
// presences themselves.
func (d Desk) Refresh(ctx context.Context, g policy.Grant, q Question) error {
	said, err := d.said(ctx, g)
	if err != nil {
		return err
	}
	if err := d.refresh(ctx, g, q.as(said)); err != nil {
		return fmt.Errorf("reckoning what is new: %w", err)
	}
	return nil
}

// refresh brings the remembered days up to date: what new evidence marked, some
// days either side, or everything where the engine, the habits, the identities,
// the pins or what was learnt from them are not those it was reckoned with.
func (d Desk) refresh(ctx context.Context, g policy.Grant, q Question) error {
	marks, err := d.Memory.Dirty(ctx, g)
	if err != nil {
		return err
	}
	was, err := d.stamped(ctx, g)
	if err != nil {
		return err
	}
	base, _, _ := strings.Cut(was, stampJoint)
	if base == q.stamp() && len(marks.Spans) == 0 {
		return nil
	}
	planned, err := d.diary(ctx, g, q)
	if err != nil {
		return err
	}
	stamp := planned.stamp(q)
	earlier, same := grown(was, stamp)
	if !same {
		return d.rebuild(ctx, g, q, planned, marks.UpTo, stamp)
	}
	days := stretches(marks.Spans, q.Habits)
	if earlier.Len() > 0 {
		days = append(days, earlier)
	}
	if err := d.reckonDays(ctx, g, q, planned, days, marks.UpTo, stamp); err != nil || earlier.Len() == 0 {
		return err
	}
	return d.seal(ctx, g, marks.UpTo, stamp)
}

// grown says whether two stamps differ in nothing but the first day that was
// reckoned, and which days are reckoned now that were not: evidence from before
// all that was known lets even the days after it be looked at.
func grown(was, stamp string) (earlier when.Days, same bool) {
	i, j := strings.LastIndex(was, stampJoint), strings.LastIndex(stamp, stampJoint)
	if i < 0 || j < 0 || was[:i] != stamp[:j] {
		return earlier, false
	}
	from, err := when.ParseDay(stamp[j+1:])
	to, err2 := when.ParseDay(was[i+1:])
	return when.Days{From: from, To: to}, err == nil && err2 == nil && from <= to
}

// Rebuild throws away what is remembered of all days and reckons it again.
func (d Desk) Rebuild(ctx context.Context, g policy.Grant, q Question) error {
	marks, err := d.Memory.Dirty(ctx, g)
	if err != nil {
		return err
	}
	planned, err := d.diary(ctx, g, q)
	if err != nil {
		return err
	}
	return d.rebuild(ctx, g, q, planned, marks.UpTo, planned.stamp(q))
}

// rebuild reckons all days. What is remembered first is nothing, and last the
// stamp: a rebuilding cut short begins again.
func (d Desk) rebuild(ctx context.Context, g policy.Grant, q Question, planned diary, upTo int64, stamp string) error {
	parts, err := d.parts(ctx, g, q.Habits.Sources, planned.days)
	if err != nil {
		return err
	}
	if len(parts) <= 1 {
		all, err := d.reckon(ctx, g, q, planned, planned.days, stamp)
		if err != nil {
			return err
		}
		all.Tallies = append([]logbook.Tally{sealOf(stamp)}, all.Tallies...)
		return d.Memory.Remember(ctx, g, upTo, when.Days{}, all)
	}
	if err := d.Memory.Remember(ctx, g, upTo, when.Days{}, logbook.Reckoned{}); err != nil {
		return err
	}
	if err := d.reckonParts(ctx, g, q, planned, parts, upTo, stamp); err != nil {
		return err
	}
	return d.seal(ctx, g, upTo, stamp)
}

// seal remembers with what everything was reckoned.
func (d Desk) seal(ctx context.Context, g policy.Grant, upTo int64, stamp string) error {
	return d.Memory.Remember(ctx, g, upTo, when.Days{From: stampDay, To: stampDay + 1}, logbook.Reckoned{Tallies: []logbook.Tally{sealOf(stamp)}})
}

func sealOf(stamp string) logbook.Tally {
	one := 1.0
	return logbook.Tally{Day: stampDay, Measure: stampName, Sphere: "all", Stamp: stamp, Value: &one}
}

// reckonDays reckons the stretches, each with its marks; what of them lies
// beyond all days that are reckoned is only unmarked.
func (d Desk) reckonDays(ctx context.Context, g policy.Grant, q Question, planned diary, stretches []when.Days, upTo int64, stamp string) error {
	for _, days := range stretches {
		parts, err := d.parts(ctx, g, q.Habits.Sources, days)
		if err != nil {
			return err
		}
		if err := d.reckonParts(ctx, g, q, planned, parts, upTo, stamp); err != nil {
			return err
		}
	}
	return nil
}

func (d Desk) reckonParts(ctx context.Context, g policy.Grant, q Question, planned diary, parts []when.Days, upTo int64, stamp string) error {
	if len(parts) > 1 {
		var err error
		if planned.seen, err = d.seenIn(ctx, g, q, when.Days{From: parts[0].From, To: parts[len(parts)-1].To}); err != nil {
			return err
		}
	}
	for _, days := range parts {
		inside, _ := days.Cut(planned.days)
		reckoned, err := d.reckon(ctx, g, q, planned, inside, stamp)
		if err != nil {
			return err
		}
		if err := d.Memory.Remember(ctx, g, upTo, days, reckoned); err != nil {
			return err
		}
	}
	return nil
}

// parts are some days in pieces small enough to hold the beats of, where there
// are any, and the rest as they are.
func (d Desk) parts(ctx context.Context, g policy.Grant, sources logbook.Sources, days when.Days) ([]when.Days, error) {
	heard, err := d.heardOn(ctx, g, sources)
	if err != nil {
		return nil, err
	}
	inside, some := days.Cut(heard)
	if !some {
		return []when.Days{days}, nil
	}
	const piece = 12 // days: of a million beats a year, some 45,000 with those either side
	var out []when.Days
	add := func(from, to when.Day) {
		if from < to {
			out = append(out, when.Days{From: from, To: to})
		}
	}
	add(days.From, inside.From)
	for from := inside.From; from < inside.To; from += piece {
		add(from, min(from+piece, inside.To))
	}
	add(inside.To, days.To)
	return out, nil
}

// heardOn are the days from the first beat of any place to the last, some to
// spare for what is dated in another zone.
func (d Desk) heardOn(ctx context.Context, g policy.Grant, sources logbook.Sources) (out when.Days, err error) {
	coverage, err := d.Book.Coverage(ctx, g)
	if err != nil {
		return out, fmt.Errorf("reading what the places cover: %w", err)
	}
	for _, c := range coverage {
		if c.From == when.NoDay || !sources.See(c.Place.Source, logbook.Hands) {
			continue
		}
		if out.Len() == 0 {
			out = when.Days{From: c.From - apart, To: c.To + apart}
		}
		out = when.Days{From: min(out.From, c.From-apart), To: max(out.To, c.To+apart)}
	}
	return out, nil
}

// reckon reckons some days from their evidence.
func (d Desk) reckon(ctx context.Context, g policy.Grant, q Question, planned diary, days when.Days, stamp string) (out logbook.Reckoned, err error) {
	if days.Len() == 0 {
		return out, nil
	}
	ev, err := d.evidence(ctx, g, q, planned, days, never)
	if err != nil {
		return out, err
	}
	q.Habits.Topic = planned.topic
	out.Tallies = measure.Tallies(timeline.Reconcile(ev, q.Habits), q.counted(), q.spheres(), stamp)
	out.Presences, err = presences(ev.Beats, q.Habits, days)
	return out, err
}

// presences are those of editors' heartbeats on some days.
func presences(beats []logbook.Beat, h timeline.Habits, days when.Days) (out []logbook.Presence, err error) {
	typed := func(yield func(logbook.Beat, error) bool) {
		for i := range beats {
			if h.Sources.See(beats[i].Lane.Source, logbook.Heartbeats) && !yield(beats[i], nil) {
				return
			}
		}
	}
	p := timeline.Parting{Believed: never, Habits: h}
	err = p.Presences(typed, func(one logbook.Presence) error {
		if days.Has(one.Day) {
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// evidenceDays is from the first placed evidence to the horizon.
func (d Desk) evidenceDays(ctx context.Context, g policy.Grant, q Question) (when.Days, error) {
	coverage, err := d.Book.Coverage(ctx, g)
	if err != nil {
		return when.Days{}, err
	}
	out := when.Days{From: q.Now, To: q.horizon()}
	for _, c := range coverage {
		if c.From != when.NoDay && c.From < out.From {
			out.From = c.From
		}
	}
	return out, nil
}

// stamped is what the remembered numbers were reckoned with, "" for nothing yet.
func (d Desk) stamped(ctx context.Context, g policy.Grant) (string, error) {
	rows, err := gather(d.Memory.Tallies(ctx, g, when.Days{From: stampDay, To: stampDay + 1}))
	if err != nil {
		return "", fmt.Errorf("reading what was remembered: %w", err)
	}
	if len(rows) != 1 {
		return "", nil
	}
	return rows[0].Stamp, nil
}

// stamp names everything but evidence on which remembered numbers depend.
func (q Question) stamp() string {
	h := sha256.New()
	fmt.Fprintln(h, Version, q.horizon(), q.Habits.Self.Identities, q.Habits.Window, q.Spheres, q.SphereRules)
	for _, home := range q.Habits.Homes {
		fmt.Fprintln(h, home.From, home.Zone)
	}
	for _, l := range q.Habits.Lives {
		fmt.Fprintln(h, l)
	}
	fmt.Fprintln(h, q.kinds(), q.pins, q.Habits.Categories, measure.Versions(q.counted()), q.Habits.Sources.Versions())
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// stretches turns marked spans into stretches of home days, wide enough for every
// local date, joined where they lie within a month of one another.
func stretches(spans []when.Span, h timeline.Habits) (out []when.Days) {
	const near = 31
	for _, s := range spans {
		zone := h.Zone(s.From.Day(time.UTC))
		out = append(out, when.Days{From: s.From.Day(zone) - apart, To: s.To.Day(zone) + apart + 1})
	}
	slices.SortFunc(out, func(a, b when.Days) int { return int(a.From) - int(b.From) })
	joined := out[:0]
	for _, d := range out {
		if n := len(joined); n > 0 && d.From <= joined[n-1].To+near {
			joined[n-1].To = max(joined[n-1].To, d.To)
			continue
		}
		joined = append(joined, d)
	}
	return joined
}

func gather[T any](seq iter.Seq2[T, error]) (out []T, err error) {
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
