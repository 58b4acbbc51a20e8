// Package held keeps account of what a store holds: of every table of evidence, and of
// every place, how many rows there are and a digest of what they say. Whoever writes a
// row says so to the [Changes] of its transaction; what is there can be counted again
// ([Count]) and held against the account, which then names the table and the place
// where a row was changed, put in or taken out behind the store's back.
//
//	row ──► SHA-256 over its table and columns ──► 2,048 bits (MGF1) ──► added up
//
//	held, one row a place:  table ─► how many, sum
//	held, one row for all:  how often anything was written, how many lines the audit
//	                        has and its root, how many rows of each table, sum of all
//
// A sum does not depend on the order in which rows came, and a row is taken out of it
// as it was put in. It is AdHash (Bellare and Micciancio, "A New Paradigm for
// Collision-Free Hashing: Incrementality at Reduced Cost", EUROCRYPT 1997): whoever
// finds other rows with the same sum has solved a random instance of the weighted
// knapsack. The best way known to do that is Wagner's ("A Generalized Birthday
// Problem", CRYPTO 2002), which with k rows takes about k·2^(2048/(1+log2 k)) steps:
// 2^106 for sixteen million rows of one's own choice. 256 bits, which would do for a
// hash, would fall to it within 2^35.
//
// Every line of the audit names the sum of all, so that who changes rows and account
// alike must write the audit anew, and that is held against a root kept elsewhere.
package held

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"math/bits"

	"github.com/backsight/backsight/internal/base/when"
)

// sumSize is how many bytes a sum has.
const sumSize = 256

// Sum is the sum of the digests of rows modulo 2^2048, the lowest word first.
type Sum [sumSize / 8]uint64

// plus adds another.
func (s *Sum) plus(o *Sum) {
	var carry uint64
	for i := range s {
		s[i], carry = bits.Add64(s[i], o[i], carry)
	}
}

// minus takes another away.
func (s *Sum) minus(o *Sum) {
	var borrow uint64
	for i := range s {
		s[i], borrow = bits.Sub64(s[i], o[i], borrow)
	}
}

// append is the sum in bytes, the lowest first.
func (s *Sum) append(b []byte) []byte {
	for _, word := range s {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return b
}

func (s *Sum) read(b []byte) {
	for i := range s {
		s[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
}

// Hash is the SHA-256 of the sum in hexadecimal.
func (s *Sum) Hash() string {
	h := sha256.Sum256(s.append(nil))
	return hex.EncodeToString(h[:])
}

// digester turns rows into digests; its room is used again for the next.
type digester struct {
	text []byte
	one  Sum
}

// row is the digest of a row, good until the next: of the table's name and its columns,
// each a byte for what it is, its length where that varies, and its bytes.
func (d *digester) row(table string, columns []any) *Sum {
	d.text = append(append(d.text[:0], table...), 0)
	for _, c := range columns {
		d.column(c)
	}
	var seed [sha256.Size + 4]byte // MGF1, RFC 8017 B.2.1
	h := sha256.Sum256(d.text)
	copy(seed[:], h[:])
	for i := range uint32(sumSize / sha256.Size) {
		binary.BigEndian.PutUint32(seed[sha256.Size:], i)
		part := sha256.Sum256(seed[:])
		for j := range 4 {
			d.one[4*int(i)+j] = binary.LittleEndian.Uint64(part[8*j:])
		}
	}
	return &d.one
}

func (d *digester) column(c any) {
	number := func(n int64) { d.text = binary.BigEndian.AppendUint64(append(d.text, 'n'), uint64(n)) }
	switch c := c.(type) {
	case nil:
		d.text = append(d.text, '-')
	case int64:
		number(c)
	case int:
		number(int64(c))
	case when.Instant:
		number(int64(c))
	case sql.NullInt64:
		if c.Valid {
			number(c.Int64)
		} else {
			d.column(nil)
		}
	case string:
		d.text = append(binary.BigEndian.AppendUint64(append(d.text, 't'), uint64(len(c))), c...)
	case []byte:
		d.text = append(binary.BigEndian.AppendUint64(append(d.text, 't'), uint64(len(c))), c...)
	default:
		panic("held: a column that is neither number nor text") // a mistake of who writes it
	}
}
