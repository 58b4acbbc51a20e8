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
	if was != stamp {
		return d.rebuild(ctx, g, q, planned, marks.UpTo, stamp)
	}
	return d.reckonDays(ctx, g, q, planned, stretches(marks.Spans, q.Habits), marks.UpTo, stamp)
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

func (d Desk) rebuild(ctx context.Context, g policy.Grant, q Question, planned diary, upTo int64, stamp string) error {
	tallies, err := d.tallies(ctx, g, q, planned, planned.days, stamp)
	if err != nil {
		return err
	}
	one := 1.0
	tallies = append([]logbook.Tally{{Day: stampDay, Measure: stampName, Sphere: "all", Stamp: stamp, Value: &one}}, tallies...)
	return d.Memory.Remember(ctx, g, upTo, when.Days{}, logbook.Reckoned{Tallies: tallies})
}

// reckonDays reckons the stretches, each with its marks; what of them lies
// beyond all days that are reckoned is only unmarked.
func (d Desk) reckonDays(ctx context.Context, g policy.Grant, q Question, planned diary, parts []when.Days, upTo int64, stamp string) error {
	for _, days := range parts {
		inside, _ := days.Cut(planned.days)
		tallies, err := d.tallies(ctx, g, q, planned, inside, stamp)
		if err != nil {
			return err
		}
		if err := d.Memory.Remember(ctx, g, upTo, days, logbook.Reckoned{Tallies: tallies}); err != nil {
			return err
		}
	}
	return nil
}

// tallies reckons some days from their evidence.
func (d Desk) tallies(ctx context.Context, g policy.Grant, q Question, planned diary, days when.Days, stamp string) ([]logbook.Tally, error) {
	if days.Len() == 0 {
		return nil, nil
	}
	account, err := d.account(ctx, g, q, planned, days, never)
	if err != nil {
		return nil, err
	}
	return measure.Tallies(account, q.spheres(), stamp), nil
}

// apart is how many days an act's own date can be from the home date of its
// instant: between +14:00 and -12:00, or before and after a move, it is two.
const apart = 2

// account reconciles the evidence of some days, as known at an instant. What may
// touch them is read some days wider: an act keeps its own local date.
func (d Desk) account(ctx context.Context, g policy.Grant, q Question, planned diary, days when.Days, now when.Instant) (timeline.Account, error) {
	zone := q.Habits.Zone(days.From)
	wide := when.Span{From: (days.From - apart).Start(zone), To: (days.To + apart).Start(zone)}
	ev := timeline.Evidence{Days: days, Now: now}
	var err error
	if ev.Facts, err = gather(d.Book.Facts(ctx, g, wide, logbook.KindCommit, logbook.KindPaths)); err != nil {
		return timeline.Account{}, fmt.Errorf("reading the commits of %s: %w", days, err)
	}
	if ev.Sightings, err = gather(d.Book.Sightings(ctx, g, wide)); err != nil {
		return timeline.Account{}, fmt.Errorf("reading where they were seen: %w", err)
	}
	ev.Occurrences = planned.within(wide)
	q.Habits.Topic = planned.topic
	return timeline.Reconcile(ev, q.Habits), nil
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
	fmt.Fprintln(h, q.kinds(), q.pins)
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
