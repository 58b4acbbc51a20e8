// Package slim reads logs of JSON lines that hold long texts nobody needs: of every
// string it keeps the beginning and how long it was, so that memory follows the
// structure of a line and not its size. It reads the loose values that such logs
// write, and knows nothing of what they mean.
//
// Invariant: what is left of a line that is JSON is JSON of the same structure.
package slim

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// keptBytes is how many bytes of a string in a log are looked at. Prompts, answers
// and pictures are longer and only their length matters, so a line of 64 MB
// takes no more memory than its structure.
const keptBytes = 1024

// most is how much structure one line may hold.
const most = 8 << 20

// Lines reads JSON lines, every long string in them cut: what is left out of a
// string stands as U+0001 and a number of bytes at its end. See Length.
type Lines struct {
	in     *bufio.Reader
	Offset int64 // in the file, after the last line given
	N      int   // of the last line given, from 1
	Huge   bool  // the last line held more than most

	line []byte
	slim slimmer
}

// New reads from the beginning of what is given.
func New(r io.Reader) *Lines {
	return &Lines{in: bufio.NewReaderSize(r, 64<<10)}
}

// Raw is what was not yet read, nothing of it cut: for a log in whose long texts
// there is something to be found. Nothing else can be read of Lines afterwards.
func (l *Lines) Raw() io.Reader { return l.in }

// Next is the next line without its end. ended is false where the file stops
// before the line does: it may still be being written, and Offset stays before
// it. The line is good until the next call.
func (l *Lines) Next() (line []byte, ended bool, err error) {
	l.line, l.slim, l.Huge = l.line[:0], slimmer{}, false
	size := int64(0)
	for {
		chunk, err := l.in.ReadSlice('\n')
		size += int64(len(chunk))
		ended = err == nil
		if ended {
			chunk = chunk[:len(chunk)-1]
		}
		if l.line = l.slim.add(l.line, chunk); len(l.line) > most {
			l.Huge, l.line = true, l.line[:0]
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (!errors.Is(err, io.EOF) || size == 0) {
			return nil, false, err
		}
		break
	}
	if l.N++; ended {
		l.Offset += size
	}
	return bytes.TrimSpace(l.line), ended, nil
}

// slimmer copies JSON and cuts its long strings.
type slimmer struct {
	inside bool // a string
	escape int  // bytes of an escape still to come
	size   int  // of the string so far
	cut    int  // bytes of it left out
}

// add appends what is to be kept of a chunk. An escape is kept or cut whole.
func (s *slimmer) add(to, chunk []byte) []byte {
	for i := 0; i < len(chunk); i++ {
		b := chunk[i]
		switch {
		case !s.inside:
			s.inside = b == '"'
			to = append(to, b)
		case s.escape == 0 && b == '"':
			if s.cut > 0 {
				to = strconv.AppendInt(append(to, `\u0001`...), int64(s.cut), 10)
			}
			to, *s = append(to, b), slimmer{}
		default:
			to = s.char(to, b)
			if s.cut > 0 && s.escape == 0 {
				rest := plain(chunk[i+1:])
				s.cut, i = s.cut+rest, i+rest
			}
		}
	}
	return to
}

// char takes one byte inside a string.
func (s *slimmer) char(to []byte, b byte) []byte {
	if s.escape == 0 && (s.size >= keptBytes || s.cut > 0) {
		s.cut++
		if b == '\\' {
			s.escape = 1
		}
		return to
	}
	switch {
	case s.escape == 0 && b == '\\':
		s.escape = 1
	case s.escape == 1 && b == 'u':
		s.escape = 5 - 1
	case s.escape > 0:
		s.escape--
	}
	if s.cut > 0 {
		s.cut++
		return to
	}
	s.size++
	return append(to, b)
}

// plain is how many bytes come before the next that means something.
func plain(b []byte) int {
	if i := bytes.IndexAny(b, `"\`); i >= 0 {
		return i
	}
	return len(b)
}

// Length is how many bytes a string had before it was cut.
func Length(s string) int {
	i := strings.LastIndexByte(s, 1)
	if i < 0 {
		return len(s)
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n < 0 {
		return len(s)
	}
	return i + n
}

// Stream gives the lines as a stream, for files that are one JSON value.
type Stream struct {
	*Lines
	rest []byte
}

// Read is io.Reader's.
func (s *Stream) Read(b []byte) (int, error) {
	for len(s.rest) == 0 {
		line, _, err := s.Next()
		if err != nil {
			return 0, err
		}
		s.rest = append(append(s.rest[:0], line...), '\n')
	}
	n := copy(b, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}
