package aw

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/activitywatch/pulse"
)

// bucket is one bucket with its last events at hand. The lock is held from
// before a change is worked out until the log has kept it.
type bucket struct {
	event.Bucket
	kept logbook.Bucket

	mu    sync.Mutex
	ready bool
	from  when.Instant // every event that begins here or later is in line
	line  pulse.Line
	more  map[string]version // by key, what the log holds, also of what is gone
}

// version is which version of a beat the log holds.
type version struct {
	at   when.Instant
	more int64
}

// most is how many events are held at hand before the older half is let go.
const most = 4096

// back is how far before an instant an event that reaches it may begin, and a
// heartbeat's event is looked for.
const back = pulse.Longest

// forget lets go of everything at hand: the next change reads it again.
func (b *bucket) forget() { b.ready, b.line, b.more = false, pulse.Line{}, nil }

// reach makes sure that what a heartbeat may belong to is at hand.
func (b *bucket) reach(ctx context.Context, s *server, at when.Instant) error {
	to := b.from
	switch {
	case !b.ready:
		b.line, b.more, to = pulse.Line{}, map[string]version{}, end
	case at-back >= b.from:
		return nil
	}
	var runs []*pulse.Run
	for item, err := range s.items(ctx, b, when.Span{From: at - back, To: to}) {
		if err != nil {
			return err
		}
		b.more[item.key] = version{item.At, item.More}
		if !item.gone {
			runs = append(runs, &pulse.Run{Beats: item.heard, End: item.End()})
		}
	}
	b.line.Runs = pulse.InOrder(append(runs, b.line.Runs...))
	b.from, b.ready = at-back, true
	return nil
}

// end is later than anything.
const end = when.Instant(1<<63 - 1)

// trim lets go of the older half where there is too much.
func (b *bucket) trim() {
	if len(b.line.Runs) <= most {
		return
	}
	b.from = b.line.Runs[len(b.line.Runs)-most/2].At()
	b.line.Runs = slices.DeleteFunc(b.line.Runs, func(r *pulse.Run) bool { return r.At() < b.from })
	maps.DeleteFunc(b.more, func(_ string, v version) bool { return v.at < b.from })
}

// keyOf is the key of the beat that an event is.
func (b *bucket) keyOf(r *pulse.Run) string {
	return activitywatch.KeyOf(&b.Bucket, b.eventOf(r))
}

func (b *bucket) eventOf(r *pulse.Run) event.Event {
	data, _ := event.ParseData(r.Beats[0].Data) // what it wrote itself
	return event.Event{At: r.At(), For: r.For(), Data: data}
}

// addHeartbeat takes one heartbeat and gives the event it is part of, once the log has
// kept it.
func (b *bucket) addHeartbeat(ctx context.Context, s *server, e event.Event, pulsetime when.Instant) (event.Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.reach(ctx, s, e.At); err != nil {
		return e, fmt.Errorf("reading what came before a heartbeat: %w", err)
	}
	beat := pulse.Beat{At: e.At, For: e.For, Pulse: pulsetime, Key: activitywatch.Structure(b.Type, e.Data), Data: e.Data.Canonical()}
	change := b.line.Add(beat)
	if err := s.put(ctx, b.entries(s, change)...); err != nil {
		b.forget()
		return e, fmt.Errorf("keeping a heartbeat: %w", err)
	}
	merged := b.eventOf(b.line.At(beat))
	merged.ID = idOf(merged.At, activitywatch.KeyOf(&b.Bucket, merged))
	b.trim()
	return merged, nil
}

// entries are what the log is told of a change: events that are no more, and
// those that are there or have changed, each as a version after the one before.
func (b *bucket) entries(s *server, c pulse.Change) (out []logbook.Entry) {
	is := map[string]bool{}
	for _, r := range c.Is {
		e := b.eventOf(r)
		beat, kept := s.Keep.Beat(&b.Bucket, e, r.Beats...)
		if !kept {
			continue
		}
		is[beat.Key] = true
		b.after(&beat)
		out = append(out, logbook.Entry{Beat: &beat})
	}
	for _, r := range c.Was {
		if key := b.keyOf(r); !is[key] {
			beat := activitywatch.Gone(&b.Bucket, b.eventOf(r))
			b.after(&beat)
			out = append(out, logbook.Entry{Beat: &beat})
		}
	}
	return out
}

// after makes a beat a later version than the one the log holds.
func (b *bucket) after(beat *logbook.Beat) {
	if was, had := b.more[beat.Key]; had {
		beat.More = max(beat.More, was.more+1)
	}
	b.more[beat.Key] = version{beat.At, beat.More}
}

// bucketOf is a bucket as the log keeps it.
func bucketOf(f *logbook.Fact) (*bucket, error) {
	kept, err := logbook.Read[logbook.Bucket](f)
	if err != nil {
		return nil, err
	}
	b := &bucket{kept: kept, Bucket: event.Bucket{
		ID: f.Key, Type: kept.Type, Client: kept.Client, Hostname: kept.Hostname, Name: kept.Name, Created: kept.Created.String(),
	}}
	if len(kept.Data) > 0 {
		_ = json.Unmarshal(kept.Data, &b.Data) // what is no object is none
	}
	return b, nil
}
