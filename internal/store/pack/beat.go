package pack

import (
	"encoding/base64"
	"encoding/binary"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// The first byte of a body.
const (
	hasWrite = 1 << iota
	hasFor
	hasMore
	hasDigest // the key is 16 bytes in the base64 of addresses
	hasItem   // of the raw item the shape and the values
	hasPlain  // the raw item as it is
)

// Packer packs beats with one dictionary. It is for one goroutine.
type Packer struct {
	words                Words
	shape, values, spare []byte
}

// NewPacker is a packer that makes its words in a dictionary.
func NewPacker(w Words) *Packer { return &Packer{words: w} }

// Beat packs all of a beat but its time, and appends it to a body.
func (p *Packer) Beat(body []byte, b *logbook.Beat) []byte {
	start := len(body)
	body = append(body, 0)
	flag := func(f byte, yes bool) bool {
		if yes {
			body[start] |= f
		}
		return yes
	}
	flag(hasWrite, b.Write)
	c := contextOf(b)
	p.spare = c.append(p.spare[:0])
	body = ref(body, p.spare, p.words)
	p.spare = append(p.spare[:0], b.Entity...)
	body = ref(body, p.spare, p.words)
	if flag(hasFor, b.For != 0) {
		body = binary.AppendVarint(body, int64(b.For))
	}
	if flag(hasMore, b.More != 0) {
		body = binary.AppendVarint(body, b.More)
	}
	if sum, is := digest(b.Key); flag(hasDigest, is) {
		body = append(body, sum[:]...)
	} else {
		body = ref(body, p.key(b), p.words)
	}
	switch {
	case b.Raw == nil:
	case flag(hasItem, p.item(b)):
		body = append(ref(body, p.shape, p.words), p.values...)
	default:
		flag(hasPlain, true)
		body = append(body, b.Raw...)
	}
	return body
}

// Beat unpacks a beat whose At is filled in, with its Raw where it is asked for.
func (d *Reader) Beat(body []byte, b *logbook.Beat, raw bool) error {
	r := reader{left: body}
	flags := r.byte()
	c := d.context(&r)
	b.Lane, b.Zone, b.Type, b.Project, b.Branch = c.Lane, c.Zone, c.Type, c.Project, c.Branch
	b.Language, b.Category, b.Session = c.Language, c.Category, c.Session
	b.Entity, b.Write = r.ref(d.words), flags&hasWrite != 0
	b.For, b.More, b.Raw = 0, 0, nil
	if flags&hasFor != 0 {
		b.For = when.Instant(r.varint())
	}
	if flags&hasMore != 0 {
		b.More = r.varint()
	}
	if flags&hasDigest != 0 {
		b.Key = base64.RawURLEncoding.EncodeToString(r.bytes(digestSize))
	} else {
		b.Key = string(fill(nil, r.ref(d.words), &reader{}, b, d.words, &r.broken))
	}
	if raw && flags&hasItem != 0 {
		shape := r.ref(d.words)
		b.Raw = fill(make([]byte, 0, 2*len(shape)), shape, &r, b, d.words, &r.broken)
	}
	if raw && flags&hasPlain != 0 {
		b.Raw = append([]byte{}, r.left...)
	}
	if r.broken {
		return errBroken
	}
	return nil
}

const digestSize = 16

// digest is what a key stands for that is nothing but a digest.
func digest(key string) (sum [digestSize]byte, is bool) {
	if len(key) != base64.RawURLEncoding.EncodedLen(digestSize) {
		return sum, false
	}
	var buf [digestSize + 2]byte
	n, err := base64.RawURLEncoding.Strict().Decode(buf[:], []byte(key))
	return [digestSize]byte(buf[:]), err == nil && n == digestSize
}
