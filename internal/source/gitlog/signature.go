package gitlog

import (
	"bytes"

	"github.com/backsight/backsight/internal/source/gitlog/mailmap"

	"github.com/backsight/backsight/internal/base/when"
)

// signature is the value of an author or committer line: "Name <mail> time
// offset". Its slices belong to the record. raw is what stands before the time,
// by which the same person's lines are recognised without taking them apart.
type signature struct {
	raw     []byte
	seconds int64 // since 1970
	timed   bool  // the time could be read
	east    int   // seconds east of UTC
	zoned   bool  // the offset could be read and is one that exists
}

// maxSeconds bounds a time to what microseconds can hold.
const maxSeconds = 9_000_000_000_000

// parseSignature reads a line. Lines that tools broke are common: the time is
// what follows the last ">", and where there is none, the last two words.
func parseSignature(line []byte) signature {
	at := bytes.LastIndexByte(line, '>') + 1
	if at == 0 {
		at = lastWords(line)
	}
	s := signature{raw: line[:at:at]}
	seconds, offset, _ := bytes.Cut(bytes.TrimSpace(line[at:]), []byte(" "))
	s.seconds, s.timed = parseSeconds(seconds)
	if s.timed {
		s.east, s.zoned = parseOffset(bytes.TrimSpace(offset))
	}
	return s
}

// lastWords is where the last two words of a line begin.
func lastWords(line []byte) int {
	line = bytes.TrimRight(line, " ")
	offset := bytes.LastIndexByte(line, ' ')
	if offset < 0 {
		return len(line)
	}
	return bytes.LastIndexByte(bytes.TrimRight(line[:offset], " "), ' ') + 1
}

func parseSeconds(b []byte) (seconds int64, ok bool) {
	negative := len(b) > 1 && b[0] == '-'
	if negative {
		b = b[1:]
	}
	for _, c := range b {
		if c < '0' || c > '9' || seconds > maxSeconds/10 {
			return 0, false
		}
		seconds = seconds*10 + int64(c-'0')
	}
	if negative {
		seconds = -seconds
	}
	return seconds, len(b) > 0
}

// parseOffset reads "+0900" as seconds. Beyond 14 hours either way nobody lives:
// such an offset is unknown.
func parseOffset(b []byte) (east int, ok bool) {
	if len(b) != 5 || b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	n := 0
	for _, c := range b[1:] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	east = n/100*3600 + n%100*60
	if n%100 > 59 || east > 14*3600 {
		return 0, false
	}
	if b[0] == '-' {
		east = -east
	}
	return east, true
}

// instant is the time in microseconds, 0 where it could not be read.
func (s signature) instant() when.Instant { return when.Unix(s.seconds) }

// day is the date the person's own clock showed, the UTC date where the offset
// is unknown.
func (s signature) day() when.Day { return dayAt(s.seconds + int64(s.east)) }

// zone is the offset the way facts keep it, "" where unknown.
func (s signature) zone() string {
	if !s.zoned {
		return ""
	}
	return when.FixedZone(s.east)
}

func dayAt(seconds int64) when.Day {
	day := seconds / 86400
	if seconds%86400 < 0 {
		day--
	}
	return when.Day(day)
}

// nameAndMail splits what stands before the time: the address lies between the
// first "<" and the ">" after it, the name before it.
func nameAndMail(raw []byte) (name, mail string) {
	raw = mailmap.UTF8(raw)
	before, after, ok := bytes.Cut(raw, []byte("<"))
	if !ok {
		return string(bytes.TrimSpace(raw)), ""
	}
	inside, _, _ := bytes.Cut(after, []byte(">"))
	return string(bytes.TrimSpace(before)), string(bytes.TrimSpace(inside))
}
