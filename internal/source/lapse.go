package source

import (
	"bytes"
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Lapse is what a reading of a calendar found of the things that its place held
// before. It says what to put of the facts that were not met again.
type Lapse struct {
	Ask Ask
	At  when.Instant // when the place was as it was read
	// Here is the fact that was met of a thing, the zero ID for one that is here
	// and could not be read.
	Here func(key string) (id logbook.ID, here bool)
	// Proves says whether the reading would have met a thing that still were.
	Proves func(*logbook.Fact) bool
}

// Entries are what to put of one fact that was not met again: that it is no
// longer seen, and its tombstone where the thing has been deleted. What was met
// must have been put before, so that it can be asked for.
func (l Lapse) Entries(ctx context.Context, id logbook.ID) ([]logbook.Entry, error) {
	old, err := l.Ask.Fact(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("asking what has gone from the calendar: %w", err)
	}
	now, here := l.Here(old.Key)
	switch {
	case here && now == logbook.ID{}:
		return nil, nil
	case here:
		return l.changed(ctx, id, &old, now)
	case old.Gone || old.Kind != logbook.KindEvent || !l.Proves(&old):
		return nil, nil
	}
	moved, err := l.moved(ctx, &old)
	if err != nil || moved {
		return []logbook.Entry{{Gone: &id}}, err
	}
	if old.Version, err = l.saidAgain(ctx, &old); err != nil {
		return nil, err
	}
	tomb := tombstone(old, l.At)
	return []logbook.Entry{{Fact: &tomb}, {Gone: &id}}, nil
}

// saidAgain is the version of a fact, or that of what said the same once more: an
// event that went to and fro between calendars is in force as a later version than the
// one that was seen here last, and its deletion is later than both.
func (l Lapse) saidAgain(ctx context.Context, f *logbook.Fact) (logbook.Seq, error) {
	if l.Ask.Versions == nil {
		return f.Version, nil
	}
	last := *f
	for v, err := range l.Ask.Versions(ctx, f.Kind, f.Key) {
		if err != nil {
			return last.Version, fmt.Errorf("asking what is known of an event: %w", err)
		}
		if !v.Gone && bytes.Equal(v.Body, f.Body) && logbook.Newer(v.Version, v.ID(), last.Version, last.ID()) {
			last = v
		}
	}
	return last.Version, nil
}

// changed puts that an older version is no longer here. Where what is here now
// was put before that version, as after an edit that was taken back or a
// deletion, it would not be in force: it is said once more, as a later version.
func (l Lapse) changed(ctx context.Context, id logbook.ID, old *logbook.Fact, now logbook.ID) ([]logbook.Entry, error) {
	current, err := l.Ask.Fact(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("asking what has changed in the calendar: %w", err)
	}
	if !old.Gone && bytes.Equal(old.Body, current.Body) {
		return nil, nil // it was said once more before
	}
	entries := []logbook.Entry{{Gone: &id}}
	if !logbook.Newer(current.Version, now, old.Version, id) {
		entries = append(entries, logbook.Entry{Fact: later(current, old.Version, l.At)})
	}
	return entries, nil
}

// moved says whether another calendar holds the thing now: an event that went
// from one calendar to the next was not deleted.
func (l Lapse) moved(ctx context.Context, old *logbook.Fact) (bool, error) {
	if l.Ask.Elsewhere == nil {
		return false, nil
	}
	held, err := l.Ask.Elsewhere(ctx, old.Kind, old.Key)
	if err != nil {
		return false, fmt.Errorf("asking where an event has moved to: %w", err)
	}
	return held, nil
}

// Restored is a fact that was met for the first time, said as a later version
// where what is in force of the thing is its deletion: it has come back, or
// from another calendar.
func (a Ask) Restored(ctx context.Context, f *logbook.Fact) (*logbook.Fact, error) {
	if a.Versions == nil {
		return f, nil
	}
	last, some := logbook.Fact{}, false
	for v, err := range a.Versions(ctx, f.Kind, f.Key) {
		if err != nil {
			return nil, fmt.Errorf("asking what is known of an event: %w", err)
		}
		last, some = v, true
	}
	if !some || !last.Gone || logbook.Newer(f.Version, f.ID(), last.Version, last.ID()) {
		return f, nil
	}
	return later(*f, last.Version, a.Now), nil
}

// later is a fact as the version after another.
func later(f logbook.Fact, than logbook.Seq, at when.Instant) *logbook.Fact {
	f.Version = logbook.Seq{N: than.N + 1, Stamp: at}
	return &f
}

// tombstone is the version of an event that says it was deleted. It keeps where
// the event lay, so that those days are reckoned again.
func tombstone(old logbook.Fact, at when.Instant) logbook.Fact {
	t := old
	t.Gone = true
	t.Version.Stamp = max(at, old.Version.Stamp+1)
	was, _ := logbook.Read[logbook.Event](&old) // what cannot be read leaves the names empty
	t.Body = logbook.Body(logbook.Event{UID: was.UID, Recurrence: was.Recurrence, Calendar: was.Calendar})
	return t
}
