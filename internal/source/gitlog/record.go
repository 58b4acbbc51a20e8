package gitlog

import (
	"bytes"
	"errors"
	"io"
)

// record is one commit as rev-list --header gives it, taken apart. Its slices
// are valid until the next record is read.
type record struct {
	oid       []byte
	author    signature
	committer signature
	parents   int
	message   []byte // each line indented by four spaces
}

// errNoCommit says that a record does not begin like a commit.
var errNoCommit = errors.New("not a commit")

// parseRecord takes a record apart: the id on the first line, the commit's
// headers, an empty line, the indented message.
func parseRecord(raw []byte, c *record) error {
	oid, rest, ok := bytes.Cut(raw, newline)
	if !ok || !isOID(oid) {
		return errNoCommit
	}
	*c = record{oid: oid}
	for len(rest) > 0 {
		var line []byte
		line, rest, _ = bytes.Cut(rest, newline)
		if len(line) == 0 {
			break
		}
		c.header(line)
	}
	c.message = rest
	return nil
}

var (
	newline         = []byte("\n")
	parentHeader    = []byte("parent ")
	authorHeader    = []byte("author ")
	committerHeader = []byte("committer ")
)

// header notes one header line. The lines that go on from another one (those of
// a signature) begin with a space and match nothing. The first author counts.
func (c *record) header(line []byte) {
	switch {
	case bytes.HasPrefix(line, parentHeader):
		c.parents++
	case bytes.HasPrefix(line, authorHeader) && c.author.raw == nil:
		c.author = parseSignature(line[len(authorHeader):])
	case bytes.HasPrefix(line, committerHeader) && c.committer.raw == nil:
		c.committer = parseSignature(line[len(committerHeader):])
	}
}

func isOID(b []byte) bool {
	if len(b) != 40 && len(b) != 64 {
		return false
	}
	for _, c := range b {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// records reads NUL-terminated records from a stream through one buffer. Of
// a record longer than maxRecord the middle is dropped.
type records struct {
	r        io.Reader
	buf      []byte
	from, to int // what is read and not yet given lies in buf[from:to]
	err      error
}

const maxRecord = 8 << 20

func newRecords(r io.Reader) *records {
	return &records{r: r, buf: make([]byte, 128<<10)}
}

// next is the next record without its NUL, valid until the next call; io.EOF
// after the last. What follows the last NUL is no record: git did not finish it.
func (s *records) next() ([]byte, error) {
	seen := s.from
	for {
		if i := bytes.IndexByte(s.buf[seen:s.to], 0); i >= 0 {
			rec := s.buf[s.from : seen+i]
			s.from = seen + i + 1
			return rec, nil
		}
		if s.err != nil {
			return nil, s.err
		}
		seen = s.fill()
	}
}

// fill makes room, reads once, and says where the new bytes begin.
func (s *records) fill() int {
	if s.from > 0 {
		s.to = copy(s.buf, s.buf[s.from:s.to])
		s.from = 0
	}
	if s.to == len(s.buf) && len(s.buf) < maxRecord {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	seen := s.to
	if seen == len(s.buf) {
		seen -= 64 << 10 // overwritten: a record this long keeps its head and its end
	}
	var n int
	n, s.err = s.r.Read(s.buf[seen:])
	s.to = seen + n
	return seen
}
