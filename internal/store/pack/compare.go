package pack

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/backsight/backsight/internal/logbook"
)

// Compare orders two of one key: by More, by Raw, and then by whatever else
// they differ in, so that arrival decides nothing.
func Compare(a, b *logbook.Beat) int {
	switch {
	case a.More > b.More:
		return 1
	case a.More < b.More:
		return -1
	}
	if c := bytes.Compare(a.Raw, b.Raw); c != 0 {
		return c
	}
	return bytes.Compare(Whole(a), Whole(b))
}

// Whole is all of a beat as text.
func Whole(b *logbook.Beat) []byte {
	return fmt.Appendf(nil, "%d %d %d %t %q %q %q %q %q %q %q %q %q %t %q", b.At, b.More, b.For, b.Write, b.Lane,
		b.Key, b.Zone, b.Type, b.Entity, b.Project, b.Branch, b.Language, b.Category+"\x00"+b.Session, b.Raw != nil, b.Raw)
}

// Digested is what a digest takes of a beat: the hash of its key, its time, how complete it is, and what
// its source sent.
func Digested(to []byte, b *logbook.Beat, hash [8]byte) []byte {
	to = append(to, hash[:]...)
	to = binary.BigEndian.AppendUint64(to, uint64(b.At))
	to = binary.BigEndian.AppendUint64(to, uint64(b.More))
	return append(to, b.Raw...)
}
