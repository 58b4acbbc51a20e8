// Package pack writes a beat small and gives it back as it came. What one beat
// shares with others lies in a dictionary of words that only grows. Whatever is
// packed can be unpacked with the same words; it is no format for anywhere but
// the store, which keeps the beat's source, time and hash of its key beside it.
package pack

import (
	"encoding/binary"
	"errors"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Words is a dictionary that may grow. Words count from 1.
type Words interface {
	Number(said string) uint64
}

// Dictionary is the words so far, the first at 0.
type Dictionary []string

var errBroken = errors.New("a packed beat that cannot be unpacked")

// Beat packs all of a beat but its source, its time and its hash, and appends
// it to a body.
func Beat(body []byte, b *logbook.Beat, w Words) []byte {
	body = binary.AppendUvarint(body, w.Number(context(b.Lane, b.Zone, b.Type, b.Project, b.Branch, b.Language, b.Category, b.Session)))
	body = binary.AppendVarint(body, b.More)
	body = binary.AppendVarint(body, int64(b.For))
	write := uint64(0)
	if b.Write {
		write = 1
	}
	if b.Raw != nil {
		write |= 2
	}
	body = binary.AppendUvarint(body, write)
	body = text(body, b.Key)
	body = text(body, b.Entity)
	return append(body, b.Raw...)
}

// context is one text for what a run of beats has in common.
func context(l logbook.Lane, more ...string) string {
	var out []byte
	for _, s := range append([]string{l.Source, l.Machine, l.Program}, more...) {
		out = text(out, s)
	}
	return string(out)
}

func text(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

// reader takes bytes apart. Past the end it is broken and gives nothing.
type reader struct {
	left   []byte
	broken bool
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.left)
	if n <= 0 {
		r.broken, r.left = true, nil
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.left)
	if n <= 0 {
		r.broken, r.left = true, nil
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.left)) {
		r.broken, r.left = true, nil
		return ""
	}
	s := string(r.left[:n])
	r.left = r.left[n:]
	return s
}

func (d Dictionary) at(n uint64) (string, bool) {
	if n == 0 || n > uint64(len(d)) {
		return "", false
	}
	return d[n-1], true
}

// Unpack fills in a beat whose At is known, with its Raw where it is asked for.
func Unpack(body []byte, d Dictionary, b *logbook.Beat, raw bool) error {
	r := reader{left: body}
	said, ok := d.at(r.uvarint())
	if !ok {
		return errBroken
	}
	c := reader{left: []byte(said)}
	for _, into := range []*string{
		&b.Lane.Source, &b.Lane.Machine, &b.Lane.Program, &b.Zone, &b.Type, &b.Project, &b.Branch, &b.Language, &b.Category, &b.Session,
	} {
		*into = c.text()
	}
	b.More = r.varint()
	b.For = when.Instant(r.varint())
	flags := r.uvarint()
	b.Write = flags&1 != 0
	b.Key, b.Entity, b.Raw = r.text(), r.text(), nil
	if raw && flags&2 != 0 {
		b.Raw = append([]byte{}, r.left...)
	}
	if r.broken || c.broken {
		return errBroken
	}
	return nil
}

// Presences packs the presences of a day, but the day.
func Presences(body []byte, all []logbook.Presence, w Words) []byte {
	last := when.Instant(0)
	for i := range all {
		p := &all[i]
		body = binary.AppendUvarint(body, w.Number(context(p.Lane, p.Zone, p.Type, p.Project, p.Branch, p.Language, p.Category, p.Session)))
		body = binary.AppendVarint(body, int64(p.Span.From-last))
		body = binary.AppendVarint(body, int64(p.Span.To-p.Span.From))
		last = p.Span.To
	}
	return body
}

// UnpackPresences hands over the presences of a day.
func UnpackPresences(body []byte, d Dictionary, day when.Day, yield func(logbook.Presence) error) error {
	r := reader{left: body}
	last := when.Instant(0)
	for len(r.left) > 0 {
		p := logbook.Presence{Day: day}
		said, ok := d.at(r.uvarint())
		if !ok {
			return errBroken
		}
		c := reader{left: []byte(said)}
		for _, into := range []*string{
			&p.Lane.Source, &p.Lane.Machine, &p.Lane.Program, &p.Zone, &p.Type, &p.Project, &p.Branch, &p.Language, &p.Category, &p.Session,
		} {
			*into = c.text()
		}
		p.Span.From = last + when.Instant(r.varint())
		p.Span.To = p.Span.From + when.Instant(r.varint())
		last = p.Span.To
		if r.broken || c.broken {
			return errBroken
		}
		if err := yield(p); err != nil {
			return err
		}
	}
	return nil
}
