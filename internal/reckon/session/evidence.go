package session

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// apart is how many days an act's own date can be from the home date of its
// instant: between +14:00 and -12:00, or before and after a move, it is two.
const apart = 2

// evidence is what may touch some days, read some days wider: an act keeps its
// own local date.
func (s *Session) evidence(days when.Days, now when.Instant) (timeline.Evidence, error) {
	wide := s.Wide(days)
	ev := timeline.Evidence{Days: days, Now: now}
	var err error
	if ev.Facts, err = gather(s.Book.Facts(s.Ctx, s.Grant, wide, append(record.Daily(), logbook.KindCommit, logbook.KindPaths, logbook.KindSet)...)); err != nil {
		return ev, fmt.Errorf("reading the commits of %s: %w", days, err)
	}
	if ev.Sightings, err = s.sightings(wide, ev.Facts); err != nil {
		return ev, fmt.Errorf("reading where they were seen: %w", err)
	}
	if ev.Beats, err = s.beats(wide); err != nil {
		return ev, fmt.Errorf("reading the heartbeats of %s: %w", days, err)
	}
	ev.Occurrences, err = s.Occurrences(wide)
	return ev, err
}

// Wide is the time of some days and of a few on either side.
func (s *Session) Wide(days when.Days) when.Span {
	zone := s.Q.Habits.Zone(days.From)
	return when.Span{From: (days.From - apart).Start(zone), To: (days.To + apart).Start(zone)}
}

// see reads where the facts of some days were seen, for many questions about a few
// of them: a book has no quicker way to a few days than through all of them.
func (s *Session) see(days when.Days) error {
	s.seen, s.seenTo = map[logbook.ID][]logbook.Sighting{}, days.To
	for v, err := range s.Book.Sightings(s.Ctx, s.Grant, s.Wide(days)) {
		if err != nil {
			return fmt.Errorf("reading where the facts were seen: %w", err)
		}
		s.seen[v.Fact] = append(s.seen[v.Fact], v)
	}
	return nil
}

// unsee lets go of what see read.
func (s *Session) unsee() { s.seen, s.seenTo = nil, when.NoDay }

// sightings are those of a span, or of its facts where all were asked for.
func (s *Session) sightings(span when.Span, facts []logbook.Fact) (out []logbook.Sighting, err error) {
	if s.seen == nil {
		return gather(s.Book.Sightings(s.Ctx, s.Grant, span))
	}
	for i := range facts {
		out = append(out, s.seen[facts[i].ID()]...)
	}
	return out, nil
}

// beats are those that begin in a span. Only where a sign of one is unclear
// without it is what its client sent read as well.
func (s *Session) beats(span when.Span) ([]logbook.Beat, error) {
	all, err := gather(logbook.Placed(s.Book.Beats(s.Ctx, s.Grant, span)))
	if err != nil {
		return nil, err
	}
	sources := s.Q.Habits.Sources
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
	for item, err := range s.Book.Items(s.Ctx, s.Grant, unclear, slices.Sorted(maps.Keys(of))...) {
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

// Seeing reads the beats of the sources that see a class of evidence; none where
// no source does.
func Seeing(ctx context.Context, g policy.Grant, read func(context.Context, policy.Grant, when.Span, ...string) iter.Seq2[logbook.Beat, error],
	sources logbook.Sources, c logbook.Class, span when.Span,
) iter.Seq2[logbook.Beat, error] {
	names := sources.Seeing(c)
	if len(names) == 0 {
		return func(func(logbook.Beat, error) bool) {}
	}
	return read(ctx, g, span, names...)
}
