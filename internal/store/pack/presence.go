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
		c := contextOfPresence(v)
		p.spare = c.append(p.spare[:0])
		body = ref(body, p.spare, p.words)
		body = binary.AppendVarint(body, int64(v.Span.From-last))
		body = binary.AppendVarint(body, int64(v.Span.To-v.Span.From))
		last = v.Span.To
	}
	return body
}

// Presences hands over the presences of a day, in their order.
func (d *Reader) Presences(body []byte, day when.Day, yield func(*logbook.Presence) error) error {
	return d.spans(body, func(c *context, s when.Span) error {
		v := c.presence(day, s)
		return yield(&v)
	})
}

// Sums hands over the presences of a day with those that differ in nothing but
// their span put together: one that begins with the first of them and lasts as
// long as all of them. They come in the order of the first.
func (d *Reader) Sums(body []byte, day when.Day, yield func(*logbook.Presence) error) error {
	var order []*context
	sums := map[*context]when.Span{}
	err := d.spans(body, func(c *context, s when.Span) error {
		if sum, met := sums[c]; met {
			s = when.Span{From: sum.From, To: sum.To + s.To - s.From}
		} else {
			order = append(order, c)
		}
		sums[c] = s
		return nil
	})
	for i := 0; err == nil && i < len(order); i++ {
		v := order[i].presence(day, sums[order[i]])
		err = yield(&v)
	}
	return err
}

func (c *context) presence(day when.Day, s when.Span) logbook.Presence {
	return logbook.Presence{
		Day: day, Span: s, Lane: c.lane, Zone: c.zone, Type: c.kind,
		Project: c.project, Branch: c.branch, Language: c.language, Category: c.category, Session: c.sessionID,
	}
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
