package aw

import (
	"bytes"
	"cmp"
	"context"
	"hash/fnv"
	"iter"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/activitywatch/pulse"
)

// item is one event of a bucket as the log holds it.
type item struct {
	event.Event
	key   string
	heard []pulse.Beat
	gone  bool
	More  int64
}

// items yields the events of a bucket that begin in a span, those that are gone
// too, in order of time.
func (s *server) items(ctx context.Context, b *bucket, span when.Span) iter.Seq2[item, error] {
	mine := activitywatch.In(b.ID)
	return func(yield func(item, error) bool) {
		for beat, err := range s.Book.Items(ctx, span) {
			if err != nil {
				yield(item{}, err)
				return
			}
			if !bytes.HasPrefix(beat.Raw, mine) {
				continue
			}
			e, heard, err := activitywatch.Parse(b.Type, &beat)
			if err != nil {
				continue // of a later version
			}
			key := activitywatch.KeyOf(&b.Bucket, e)
			e.ID = idOf(e.At, key)
			if !yield(item{e, key, heard, beat.Type == activitywatch.TypeGone, beat.More}, nil) {
				return
			}
		}
	}
}

// within are the events of a bucket that share time with a span or touch it,
// newest first, cut to it.
func (s *server) within(ctx context.Context, b *bucket, span when.Span) (out []event.Event, err error) {
	look := when.Span{From: span.From - back, To: span.To + 1}
	if span == all {
		look = when.Span{}
	}
	for item, err := range s.items(ctx, b, look) {
		if err != nil {
			return nil, err
		}
		if item.gone || item.End() < span.From || item.At > span.To {
			continue
		}
		from, to := max(item.At, span.From), min(item.End(), span.To)
		item.At, item.For = from, to-from
		out = append(out, item.Event)
	}
	newestFirst(out)
	return out, nil
}

// all is every time there is.
var all = when.Span{From: -end / 4, To: end / 4}

// last are the newest events of a bucket that begin before the end of a span,
// at most so many. It looks back further and further until it has them.
func (s *server) last(ctx context.Context, b *bucket, span when.Span, limit int) ([]event.Event, error) {
	to := min(span.To, s.Now()+ahead)
	for _, far := range []when.Instant{when.Hour, back, 30 * back} {
		from := max(span.From, to-far)
		if from == span.From {
			break
		}
		some, err := s.within(ctx, b, when.Span{From: from, To: span.To})
		if err != nil {
			return nil, err
		}
		// One that begins before was cut, and the next may be older.
		some = slices.DeleteFunc(some, func(e event.Event) bool { return e.At <= from })
		if len(some) >= limit {
			return some[:limit], nil
		}
	}
	some, err := s.within(ctx, b, span)
	return some[:min(limit, len(some))], err
}

// ahead is how far in the future the newest events of a bucket are looked for.
const ahead = back

// newestFirst sorts events; those of one instant by what they say.
func newestFirst(events []event.Event) {
	slices.SortStableFunc(events, func(x, y event.Event) int {
		if c := cmp.Compare(y.At, x.At); c != 0 {
			return c
		}
		return strings.Compare(y.Data.Canonical(), x.Data.Canonical())
	})
}

// The number of an event holds the millisecond it began in, so that it is found
// again without an index, and enough of its key to tell those of one apart. It
// fits the numbers of JavaScript from 1990 to 2059; what lies outside has none.
const (
	bitsOfKey = 12
	bitsInAll = 53
)

const millisecond = when.Second / 1000

func idOf(at when.Instant, key string) int64 {
	ms := int64((at - logbook.EarliestBeat) / millisecond)
	if at < logbook.EarliestBeat || ms >= 1<<(bitsInAll-bitsOfKey) {
		return 0
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return max(1, ms<<bitsOfKey|int64(h.Sum32()&(1<<bitsOfKey-1)))
}

// find is the event of a number.
func (s *server) find(ctx context.Context, b *bucket, id int64) (it item, ok bool, err error) {
	if id <= 0 || id >= 1<<bitsInAll {
		return it, false, nil
	}
	at := logbook.EarliestBeat + when.Instant(id>>bitsOfKey)*millisecond
	for it, err := range s.items(ctx, b, when.Span{From: at, To: at + millisecond}) {
		if err != nil {
			return it, false, err
		}
		if !it.gone && it.ID == id {
			return it, true, nil
		}
	}
	return it, false, nil
}
