package store

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

// seal appends the check of a text.
func seal(said []byte) []byte {
	return binary.BigEndian.AppendUint32(said, crc32.Checksum(said, castagnoli))
}

// unseal is the text of a sealed one.
func unseal(sealed []byte) ([]byte, error) {
	n := len(sealed) - sealSize
	if n < 0 || binary.BigEndian.Uint32(sealed[n:]) != crc32.Checksum(sealed[:n], castagnoli) {
		return nil, errChanged()
	}
	return sealed[:n], nil
}

// beatCheck is the check of a beat's body.
func beatCheck(at when.Instant, h, body []byte) uint16 {
	var row [16]byte
	binary.BigEndian.PutUint64(row[:], uint64(at))
	copy(row[8:], h)
	return uint16(crc32.Update(crc32.Checksum(row[:], castagnoli), castagnoli, body))
}

func sealBeat(at when.Instant, h, body []byte) []byte {
	return binary.BigEndian.AppendUint16(body, beatCheck(at, h, body))
}

func unsealBeat(at when.Instant, h, sealed []byte) ([]byte, error) {
	n := len(sealed) - beatSealSize
	if n < 0 || binary.BigEndian.Uint16(sealed[n:]) != beatCheck(at, h, sealed[:n]) {
		return nil, errChanged()
	}
	return sealed[:n], nil
}

func errChanged() error {
	return fault.New(fault.Failed, "stored activity was changed after it was received").
		Try("bring back a backup of it")
}
