package pack

import (
	"github.com/backsight/backsight/internal/logbook"
)

// context is what a run of beats, and the presence made of it, have in common:
// all that a presence says but its day and its span.
type context struct {
	logbook.Presence
	sum int // where in Reader.sums its own may be
}

func contextOf(b *logbook.Beat) context {
	return context{Presence: logbook.Presence{
		Lane: b.Lane, Zone: b.Zone, Type: b.Type, Project: b.Project, Branch: b.Branch,
		Language: b.Language, Category: b.Category, Session: b.Session,
	}}
}

// parts are its texts, in the order in which they are written.
func (c *context) parts() [10]*string {
	return [...]*string{
		&c.Lane.Source, &c.Lane.Machine, &c.Lane.Program, &c.Zone, &c.Type,
		&c.Project, &c.Branch, &c.Language, &c.Category, &c.Session,
	}
}

func (c *context) append(to []byte) []byte {
	for _, part := range c.parts() {
		to = text(to, *part)
	}
	return to
}

// readContext takes apart what append wrote.
func readContext(said string) (*context, bool) {
	c, r := &context{}, reader{left: []byte(said)}
	for _, part := range c.parts() {
		*part = string(r.text())
	}
	return c, !r.broken && len(r.left) == 0
}

// Reader unpacks. It is for one goroutine at a time.
type Reader struct {
	words    Dictionary
	contexts map[uint64]*context // by the number of their word
	sums     []sum               // room for those of a day
	last     uint64
	same     *context // of last
}

// NewReader is a reader that knows these words.
func NewReader(words Dictionary) *Reader {
	return &Reader{words: words, contexts: map[uint64]*context{}}
}

// Learn gives it the words of the same dictionary once that has grown.
func (d *Reader) Learn(words Dictionary) { d.words = words }

// context reads a context; one that is a word is taken apart only once.
func (d *Reader) context(r *reader) *context {
	before := *r
	n := r.uvarint()
	if n != 0 && n == d.last {
		return d.same
	}
	if c := d.contexts[n]; c != nil {
		d.last, d.same = n, c
		return c
	}
	*r = before
	c, ok := readContext(r.ref(d.words))
	if !ok {
		r.fail()
		return &context{}
	}
	if n != 0 {
		d.contexts[n], d.last, d.same = c, n, c
	}
	return c
}
