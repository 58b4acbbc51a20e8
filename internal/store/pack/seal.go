package pack

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// What is packed has no id to be held against, so it ends in a check: of a beat
// over its time and hash too, for two bytes a row. It finds what a disk or a
// stray statement did; it is no proof against somebody who wants to deceive.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const (
	sealSize     = 4
	beatSealSize = 2
)

// Seal appends the check of a text.
func Seal(said []byte) []byte {
	return binary.BigEndian.AppendUint32(said, crc32.Checksum(said, castagnoli))
}

// Unseal is the text of a sealed one.
func Unseal(sealed []byte) ([]byte, error) {
	n := len(sealed) - sealSize
	if n < 0 || binary.BigEndian.Uint32(sealed[n:]) != crc32.Checksum(sealed[:n], castagnoli) {
		return nil, ErrChanged()
	}
	return sealed[:n], nil
}

// UnsealReckoned is Unseal for what stands in a table that can be reckoned again.
func UnsealReckoned(table string, sealed []byte) ([]byte, error) {
	said, err := Unseal(sealed)
	if err != nil {
		err = fault.New(fault.Failed, "what was worked out is damaged: table %s", table).
			Try("`backsight rebuild` works it out again from the evidence")
	}
	return said, err
}

// beatCheck is the check of a beat's body.
func beatCheck(at when.Instant, h, body []byte) uint16 {
	var row [16]byte
	binary.BigEndian.PutUint64(row[:], uint64(at))
	copy(row[8:], h)
	return uint16(crc32.Update(crc32.Checksum(row[:], castagnoli), castagnoli, body))
}

// SealBeat appends the check of a beat's body.
func SealBeat(at when.Instant, h, body []byte) []byte {
	return binary.BigEndian.AppendUint16(body, beatCheck(at, h, body))
}

// UnsealBeat is the body of a sealed one.
func UnsealBeat(at when.Instant, h, sealed []byte) ([]byte, error) {
	n := len(sealed) - beatSealSize
	if n < 0 || binary.BigEndian.Uint16(sealed[n:]) != beatCheck(at, h, sealed[:n]) {
		return nil, ErrChanged()
	}
	return sealed[:n], nil
}

// ErrChanged says that what a program sent is no longer as it came.
func ErrChanged() error {
	return fault.New(fault.Failed, "stored activity is damaged or was changed after it was received").
		Try("bring back a backup of it")
}
