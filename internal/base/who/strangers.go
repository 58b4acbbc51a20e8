package who

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// Strangers are addresses of which a person said that they are somebody else's. Only
// keyed hashes of them are held: they name nobody, but are recognised. The zero
// Strangers are none.
type Strangers struct {
	Key    Person
	Hashes []string // of Stranger, in order
}

// Stranger is the keyed hash of an address, or of the name where there is no address:
// HMAC-SHA256 (RFC 2104) with the person's number, the first 16 bytes in hex.
func Stranger(key Person, i Identity) string {
	h := hmac.New(sha256.New, binary.BigEndian.AppendUint64([]byte("backsight stranger "), uint64(key)))
	h.Write([]byte(i))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Has says whether an address is one of them.
func (s Strangers) Has(i Identity) bool {
	return len(s.Hashes) > 0 && slices.Contains(s.Hashes, Stranger(s.Key, i))
}

// Marks are the hashes: two that are equal hold the same strangers.
func (s Strangers) Marks() []string { return s.Hashes }
