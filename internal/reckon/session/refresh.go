package session

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// never is later than any evidence: for what is remembered nothing lies in the
// future, since it will be read on a later day. Days from now on are unseen.
const never = when.Instant(math.MaxInt64 / 2)

// refreshing is a session that brings the derived rows up to date.
type refreshing struct {
	*Session
	marks logbook.Marks
	days  when.Days // all that are reckoned
	was   int64     // the generation of the derived rows it builds on
	stamp string    // with what the days are reckoned

	crowded bool // another program reckons the same at the same time, again and again
}

// reckon brings the days up to date.
func (r *refreshing) reckon() (err error) {
	if r.stamp, err = r.fullStamp(r.days); err != nil {
		return err
	}
	moved, same := moved(r.marks.Derived.Stamp, r.stamp)
	if !same {
		return r.rebuild()
	}
	dirty := stretches(r.marks.Spans, r.Q.Habits)
	if moved.Len() > 0 {
		dirty = append(dirty, moved)
	}
	all := 0
	for _, days := range dirty {
		all += days.Len()
	}
	r.kept.begins(all)
	defer r.kept.ended()
	for _, days := range dirty {
		if err := r.some(days); err != nil {
			return err
		}
	}
	if moved.Len() == 0 {
		return nil
	}
	return r.finish()
}

// moved says whether two stamps differ in nothing but the first day that was
// reckoned, and which days lie between. Evidence from before all that was known lets
// even the days after it be looked at; where the first is taken back, they are
// forgotten.
func moved(was, stamp string) (between when.Days, same bool) {
	i, j := strings.LastIndex(was, stampJoint), strings.LastIndex(stamp, stampJoint)
	if i < 0 || j < 0 || was[:i] != stamp[:j] {
		return between, false
	}
	from, err := when.ParseDay(stamp[j+1:])
	to, err2 := when.ParseDay(was[i+1:])
	return when.Days{From: min(from, to), To: max(from, to)}, err == nil && err2 == nil
}

// rebuild reckons all days. What is remembered first is nothing, and last the
// stamp: a rebuilding cut short begins again.
func (r *refreshing) rebuild() error {
	r.kept.begins(r.days.Len())
	defer r.kept.ended()
	if err := r.remember(when.Days{}, logbook.Reckoned{}); err != nil {
		return err
	}
	if err := r.some(r.days); err != nil {
		return err
	}
	return r.finish()
}

// finish remembers with what everything was reckoned.
func (r *refreshing) finish() error {
	none := when.Days{From: r.days.From - 1, To: r.days.From}
	return r.remember(none, logbook.Reckoned{Stamp: r.stamp})
}

// some reckons a stretch with its marks, piece by piece; what of it lies beyond
// all days that are reckoned is only unmarked.
func (r *refreshing) some(days when.Days) error {
	pieces, err := r.pieces(days)
	if err != nil {
		return err
	}
	defer r.unsee()
	for _, piece := range pieces {
		if len(pieces) > 1 && piece.To > r.seenTo {
			if err := r.see(when.Days{From: piece.From, To: min(piece.From+yearDays, days.To)}); err != nil {
				return err
			}
		}
		inside, _ := piece.Cut(r.days)
		reckoned, err := r.of(inside)
		if err != nil {
			return err
		}
		if err := r.remember(piece, reckoned); err != nil {
			return err
		}
		r.kept.reckoned(piece)
	}
	return nil
}

// builtOn is the generation that what is remembered builds on; nil where others
// kept getting in the way: then it is written all the same, as they write theirs.
func (r *refreshing) builtOn() *int64 {
	if r.crowded {
		return nil
	}
	return &r.was
}

func (r *refreshing) remember(days when.Days, reckoned logbook.Reckoned) (err error) {
	reckoned.Was = r.builtOn()
	r.was, err = r.Memory.Remember(r.Ctx, r.Grant, r.marks.UpTo, days, reckoned)
	return err
}

// yearDays bounds how many days are reckoned at once, however few facts there are.
const yearDays = 366

