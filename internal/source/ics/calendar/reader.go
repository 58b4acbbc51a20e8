package calendar

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
)

// Limits of what is kept of one file. A longer line (an attachment in base 64)
// is left out and reported; a longer component loses the lines past the limit.
const (
	maxLine      = 1 << 20
	maxComponent = 4 << 20
	chunk        = 256 << 10
)

// Component is one thing in a calendar: a VEVENT, VTODO, VTIMEZONE and so on
// with all it holds, or one property of the calendar itself (Name "VCALENDAR").
type Component struct {
	Name     string // upper case
	Text     string // unfolded, one property a line, each ended by "\n", BEGIN and END of the whole left out
	Line     int    // of BEGIN in the file
	Calendar int    // which VCALENDAR of the file, from 1; 0 outside all of them
	Cut      bool   // the file ended inside it

	lines []int32 // line in the file of each line of Text, until the next is read
}

// LineOf is the line in the file of the nth line of Text, from 0. It must be
// asked before the next component is read.
func (c *Component) LineOf(n int) int {
	if n < len(c.lines) {
		return int(c.lines[n])
	}
	return c.Line
}

// Stamp is the newest time that a program wrote into a VEVENT: of DTSTAMP,
// LAST-MODIFIED and CREATED; 0 for none.
func (c *Component) Stamp() (newest when.Instant) {
	for _, p := range line.Properties(c.Text) {
		switch p.Name {
		case "DTSTAMP", "LAST-MODIFIED", "CREATED":
			newest = max(newest, stamp(p))
		}
	}
	return newest
}

// Reader takes an iCalendar stream apart, one component at a time, in memory
// that does not grow with the file. It never fails on what the stream says:
// what it cannot use it leaves out and reports with its line.
type Reader struct {
	in     io.Reader
	buf    []byte // read and not yet taken
	at     int    // the next byte of buf
	end    bool   // nothing more comes
	err    error  // of in, other than io.EOF
	line   int    // of the physical line last taken
	open   []string
	inside int // calendars begun
	text   []byte
	lines  []int32
	whole  []byte // an unfolded line that had to be joined
	long   bool   // the line last taken outgrew the limit
	bad    []logbook.BadRow
	held   Component // the component being gathered
	begun  bool
	cut    bool // the end of the file left something open
}

// NewReader starts to read a stream. A byte order mark is stepped over.
func NewReader(in io.Reader) *Reader {
	return &Reader{in: in, buf: make([]byte, 0, chunk)}
}

// Bad hands over what was left out since it was last asked.
func (r *Reader) Bad() []logbook.BadRow {
	bad := r.bad
	r.bad = nil
	return bad
}

// Next is the next component. After the last comes io.EOF, or the error of the
// stream underneath. A component that the end of the file cuts is the last one.
func (r *Reader) Next() (Component, error) {
	for {
		line, at, ok := r.logical()
		if !ok {
			return r.finish()
		}
		if c, done := r.take(line, at); done {
			return c, nil
		}
	}
}

// finish hands over what the end of the file left open.
func (r *Reader) finish() (Component, error) {
	if r.begun {
		r.complain(r.held.Line, "the file ends inside this "+r.held.Name, nil)
		c := r.close()
		c.Cut, r.cut, r.open = true, true, nil
		return c, nil
	}
	if len(r.open) > 0 {
		r.complain(r.line, "the file ends before END:VCALENDAR", nil)
		r.open, r.cut = nil, true
	}
	if r.err != nil {
		return Component{}, r.err
	}
	return Component{}, io.EOF
}

// take looks at one unfolded line; done says that it completes a component.
func (r *Reader) take(line []byte, at int) (c Component, done bool) {
	name, mark := frame(line)
	switch {
	case len(bytes.TrimSpace(line)) == 0:
	case mark == "BEGIN":
		return r.begin(name, at)
	case mark == "END":
		return r.finishNamed(name, at)
	case bytes.IndexByte(line, ':') < 0:
		r.complain(at, "this line is no property", line)
	case r.begun:
		r.keep(line, at)
	case len(r.open) > 0:
		return Component{Name: "VCALENDAR", Text: string(line) + "\n", Line: at, Calendar: r.inside}, true
	default:
		r.complain(at, "this line stands outside the calendar", line)
	}
	return Component{}, false
}

// begin enters a component. One that begins inside its own kind shows that the
// END of the one before is missing.
func (r *Reader) begin(name string, at int) (c Component, done bool) {
	switch {
	case name == "VCALENDAR":
		if r.begun {
			c, done = r.unclosed(at)
		}
		r.open, r.inside = append(r.open[:0], name), r.inside+1
		return c, done
	case r.begun && (name == r.held.Name || name == "VEVENT"):
		c, done = r.unclosed(at)
	case r.begun:
		r.open = append(r.open, name)
		r.keep([]byte("BEGIN:"+name), at)
		return c, false
	}
	r.open = append(r.open, name)
	r.begun = true
	r.held = Component{Name: name, Line: at, Calendar: r.inside}
	if r.open[0] != "VCALENDAR" {
		r.held.Calendar = 0
	}
	return c, done
}

// unclosed completes a component whose END is missing.
func (r *Reader) unclosed(at int) (Component, bool) {
	r.complain(at, "END:"+r.held.Name+" is missing before this line", nil)
	c := r.close()
	r.open = r.open[:0]
	if c.Calendar > 0 {
		r.open = append(r.open, "VCALENDAR")
	}
	return c, true
}

