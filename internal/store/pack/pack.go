// Package pack writes small what comes by the million, and gives it back as it
// came, byte for byte: beats, presences, the numbers of a day, the months of a
// calendar, the days of assistants. FORMAT.md of the store tells each byte.
//
// # A beat
//
// Two heartbeats of one editor differ in little: the time, the line. What they have
// in common lies in a dictionary of words that only grows, so that whatever was
// packed can be unpacked with the same words, and with more:
//
//	{"entity":"/src/a.go","time":1700000000.25,"lines":120,"project":"a"}
//
//	shape   {"entity":E,"time":T,"lines":N,"project":P}   one word for thousands of items
//	context machine, program, zone, type, project, …      one word for a run of beats
//	rest    the entity's word, the flags, 120             some ten bytes
//
// The shape has holes that refer to the beat's own fields, to numbers and to words.
// A text that is said for the first time is written out; most of what is said but
// once is never said again.
//
// # A month
//
// Occurrences stand in a table of texts of their own, not in the dictionary: what
// somebody takes out of their calendar leaves no word behind.
//
// It is no format for anywhere but the store, which keeps a beat's source, time and
// hash beside it, and seals each body with a check. It opens nothing and knows no
// SQL. What cannot be unpacked is an error, and takes no more memory than its
// length.
package pack

import (
	"encoding/binary"
	"errors"
)

// Words is a dictionary that may grow. Number is the number of a word, counted
// from 1, or 0 for one that is not worth keeping: then the text itself is
// written.
type Words interface {
	Number(said []byte) uint64
}

// Dictionary is the words so far, the first at 0.
type Dictionary []string

// LongestWord is how long a text may be that is kept as a word, in bytes.
const LongestWord = 4 << 10

var errBroken = errors.New("a packed beat that cannot be unpacked")

// ref writes a text as the number of its word, or after 0 as itself.
func ref(to, said []byte, w Words) []byte {
	if len(said) <= LongestWord {
		if n := w.Number(said); n > 0 {
			return binary.AppendUvarint(to, n)
		}
	}
	return text(append(to, 0), said)
}

// text writes a text with its length before it.
func text[T string | []byte](to []byte, s T) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

// reader takes bytes apart. Past the end it is broken and gives nothing.
type reader struct {
	left   []byte
	broken bool
}

func (r *reader) fail() {
	r.broken, r.left = true, nil
}

func (r *reader) byte() byte {
	if len(r.left) == 0 {
		r.fail()
		return 0
	}
	b := r.left[0]
	r.left = r.left[1:]
	return b
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.left)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.left)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.left)) {
		r.fail()
		return nil
	}
	b := r.left[:n]
	r.left = r.left[n:]
	return b
}

// text reads what text wrote.
func (r *reader) text() []byte { return r.bytes(r.uvarint()) }

// ref reads what ref wrote. A word is shared, not copied.
func (r *reader) ref(d Dictionary) string {
	n := r.uvarint()
	if n == 0 {
		return string(r.text())
	}
	if n > uint64(len(d)) {
		r.fail()
		return ""
	}
	return d[n-1]
}