// pieces are some days in pieces small enough to hold the evidence of: a year,
// and where there are beats twelve days.
func (s *Session) pieces(days when.Days) (out []when.Days, err error) {
	heard, err := s.heardOn()
	if err != nil {
		return nil, err
	}
	const few = 12 // of a million beats a year, some 45,000 with those either side
	add := func(from, to, most when.Day) {
		for ; from < to; from += most {
			out = append(out, when.Days{From: from, To: min(from+most, to)})
		}
	}
	inside, some := days.Cut(heard)
	if !some {
		add(days.From, days.To, yearDays)
		return out, nil
	}
	add(days.From, inside.From, yearDays)
	add(inside.From, inside.To, few)
	add(inside.To, days.To, yearDays)
	return out, nil
}

// heardOn are the days from the first beat of any place to the last, some to
// spare for what is dated in another zone.
func (s *Session) heardOn() (out when.Days, err error) {
	coverage, err := s.Book.Coverage(s.Ctx, s.Grant)
	if err != nil {
		return out, fmt.Errorf("reading what the places cover: %w", err)
	}
	for _, c := range coverage {
		if c.From == when.NoDay || !s.Q.Habits.Sources.See(c.Place.Source, logbook.Hands) {
			continue
		}
		if out.Len() == 0 {
			out = when.Days{From: c.From - apart, To: c.To + apart}
		}
		out = when.Days{From: min(out.From, c.From-apart), To: max(out.To, c.To+apart)}
	}
	return out, nil
}

// of reckons some days from their evidence.
func (r *refreshing) of(days when.Days) (out logbook.Reckoned, err error) {
	if days.Len() == 0 {
		return out, nil
	}
	ev, err := r.evidence(days, never)
	if err != nil {
		return out, err
	}
	h := r.Q.Habits
	if h.Topic, err = r.Topics(); err != nil {
		return out, err
	}
	out.Tallies = measure.Tallies(timeline.Reconcile(ev, h), r.Q.counted(), r.Q.AllSpheres())
	out.Days, out.Surveys = days, surveys(ev, h)
	if out.Presences, err = presences(ev.Beats, h, days); err != nil {
		return out, err
	}
	out.Agents, err = r.agents(ev.Beats, days)
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

// stampJoint parts what a stamp says of the question from what was learnt, and
// that from the first day that is reckoned.
const stampJoint = "."

// baseOf is what a stamp says of the question.
func baseOf(stamp string) string {
	base, _, _ := strings.Cut(stamp, stampJoint)
	return base
}

// fullStamp names everything but evidence on which remembered numbers depend, what
// was learnt from the pins included, and then the first day that is reckoned.
func (s *Session) fullStamp(days when.Days) (string, error) {
	learnt := ""
	if len(s.Q.pins) > 0 {
		sorter, err := s.Sorter()
		if err != nil {
			return "", err
		}
		learnt = sorter.Digest()
	}
	sum := sha256.Sum256([]byte(learnt))
	return s.Q.stamp() + stampJoint + hex.EncodeToString(sum[:4]) + stampJoint + days.From.String(), nil
}

// stamp names everything but evidence on which remembered numbers depend.
func (q Question) stamp() string {
	h := sha256.New()
	fmt.Fprintln(h, Version, q.horizon(), q.Habits.Self.Identities, slices.Sorted(maps.Keys(q.Habits.Others)), q.Habits.Window, q.Spheres, q.SphereRules)
	for _, home := range q.Habits.Homes {
		fmt.Fprintln(h, home.From, home.Zone)
	}
	for _, l := range q.Habits.Lives {
		if l.Away { // what else happened stands beside the numbers and changes none
			fmt.Fprintln(h, l)
		}
	}
	fmt.Fprintln(h, q.kinds(), q.pins, q.Habits.Categories, measure.Versions(q.counted()), q.Habits.Sources.Versions())
	for _, r := range q.Habits.Routines {
		fmt.Fprintf(h, "%q %q %d %d\n", r.Subject, r.Files, r.Minute, r.Clock)
	}
	if q.Habits.Levels != nil { // the versions of the measures stand for the usual table
		fmt.Fprintln(h, q.Habits.Levels)
	}
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
	return when.JoinDays(out, near)
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
