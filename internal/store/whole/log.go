package whole

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// The shape of a log (https://sqlite.org/fileformat.html#the_write_ahead_log): a
// header, then frames, each of a header and a page. Its numbers are big-endian.
const (
	logHead   = 32
	frameHead = 24

	magic    = 0x377f0682 // the last bit says in which order checksums read words
	smallest = 512        // page
	largest  = 65536
)

// header is what a log's first bytes say.
type header struct {
	page int64 // bytes of a page
	salt [8]byte
	sum  sum
	big  bool
}

// sum is a checksum of SQLite's log, which goes on from one frame to the next.
type sum [2]uint32

// read is the sum as a header holds it.
func readSum(b []byte) sum { return sum{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])} }

// over is the sum with more bytes, a multiple of eight.
func (s sum) over(b []byte, big bool) sum {
	if big {
		for ; len(b) >= 8; b = b[8:] {
			s[0] += binary.BigEndian.Uint32(b) + s[1]
			s[1] += binary.BigEndian.Uint32(b[4:]) + s[0]
		}
		return s
	}
	s0, s1 := s[0], s[1]
	for ; len(b) >= 8; b = b[8:] {
		s0 += binary.LittleEndian.Uint32(b) + s1
		s1 += binary.LittleEndian.Uint32(b[4:]) + s0
	}
	return sum{s0, s1}
}

// readHeader takes the header of a log apart; false where it is none.
func readHeader(b []byte) (h header, sound bool) {
	word := binary.BigEndian.Uint32(b)
	h = header{page: int64(binary.BigEndian.Uint32(b[8:])), sum: readSum(b[24:]), big: word == magic|1}
	copy(h.salt[:], b[16:24])
	sound = word&^1 == magic && h.page >= smallest && h.page <= largest && h.page&(h.page-1) == 0 &&
		sum{}.over(b[:24], h.big) == h.sum
	return h, sound
}

// Log looks at the log that a file was left with. SQLite takes the first frame that
// is not as it was written for the end of the log, which is right where that is what
// a power cut left of the last transaction, and would lose all that was acknowledged
// after it where it is not. A transaction is on the disk before the next one begins,
// so a sound frame after one that ends a later transaction tells the two apart.
func Log(file string) error {
	for tries := 0; ; tries++ {
		damaged, err := damagedLog(file + "-wal")
		if err != nil || !damaged {
			return err
		}
		if tries == 3 { // nobody is just writing it
			return &Damage{File: file, Part: "its write-ahead log"}
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func damagedLog(name string) (bool, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() <= logHead+frameHead+smallest {
		return false, err
	}
	var head [logHead]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return false, err
	}
	h, sound := readHeader(head[:])
	if !sound {
		return true, nil
	}
	return h.broken(io.NewSectionReader(f, logHead, info.Size()-logHead))
}

// broken reads the frames and says whether one in the middle was changed.
func (h header) broken(frames io.Reader) (bool, error) {
	frame := make([]byte, frameHead+h.page)
	before, lost, ended := h.sum, false, false
	for {
		if _, err := io.ReadFull(frames, frame); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				err = nil
			}
			return false, err
		}
		ours, ends := [8]byte(frame[8:16]) == h.salt, binary.BigEndian.Uint32(frame[4:]) != 0
		now := readSum(frame[16:])
		sound := ours && before.over(frame[:8], h.big).over(frame[frameHead:], h.big) == now
		if before = now; sound && ended {
			return true, nil
		}
		lost = lost || !sound // or the end: what follows is of an older log
		ended = ended || lost && ours && ends
	}
}
