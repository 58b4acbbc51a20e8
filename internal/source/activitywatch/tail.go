package activitywatch

import (
	"hash/fnv"
	"strconv"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// margin is how far before its end a bucket is read again: a server puts a late
// heartbeat among its last events, and the very last one still grows.
const margin = when.Hour

// tail is where the reading of a growing bucket ended: when its last event
// began, and a sum over the events of the margin before.
type tail struct {
	Newest when.Instant `json:"newest"`
	Sum    uint64       `json:"sum"`
}

// from is the instant after which events are read again; some false for all.
func (t tail) from() (at when.Instant, ok bool) {
	return t.Newest - margin, t != tail{}
}

// add takes one more event, the newest first.
func (t *tail) add(b *event.Bucket, e event.Event) {
	t.Newest = max(t.Newest, e.At)
	if e.At <= t.Newest-margin {
		return
	}
	h := fnv.New64a()
	h.Write([]byte(KeyOf(b, e) + " " + strconv.FormatInt(int64(e.For), 10)))
	t.Sum += h.Sum64()
}

// growing reads one bucket on from where the last reading ended. Events must
// come newest first. Where they are the ones that were there before, it puts
// nothing.
type growing struct {
	*pulling
	bucket   *event.Bucket
	was, now tail
	held     []logbook.Entry // while nothing is new
}

func (p *pulling) growing(b *event.Bucket, was tail) *growing {
	return &growing{pulling: p, bucket: b, was: was}
}

// event takes the next one. One that does not begin after what was asked for may
// be clipped, and is left out.
func (g *growing) event(e event.Event) error {
	if from, ok := g.was.from(); ok && e.At <= from {
		return nil
	}
	g.now.add(g.bucket, e)
	beat, kept := g.keep.Beat(g.bucket, e)
	if !kept {
		return nil
	}
	return g.hold(logbook.Entry{Beat: &beat})
}

// bad takes one that could not be read.
func (g *growing) bad(what string, text []byte) error {
	row := g.badRow(0, what, text)
	return g.hold(logbook.Entry{Bad: &row})
}

// hold puts an entry off for as long as nothing new was met.
func (g *growing) hold(e logbook.Entry) error {
	if g.was != (tail{}) && g.now.Newest <= g.was.Newest {
		g.held = append(g.held, e)
		return nil
	}
	return g.enter(e)
}

// end puts what was held where it is not what was there before, and moves the
// position of the bucket.
func (g *growing) end() error {
	if g.now == (tail{}) || g.now == g.was {
		return nil
	}
	for _, e := range g.held {
		if err := g.enter(e); err != nil {
			return err
		}
	}
	g.pulling.now.Tails[g.bucket.ID] = g.now
	return nil
}
