package pack

import (
	"encoding/binary"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Presences packs the presences of a day, but for the day, and appends them to
// a body.
func (p *Packer) Presences(body []byte, all []logbook.Presence) []byte {
	last := when.Instant(0)
	for i := range all {
		v := &all[i]
		c := context{Presence: *v}
		p.spare = c.append(p.spare[:0])
		body = ref(body, p.spare, p.words)
		body = binary.AppendVarint(body, int64(v.Span.From-last))
		body = binary.AppendVarint(body, int64(v.Span.To-v.Span.From))
		last = v.Span.To
	}
	return body
}

// Presences hands over the presences of a day, in their order. What it hands
// over holds until the next.
func (d *Reader) Presences(body []byte, day when.Day, yield func(*logbook.Presence) error) error {
	return d.spans(body, func(c *context, s when.Span) error {
		return yield(c.at(day, s))
	})
}

// Sums hands over the presences of a day with those that differ in nothing but
// their span put together: one that begins with the first of them and lasts as
// long as all of them. They come in the order of the first.
func (d *Reader) Sums(body []byte, day when.Day, yield func(*logbook.Presence) error) error {
	d.sums = d.sums[:0]
	err := d.spans(body, func(c *context, s when.Span) error {
		if at := c.sum; at < len(d.sums) && d.sums[at].of == c {
			d.sums[at].To += s.To - s.From
			return nil
		}
		c.sum = len(d.sums)
		d.sums = append(d.sums, sum{c, s})
		return nil
	})
	for i := 0; err == nil && i < len(d.sums); i++ {
		err = yield(d.sums[i].of.at(day, d.sums[i].Span))
	}
	return err
}

// sum is a sum so far, and of what.
type sum struct {
	of *context
	when.Span
}

// at is the presence of a context on a day. It holds until the next.
func (c *context) at(day when.Day, s when.Span) *logbook.Presence {
	c.Day, c.Span = day, s
	return &c.Presence
}

func (d *Reader) spans(body []byte, each func(*context, when.Span) error) error {
	r := reader{left: body}
	for last := when.Instant(0); len(r.left) > 0; {
		c := d.context(&r)
		from := last + when.Instant(r.varint())
		last = from + when.Instant(r.varint())
		if r.broken {
			return errBroken
		}
		if err := each(c, when.Span{From: from, To: last}); err != nil {
			return err
		}
	}
	return nil
}
