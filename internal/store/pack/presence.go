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
func (d *Reader) Presences(body []byte, day when.Day, yield func(logbook.Presence) error) error {
	r := reader{left: body}
	for last := when.Instant(0); len(r.left) > 0; {
		c := d.context(&r)
		from := last + when.Instant(r.varint())
		last = from + when.Instant(r.varint())
		if r.broken {
			return errBroken
		}
		err := yield(logbook.Presence{
			Day: day, Span: when.Span{From: from, To: last}, Lane: c.lane, Zone: c.zone, Type: c.kind,
			Project: c.project, Branch: c.branch, Language: c.language, Category: c.category, Session: c.sessionID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