// finishNamed leaves the innermost open component of that name, and with it
// all that are open inside it.
func (r *Reader) finishNamed(name string, at int) (c Component, done bool) {
	i := len(r.open) - 1
	for i >= 0 && r.open[i] != name {
		i--
	}
	if i < 0 {
		r.complain(at, "this ends what never began", []byte("END:"+name))
		return c, false
	}
	r.open = r.open[:i]
	outer := i == 0 || i == 1 && r.open[0] == "VCALENDAR"
	switch {
	case name == "VCALENDAR" && r.begun:
		r.complain(at, "END:"+r.held.Name+" is missing before this line", nil)
		return r.close(), true
	case r.begun && outer:
		return r.close(), true
	case r.begun:
		r.keep([]byte("END:"+name), at)
	}
	return c, false
}

// close makes the held component of what was gathered.
func (r *Reader) close() Component {
	c := r.held
	c.Text, c.lines = string(r.text), r.lines
	r.text, r.lines, r.begun = r.text[:0], r.lines[:0], false
	return c
}

func (r *Reader) keep(line []byte, at int) {
	if len(r.text)+len(line) > maxComponent {
		r.complain(at, "this "+r.held.Name+" is too long; the line was left out", line)
		return
	}
	r.text = append(append(r.text, line...), '\n')
	r.lines = append(r.lines, int32(at))
}

func (r *Reader) complain(at int, what string, row []byte) {
	if len(r.bad) < maxBad {
		r.bad = append(r.bad, badRow(at, what, string(row[:min(len(row), maxRow)])))
	}
}

// How much is kept of what is wrong: rows between two askings, bytes of a row.
const (
	maxBad = 1000
	maxRow = 1000
)

func badRow(line int, what, row string) logbook.BadRow {
	if len(row) > maxRow {
		row = row[:maxRow]
	}
	return logbook.BadRow{Line: line, What: what, Row: logbook.Text(row)}
}

// logical is the next line with its continuations joined, and the number of
// its first physical line. It stays valid until the next call.
func (r *Reader) logical() (line []byte, at int, ok bool) {
	r.long = false
	line, ok = r.physical()
	if !ok {
		return nil, 0, false
	}
	at = r.line
	if r.continued() {
		r.whole = append(r.whole[:0], line...)
		for r.continued() {
			r.join()
		}
		line = r.whole
	}
	if r.long || len(line) > maxLine {
		r.complain(at, fmt.Sprintf("this line is longer than %d bytes and was left out", maxLine), line[:min(len(line), 80)])
		line = nil
	}
	return line, at, true
}

func (r *Reader) join() {
	more, _ := r.physical()
	r.long = r.long || len(r.whole)+len(more) > maxLine
	if !r.long {
		r.whole = append(r.whole, more[1:]...)
	}
}

// continued says whether the next line continues this one.
func (r *Reader) continued() bool {
	return r.at < len(r.buf) && (r.buf[r.at] == ' ' || r.buf[r.at] == '\t')
}

// physical is the next line without its end; the byte after it is in the
// buffer too, where there is one. Of a line that outgrows the limit only the
// beginning comes back.
func (r *Reader) physical() (line []byte, ok bool) {
	length := r.find()
	if length < 0 {
		return nil, false
	}
	line = r.buf[r.at : r.at+length]
	r.at = min(r.at+length+1, len(r.buf))
	if r.line == 0 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	}
	r.line++
	return bytes.TrimSuffix(line, []byte("\r")), true
}

// find is the length of the next line, -1 where there is none. What lies
// behind the limit of a long line is thrown away.
func (r *Reader) find() (length int) {
	for from := 0; ; {
		if i := bytes.IndexByte(r.buf[r.at+from:], '\n'); i >= 0 {
			length = from + i
			if r.at+length+1 == len(r.buf) {
				r.fill()
			}
			return length
		}
		from = len(r.buf) - r.at
		if from > maxLine {
			r.long, from = true, maxLine/2
			r.buf = r.buf[:r.at+from]
		}
		if !r.fill() {
			if from == 0 {
				return -1
			}
			return from
		}
	}
}

// fill reads more behind what is not yet taken; false when nothing came.
func (r *Reader) fill() bool {
	if r.end {
		return false
	}
	if r.at > 0 {
		r.buf = r.buf[:copy(r.buf, r.buf[r.at:])]
		r.at = 0
	}
	if len(r.buf) == cap(r.buf) {
		r.buf = append(r.buf, make([]byte, cap(r.buf))...)[:len(r.buf)]
	}
	for range 100 {
		n, err := r.in.Read(r.buf[len(r.buf):cap(r.buf)])
		r.buf = r.buf[:len(r.buf)+n]
		if err != nil {
			r.end = true
			if err != io.EOF {
				r.err = err
			}
		}
		if n > 0 || r.end {
			return n > 0
		}
	}
	r.end, r.err = true, io.ErrNoProgress
	return false
}

// frame reads "BEGIN:NAME" and "END:NAME"; mark is "" for any other line.
func frame(line []byte) (name, mark string) {
	if len(line) == 0 {
		return "", ""
	}
	switch line[0] | 0x20 {
	case 'b':
		mark = "BEGIN"
	case 'e':
		mark = "END"
	default:
		return "", ""
	}
	n := len(mark)
	if len(line) <= n || line[n] != ':' || !strings.EqualFold(string(line[:n]), mark) {
		return "", ""
	}
	return strings.ToUpper(string(bytes.TrimSpace(line[n+1:]))), mark
}
