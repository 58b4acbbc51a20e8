package pack

import (
	"encoding/binary"
	"strconv"

	"github.com/backsight/backsight/internal/logbook"
)

// item finds the shape and the values of a raw item that is a JSON object:
// strings, numbers, lists and objects in it are holes; names, literals and white
// space are its shape. It is false for anything else. Whether the JSON is valid
// is not asked: what is put together again is the same in any case.
func (p *Packer) item(b *logbook.Beat) bool {
	s := scan{raw: b.Raw, Packer: p, beat: b, known: fields(b)}
	p.shape, p.values = p.shape[:0], p.values[:0]
	if s.blank(); !s.take('{') {
		return false
	}
	for s.blank(); !s.take('}'); s.blank() {
		if !s.member() {
			return false
		}
		if s.blank(); s.at < len(s.raw) && s.raw[s.at] != '}' && !s.take(',') {
			return false
		}
	}
	s.blank()
	p.shape = text(p.shape, s.raw[s.from:])
	return s.at == len(s.raw) && !s.broken
}

// scan goes through a raw item. What lies from from to at is not written yet.
type scan struct {
	*Packer
	raw      []byte
	from, at int
	beat     *logbook.Beat
	known    [numberOfFields]string
	broken   bool
}

func (s *scan) take(c byte) bool {
	if s.at < len(s.raw) && s.raw[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scan) blank() {
	for s.at < len(s.raw) && (s.raw[s.at] == ' ' || s.raw[s.at] == '\n' || s.raw[s.at] == '\t' || s.raw[s.at] == '\r') {
		s.at++
	}
}

// member reads a name and its value.
func (s *scan) member() bool {
	if !s.take('"') || !s.quoted() {
		return false
	}
	if s.blank(); !s.take(':') {
		return false
	}
	s.blank()
	if s.at >= len(s.raw) {
		return false
	}
	switch c := s.raw[s.at]; {
	case c == '"':
		return s.string()
	case c == '{' || c == '[':
		return s.nested()
	case c == '-' || c >= '0' && c <= '9':
		s.number()
		return true
	default:
		return s.literal()
	}
}

// quoted goes behind the quote that ends a string.
func (s *scan) quoted() bool {
	for ; s.at < len(s.raw); s.at++ {
		switch s.raw[s.at] {
		case '"':
			s.at++
			return true
		case '\\':
			s.at++
		}
	}
	return false
}

// hole ends a piece of the shape before start and goes on behind the value.
func (s *scan) hole(start int, kind byte) {
	s.shape = append(text(s.shape, s.raw[s.from:start]), kind)
	s.from = s.at
}

// string reads a string, whose quotes stay in the shape; an empty one stays
// whole.
func (s *scan) string() bool {
	start := s.at + 1
	s.at++
	if !s.quoted() {
		return false
	}
	s.at--
	said := s.raw[start:s.at]
	if len(said) == 0 {
		s.at++
		return true
	}
	hole := byte(holeWord)
	for f, known := range s.known {
		if string(said) == known {
			hole = byte(f)
			break
		}
	}
	s.hole(start, hole)
	if hole == holeWord {
		s.values = ref(s.values, said, s.words)
	}
	s.at++
	return true
}

// nested reads a list or an object as one text.
func (s *scan) nested() bool {
	start := s.at
	for depth := 0; s.at < len(s.raw); {
		c := s.raw[s.at]
		s.at++
		switch c {
		case '"':
			if !s.quoted() {
				return false
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				s.hole(start, holeWord)
				s.values = ref(s.values, s.raw[start:s.at], s.words)
				return true
			}
		}
	}
	return false
}

// literal reads true, false or null, which stay in the shape.
func (s *scan) literal() bool {
	for _, l := range []string{"true", "false", "null"} {
		if len(s.raw)-s.at >= len(l) && string(s.raw[s.at:s.at+len(l)]) == l {
			s.at += len(l)
			return true
		}
	}
	return false
}

// number reads a number; one that would come back as another text is kept as it
// is.
func (s *scan) number() {
	start, point := s.at, -1
	for ; s.at < len(s.raw); s.at++ {
		c := s.raw[s.at]
		if c == '.' && point < 0 {
			point = s.at
		} else if (c < '0' || c > '9') && c != '-' && c != '+' && c != 'e' && c != 'E' {
			break
		}
	}
	said := s.raw[start:s.at]
	var buf [40]byte
	if string(appendSeconds(buf[:0], s.beat.At)) == string(said) {
		s.hole(start, holeSeconds)
		return
	}
	n, decimals, ok := decimal(said, point-start)
	switch {
	case !ok:
		s.hole(start, holeWord)
		s.values = ref(s.values, said, s.words)
	case decimals == 0:
		s.hole(start, holeNumber)
		s.values = binary.AppendVarint(s.values, n)
	default:
		s.hole(start, byte(holeDecimal+decimals))
		s.values = binary.AppendVarint(s.values, n)
	}
}

// decimal is a number as digits and how many of them stand behind the point;
// ok says that it would be written the same again.
func decimal(said []byte, point int) (n int64, decimals int, ok bool) {
	const longest = 18
	if len(said) > longest+2 {
		return 0, 0, false
	}
	var buf, again [longest + 24]byte
	digits := append(buf[:0], said...)
	if point >= 0 {
		decimals = len(said) - point - 1
		digits = append(digits[:point], said[point+1:]...)
	}
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || decimals > mostDecimals || point >= 0 && decimals == 0 {
		return 0, 0, false
	}
	return n, decimals, string(appendDecimal(again[:0], n, decimals)) == string(said)
}
