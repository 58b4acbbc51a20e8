package activitywatch

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// Row is one event of an export as it stands there.
type Row struct {
	Bucket string
	N      int // in its bucket, from 1
	Line   int // in the file, from 1
	Text   json.RawMessage
}

// Export takes an export apart, one event at a time: {"buckets":{id:{…,
// "events":[…]}}}, or one bucket alone. Fields may come in any order, so that a
// bucket's own fields may be known only after its events. The zero functions are
// not called.
type Export struct {
	Bucket func(event.Bucket) error // after its last field
	Event  func(Row) error

	dec   *json.Decoder
	lines *lines
}

// maxEvent is how many bytes one event may have: it is a title, an address and some
// numbers.
const maxEvent = 2 << 20

var errNoExport = errors.New("it is not an export of ActivityWatch")

// List reads the events of one bucket alone, a JSON array.
func (x *Export) List(in io.Reader, bucket string) error {
	x.open(in)
	return x.events(bucket)
}

func (x *Export) open(in io.Reader) {
	x.lines = &lines{in: in}
	x.dec = bounded.JSON(x.lines, maxEvent)
	x.lines.used = x.dec.InputOffset
	x.dec.UseNumber()
}

// Read reads to the end. What is not JSON ends it; an event that says nothing is
// for the caller to refuse.
func (x *Export) Read(in io.Reader) error {
	x.open(in)
	lone, is := event.Bucket{}, false
	err := x.object(func(key string) error {
		if key == "buckets" {
			return x.object(x.bucketEvents)
		}
		is = is || key == "events"
		return x.field(&lone, key)
	})
	if err == nil && is && lone.ID != "" {
		err = x.yieldBucket(lone)
	}
	return err
}

func (x *Export) bucketEvents(id string) error {
	b := event.Bucket{ID: logbook.Text(id)}
	err := x.object(func(key string) error { return x.field(&b, key) })
	b.ID = logbook.Text(id) // the place in the file names it, whatever it says inside
	if err != nil && b.Type == "" {
		return err
	}
	return cmp.Or(err, x.yieldBucket(b)) // of one that is cut short, what was said before its events
}

func (x *Export) yieldBucket(b event.Bucket) error {
	if x.Bucket == nil {
		return nil
	}
	return x.Bucket(b)
}

// field reads one field of a bucket.
func (x *Export) field(b *event.Bucket, key string) error {
	into := map[string]*string{
		"id": &b.ID, "type": &b.Type, "client": &b.Client, "hostname": &b.Hostname, "name": &b.Name, "created": &b.Created,
	}[key]
	switch {
	case key == "events":
		return x.events(b.ID)
	case into == nil:
		return x.skip()
	}
	var text json.RawMessage
	if err := x.dec.Decode(&text); err != nil {
		return err
	}
	var s string
	if json.Unmarshal(text, &s) == nil { // what else may stand there says nothing
		*into = logbook.Text(s)
	}
	return nil
}

func (x *Export) events(bucket string) error {
	start, err := x.dec.Token()
	if err != nil {
		return err
	}
	if start != json.Delim('[') {
		if _, nested := start.(json.Delim); nested {
			return fmt.Errorf("%w: the events of %q are not a list", errNoExport, bucket)
		}
		return nil // null
	}
	for n := 1; x.dec.More(); n++ {
		var text json.RawMessage
		if err := x.dec.Decode(&text); err != nil {
			return err
		}
		line := x.lines.at(x.dec.InputOffset() - int64(len(text)))
		if x.Event == nil {
			continue
		}
		if err := x.Event(Row{bucket, n, line, text}); err != nil {
			return err
		}
	}
	_, err = x.dec.Token()
	return err
}

// object reads an object, each of whose values is read by the function.
func (x *Export) object(value func(key string) error) error {
	start, err := x.dec.Token()
	if err != nil {
		return err
	}
	if start != json.Delim('{') {
		return errNoExport
	}
	for x.dec.More() {
		key, err := x.dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string) // in an object it always is
		if err := value(name); err != nil {
			return err
		}
	}
	_, err = x.dec.Token()
	return err
}

func (x *Export) skip() error {
	var rest json.RawMessage
	return x.dec.Decode(&rest)
}

// lines counts the lines of what is read through it. A decoder reads ahead, so
// the ends of lines that it has not come to wait.
type lines struct {
	in   io.Reader
	used func() int64 // how far the decoder has come
	off  int64
	ends []int64
	done int
}

func (l *lines) Read(p []byte) (int, error) {
	l.pass(l.used())
	n, err := l.in.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.off+int64(i))
		}
	}
	l.off += int64(n)
	return n, err
}

// at is the line an offset lies in, from 1. Offsets must not go back.
func (l *lines) at(offset int64) int {
	l.pass(offset)
	return l.done + 1
}

// pass counts the lines that end before an offset.
func (l *lines) pass(offset int64) {
	passed := 0
	for passed < len(l.ends) && l.ends[passed] < offset {
		passed++
	}
	l.ends = append(l.ends[:0], l.ends[passed:]...)
	l.done += passed
}
