package aw

import (
	"bytes"
	"cmp"
	"context"
	"hash/fnv"
	"iter"
	"net/http"
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

	weight int // bytes of its text
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
			if !yield(item{e, key, heard, beat.Type == activitywatch.TypeGone, beat.More, len(beat.Raw)}, nil) {
				return
			}
		}
	}
}

// mostHeld bounds the text of the events that one answer, to a query over many periods too, holds,
// in bytes: some 300,000 events of a window. Held, they take about five times that.
const mostHeld = 48 << 20

// errHeld is the error of an answer that would hold more.
var errHeld = wrong(http.StatusBadRequest, "that is more than can be answered at once: ask for a shorter time, or export it")

// holding is how many bytes of text are held for an answer.
type holding int

func (h *holding) add(weight int) error {
	if *h += holding(weight); *h > mostHeld {
		return errHeld
	}
	return nil
}

// within are the events of a bucket that share time with a span or touch it,
// newest first, cut to it.
func (s *server) within(ctx context.Context, b *bucket, span when.Span, held *holding) (out []event.Event, err error) {
	for item, err := range s.cut(ctx, b, span) {
		if err == nil {
			err = held.add(item.weight)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, item.Event)
	}
	newestFirst(out)
	return out, nil
}

// cut yields the events of a bucket that share time with a span or touch it, cut to it,
// in the order in which they begin.
func (s *server) cut(ctx context.Context, b *bucket, span when.Span) iter.Seq2[item, error] {
	look := when.Span{From: span.From - back, To: span.To + 1}
	if span == all {
		look = when.Span{}
	}
	return func(yield func(item, error) bool) {
		for item, err := range s.items(ctx, b, look) {
			if err == nil && (item.gone || item.End() < span.From || item.At > span.To) {
				continue
			}
			from, to := max(item.At, span.From), min(item.End(), span.To)
			item.At, item.For = from, to-from
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
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
		some, err := s.newest(ctx, b, when.Span{From: from, To: span.To}, limit)
		if err != nil {
			return nil, err
		}
		// One that begins before was cut, and the next may be older.
		some = slices.DeleteFunc(some, func(e event.Event) bool { return e.At <= from })
		if len(some) >= limit {
			return some, nil
		}
	}
	return s.newest(ctx, b, span, limit)
}

// newest are the newest events of a bucket in a span, at most so many; no more than
// twice as many are held on the way.
func (s *server) newest(ctx context.Context, b *bucket, span when.Span, limit int) ([]event.Event, error) {
	var some []item
	held := holding(0)
	for it, err := range s.cut(ctx, b, span) {
		if err != nil {
			return nil, err
		}
		some = append(some, it)
		if err := held.add(it.weight); err == nil && len(some) <= 2*limit {
			continue
		}
		some, held = first(some, limit), 0
		for _, it := range some {
			if err := held.add(it.weight); err != nil {
				return nil, err
			}
		}
	}
	out := []event.Event{}
	for _, it := range first(some, limit) {
		out = append(out, it.Event)
	}
	return out, nil
}

// first are the newest of some items, newest first, at most so many, in a list of their
// own.
func first(some []item, limit int) []item {
	slices.SortStableFunc(some, func(x, y item) int { return newer(x.Event, y.Event) })
	return slices.Clone(some[:min(limit, len(some))])
}

// ahead is how far in the future the newest events of a bucket are looked for.
const ahead = back

// newestFirst sorts events; those of one instant by what they say.
func newestFirst(events []event.Event) { slices.SortStableFunc(events, newer) }

func newer(x, y event.Event) int {
	if c := cmp.Compare(y.At, x.At); c != 0 {
		return c
	}
	return strings.Compare(y.Data.Canonical(), x.Data.Canonical())
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
