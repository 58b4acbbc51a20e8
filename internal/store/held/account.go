package held

import (
	"encoding/binary"
	"errors"
	"slices"
)

// part is how many rows of a table there are, and their sum.
type part struct {
	n   int64
	sum Sum
}

func (p *part) plus(o *part) {
	p.n += o.n
	p.sum.plus(&o.sum)
}

func (p *part) minus(o *part) {
	p.n -= o.n
	p.sum.minus(&o.sum)
}

// account is what lies at a place, by table.
type account map[Table]*part

func (a account) of(t Table) *part {
	if a[t] == nil {
		a[t] = &part{}
	}
	return a[t]
}

// errUnread says that a body of an account was not written so.
var errUnread = errors.New("the account of what is kept cannot be read")

// append writes the account: of each table its number, how many rows, and the sum.
func (a account) append(b []byte) []byte {
	for t := Table(1); t < end; t++ {
		if p := a[t]; p != nil && *p != (part{}) {
			b = append(b, byte(t))
			b = binary.AppendVarint(b, p.n)
			b = p.sum.append(b)
		}
	}
	return b
}

func readAccount(b []byte) (account, error) {
	a := account{}
	for len(b) > 0 {
		t := Table(b[0])
		n, size := binary.Varint(b[1:])
		if t < 1 || t >= end || size <= 0 || len(b) < 1+size+sumSize {
			return nil, errUnread
		}
		a.of(t).n = n
		a.of(t).sum.read(b[1+size:])
		b = b[1+size+sumSize:]
	}
	return a, nil
}

// Total is the account of all that is kept of a person.
type Total struct {
	Writes int64    // how often something was written
	Lined  int64    // which of them the audit's last line belongs to
	Lines  int64    // how many lines the audit has
	Root   [32]byte // over them
	rows   [end]int64
	sum    Sum
	kept   map[int64]account // of places, as far as they were read
}

// State is the hash over all that is kept, in hexadecimal.
func (t *Total) State() string { return t.sum.Hash() }

// Rows is how many rows each table has, by its name; a table with none is left out.
func (t *Total) Rows() map[string]int64 {
	all := map[string]int64{}
	for i := Table(1); i < end; i++ {
		if t.rows[i] != 0 {
			all[i.String()] = t.rows[i]
		}
	}
	return all
}

func (t *Total) append(b []byte) []byte {
	for _, n := range [...]int64{t.Writes, t.Lined, t.Lines} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = append(b, t.Root[:]...)
	b = t.sum.append(b)
	for _, n := range t.rows[1:] {
		b = binary.AppendVarint(b, n)
	}
	return b
}

// read takes a body apart; tables that came after it was written have no rows in it.
func (t *Total) read(b []byte) error {
	const fixed = 3*8 + 32 + sumSize
	if len(b) < fixed {
		return errUnread
	}
	for i, n := range []*int64{&t.Writes, &t.Lined, &t.Lines} {
		*n = int64(binary.BigEndian.Uint64(b[8*i:]))
	}
	copy(t.Root[:], b[24:])
	t.sum.read(b[56:])
	b = b[fixed:]
	for i := 1; i < int(end) && len(b) > 0; i++ {
		n, size := binary.Varint(b)
		if size <= 0 {
			return errUnread
		}
		t.rows[i], b = n, b[size:]
	}
	return nil
}

// places are those of accounts, in order.
func places(all map[int64]account) []int64 {
	var out []int64
	for n := range all {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
