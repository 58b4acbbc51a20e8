package pack

import (
	"strconv"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// A shape is a text with holes: pieces of text with their lengths before them,
// and after each but the last what the hole behind it holds. Many items have one
// shape, and what stands in most of their holes is said in the beat already.

// The holes below numberOfFields hold a field of the beat, as fields orders
// them, and cost nothing more.
const (
	holeWord    = 16 // a text, by ref
	holeNumber  = 17 // a whole number
	holeSeconds = 18 // the beat's time in seconds of Unix, with as many decimals as it needs
	holeMicros  = 19 // the same in microseconds
	holeDecimal = 32 // and so many more: a number with so many decimals
)

const numberOfFields = 10

// mostDecimals bounds what a number may have after its point.
const mostDecimals = 9

func fields(b *logbook.Beat) [numberOfFields]string {
	return [...]string{
		b.Entity, b.Project, b.Branch, b.Language, b.Category,
		b.Type, b.Session, b.Lane.Machine, b.Lane.Program, b.Zone,
	}
}

// fill writes a shape with its holes filled in from a beat and from values.
func fill(to []byte, shape string, values *reader, b *logbook.Beat, d Dictionary, broken *bool) []byte {
	s := reader{left: []byte(shape)}
	for {
		to = append(to, s.text()...)
		if len(s.left) == 0 {
			break
		}
		switch hole := s.byte(); {
		case hole < numberOfFields:
			to = append(to, fields(b)[hole]...)
		case hole == holeWord:
			to = append(to, values.ref(d)...)
		case hole == holeNumber:
			to = strconv.AppendInt(to, values.varint(), 10)
		case hole == holeSeconds:
			to = appendSeconds(to, b.At)
		case hole == holeMicros:
			to = strconv.AppendInt(to, int64(b.At), 10)
		case hole > holeDecimal && hole <= holeDecimal+mostDecimals:
			to = appendDecimal(to, values.varint(), int(hole-holeDecimal))
		default:
			s.fail()
		}
	}
	if s.broken || values.broken {
		*broken = true
	}
	return to
}

// appendSeconds writes an instant in seconds of Unix, without zeros at its end.
func appendSeconds(to []byte, at when.Instant) []byte {
	n, decimals := int64(at), 6
	for decimals > 0 && n%10 == 0 {
		n, decimals = n/10, decimals-1
	}
	return appendDecimal(to, n, decimals)
}

// appendDecimal writes n with its last digits behind a point.
func appendDecimal(to []byte, n int64, decimals int) []byte {
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	if decimals == 0 {
		return strconv.AppendInt(to, n, 10)
	}
	unit := int64(1)
	for range decimals {
		unit *= 10
	}
	to = append(strconv.AppendInt(to, n/unit, 10), '.')
	for unit, n = unit/10, n%unit; unit > 0; unit /= 10 {
		to = append(to, byte('0'+n/unit%10))
	}
	return to
}

// key is the shape of a beat's key: what it says of the beat's fields and of its
// time are holes.
func (p *Packer) key(b *logbook.Beat) []byte {
	var buf [20]byte
	micros, known := strconv.AppendInt(buf[:0], int64(b.At), 10), fields(b)
	shape, key, from := p.spare[:0], b.Key, 0
	for i := 0; i < len(key); {
		hole, n := byte(0), 0
		for f, said := range known {
			if len(said) > max(n, 2) && len(key)-i >= len(said) && key[i:i+len(said)] == said {
				hole, n = byte(f), len(said)
			}
		}
		if len(micros) > n && len(key)-i >= len(micros) && key[i:i+len(micros)] == string(micros) {
			hole, n = holeMicros, len(micros)
		}
		if n == 0 {
			i++
			continue
		}
		shape = append(text(shape, key[from:i]), hole)
		i += n
		from = i
	}
	p.spare = text(shape, key[from:])
	return p.spare
}
