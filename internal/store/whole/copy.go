package whole

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"
)

// Pages are the pages of a file, each in its place.
type Pages [][]byte

// Committed reads a file as it was committed last, its log included, without writing
// anything: no lock, no index of the log. It is how a store is read where SQLite, which
// needs both, cannot be. Another program may write meanwhile: the file is read first and
// its log after it, so that what was moved from the log into the file between the two
// still stands in the log, unless that was begun anew; then all is read again.
func Committed(file string) (Pages, error) {
	if info, err := os.Stat(file + "-journal"); err == nil && info.Size() > 0 {
		return nil, &Damage{File: file, Part: "a change that was cut short, and that only a program that may write can undo"}
	}
	for tries := 0; ; tries++ {
		all, still, err := committed(file)
		if err != nil || still {
			return all, err
		}
		if tries == 10 {
			return nil, fmt.Errorf("%s is being written all the time", file)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// committed is one try; still says that the log was not begun anew meanwhile.
func committed(file string) (all Pages, still bool, err error) {
	begun, err := logBegun(file)
	if err != nil {
		return nil, false, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, false, err
	}
	if len(text) < smallest {
		return nil, false, &Damage{File: file, Part: "its first page"}
	}
	size := int(binary.BigEndian.Uint16(text[16:]))
	if size == 1 {
		size = largest
	}
	if size < smallest || size&(size-1) != 0 {
		return nil, false, &Damage{File: file, Part: "its first page"}
	}
	for page := range slices.Chunk(text, size) {
		if len(page) == size {
			all = append(all, page[:size:size])
		}
	}
	log, err := os.ReadFile(file + "-wal")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, false, err
	}
	all = all.with(log)
	if err := all.alone(); err != nil {
		return nil, false, err
	}
	now, err := logBegun(file)
	return all, begun == now, err
}

// beginning is the head of a log, which is another whenever it is begun anew; or, where
// there is none, how the file stands.
type beginning struct {
	head [logHead]byte
	file stamp
}

func logBegun(file string) (b beginning, err error) {
	f, err := os.Open(file + "-wal")
	switch {
	case err == nil:
		defer f.Close()
		if n, _ := f.ReadAt(b.head[:], 0); n == logHead {
			return b, nil
		}
	case !errors.Is(err, fs.ErrNotExist):
		return b, err
	}
	return beginning{file: stampOf(file)}, nil
}

// Stand is how a file and its log stand: equal to another as long as nobody has written
// to them.
type Stand struct{ file, log stamp }

// StandOf looks how a file stands.
func StandOf(file string) Stand { return Stand{stampOf(file), stampOf(file + "-wal")} }

// stamp is the size of a file and when it was written to; of none the size is -1.
type stamp struct {
	size int64
	at   time.Time
}

func stampOf(file string) stamp {
	info, err := os.Stat(file)
	if err != nil {
		return stamp{size: -1}
	}
	return stamp{info.Size(), info.ModTime()}
}

// with is a file's pages with those that transactions of the log have put into their
// places. As SQLite does, it takes the first frame that is not as it was written for the
// end; Log tells whether that is right.
func (p Pages) with(log []byte) Pages {
	if len(log) < logHead || len(p) == 0 {
		return p
	}
	h, sound := readHeader(log)
	if !sound || h.page != int64(len(p[0])) {
		return p
	}
	checked := p[0][20] == Reserved
	before, changed := h.sum, map[uint32][]byte{}
	for frame := range slices.Chunk(log[logHead:], int(frameHead+h.page)) {
		if int64(len(frame)) < frameHead+h.page || [8]byte(frame[8:16]) != h.salt {
			break
		}
		now := before.over(frame[:8], h.big).over(frame[frameHead:], h.big)
		if now != readSum(frame[16:]) {
			break
		}
		before = now
		changed[binary.BigEndian.Uint32(frame)] = frame[frameHead:]
		if size := binary.BigEndian.Uint32(frame[4:]); size != 0 { // the transaction ends
			p = p.put(changed, int(size), checked)
			clear(changed)
		}
	}
	return p
}

// put is the pages with some in their places, numbered from 1, and so many in all.
func (p Pages) put(changed map[uint32][]byte, size int, checked bool) Pages {
	for len(p) < size {
		p = append(p, make([]byte, len(p[0])))
	}
	for n, page := range changed {
		if n == 0 || int(n) > size {
			continue
		}
		p[n-1] = page[:len(page):len(page)]
		if checked {
			p.seal(int(n - 1))
		}
	}
	return p[:size]
}

// alone makes it a file that needs no log (https://sqlite.org/fileformat.html, 1.3.3).
func (p Pages) alone() error {
	if len(p) == 0 || len(p[0]) < 100 {
		return errors.New("it has no first page")
	}
	reserved, was := p[0][20], sealOf(p[0])
	sound := [Reserved]byte(p[0][len(p[0])-Reserved:]) == was
	p[0] = slices.Clone(p[0])
	p[0][18], p[0][19] = 1, 1
	if reserved == Reserved && sound { // what was damaged stays so
		p.seal(0)
	}
	return nil
}

// seal puts the checksum of a page to its end, as SQLite's driver does when it writes
// one into the file (https://sqlite.org/cksumvfs.html).
func (p Pages) seal(i int) {
	sum := sealOf(p[i])
	copy(p[i][len(p[i])-Reserved:], sum[:])
}

func sealOf(page []byte) (out [Reserved]byte) {
	s := sum{}.over(page[:len(page)-Reserved], false)
	binary.LittleEndian.PutUint32(out[:], s[0])
	binary.LittleEndian.PutUint32(out[4:], s[1])
	return out
}
