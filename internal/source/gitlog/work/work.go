// Package work tells the works of people in a history apart and counts them: a copy of
// a commit, and the same commit in another clone, is the same work, as reckoning has it.
// Sets of works can be put together where sums cannot. It is pure.
package work

import (
	"encoding/binary"
	"hash/fnv"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Work is 48 bits of a hash of when a commit was written and of its first line.
type Work uint64

// size is how many bytes of a Work are kept.
const size = 6

// Of is the work that a commit is.
func Of(at when.Instant, subject string) Work {
	h := fnv.New64a()
	var written [8]byte
	binary.LittleEndian.PutUint64(written[:], uint64(at))
	h.Write(written[:])
	h.Write([]byte(subject))
	sum := h.Sum64()
	return Work(sum>>16 ^ sum&0xffff)
}

// Distinct are works in order, each once; all is put in order.
func Distinct(all []Work) []Work {
	slices.Sort(all)
	return slices.Compact(all)
}

// Pack writes works, six bytes each.
func Pack(all []Work) []byte {
	out := make([]byte, 0, size*len(all))
	for _, w := range all {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], uint64(w))
		out = append(out, b[:size]...)
	}
	return out
}

// Unpack reads what Pack wrote.
func Unpack(packed []byte) (all []Work) {
	for ; len(packed) >= size; packed = packed[size:] {
		var b [8]byte
		copy(b[:], packed[:size])
		all = append(all, Work(binary.LittleEndian.Uint64(b[:])))
	}
	return all
}

// Key is a name and an address.
type Key struct{ Name, Email string }

// KeyOf is the key of a namesake.
func KeyOf(n logbook.Namesake) Key { return Key{n.Name, n.Email} }

// Written is what was written under a name and address. The works are in any order,
// and a copy of one is in it again.
type Written struct {
	logbook.Namesake
	Works []Work
}

// Names are what was written, by name and address.
type Names map[Key]Written

// Add takes in what was written.
func (all Names) Add(n Written) {
	key := KeyOf(n.Namesake)
	if was, met := all[key]; met {
		n.Namesake, n.Works = was.And(n.Namesake), slices.Concat(was.Works, n.Works)
	}
	all[key] = n
}

// List is everybody, each with how many works are theirs: a copy counts once.
func (all Names) List() (out []logbook.Namesake) {
	for key, n := range all {
		n.Works = Distinct(n.Works)
		n.Commits, all[key] = len(n.Works), n
		out = append(out, n.Namesake)
	}
	return out
}

// Packed are the works of some of those in all.
func (all Names) Packed(some []logbook.Namesake) [][]byte {
	out := make([][]byte, 0, len(some))
	for _, n := range some {
		out = append(out, Pack(all[KeyOf(n)].Works))
	}
	return out
}
