package activitywatch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
	"github.com/backsight/backsight/internal/source/disk"
)

// batchSize is how many events are put at once.
const batchSize = 500

// pulling is one reading of one place.
type pulling struct {
	ctx     context.Context
	ask     source.Ask
	keep    Keep
	now     position
	buckets map[string]*event.Bucket
	entries []logbook.Entry
	done    int   // events and bad rows put
	broken  error // what the sink said
}

// export reads an export that is not known to be the same as before.
func (s Source) export(ctx context.Context, ask source.Ask, f *disk.File, was, now position) error {
	p := &pulling{ctx: ctx, ask: ask, keep: s.Keep, now: now, buckets: map[string]*event.Bucket{}}
	sum := sha256.New()
	survey := Export{Bucket: func(b event.Bucket) error {
		p.buckets[b.ID] = &b
		return nil
	}}
	in := io.TeeReader(f, sum)
	if err := survey.Read(in); err != nil {
		return p.breakOff(f, err)
	}
	if _, err := io.Copy(io.Discard, in); err != nil { // what the decoder left
		return err
	}
	p.now.Sum = hex.EncodeToString(sum.Sum(nil))
	if was.Sum == p.now.Sum {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	events := Export{Event: p.row}
	if err := events.Read(f); err != nil {
		return err
	}
	return p.finish(f)
}

// breakOff keeps what can be read of an export whose end cannot be. It moves no
// position, so that the whole one is read when it is there.
func (p *pulling) breakOff(f *disk.File, cause error) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	events := Export{Event: p.row}
	_ = events.Read(f) // it ends where the first reading did
	if p.ctx.Err() != nil {
		return p.ctx.Err()
	}
	if p.broken != nil {
		return p.broken
	}
	if err := p.put(nil); err != nil {
		return err
	}
	return fmt.Errorf("after %d of its events: %w", p.done, cause)
}

// row takes one event of an export.
func (p *pulling) row(r Row) error {
	var e event.Event
	b, err := p.bucket(r.Bucket)
	if err == nil {
		err = json.Unmarshal(r.Text, &e)
	}
	if err != nil {
		return p.bad(r.Line, fmt.Sprintf("bucket %s, event %d: %v", r.Bucket, r.N, err), r.Text)
	}
	return p.add(b, e)
}

// bucket is the one an event lies in: of a bucket alone, whose name may come
// after its events, that one.
func (p *pulling) bucket(id string) (*event.Bucket, error) {
	if b := p.buckets[id]; b != nil {
		return b, nil
	}
	if id == "" && len(p.buckets) == 1 {
		for _, b := range p.buckets {
			return b, nil
		}
	}
	return nil, errors.New("nothing says which bucket it lies in")
}

// add puts an event where it is to be kept.
func (p *pulling) add(b *event.Bucket, e event.Event) error {
	beat, kept := p.keep.Beat(b, e)
	if !kept {
		return nil
	}
	return p.enter(logbook.Entry{Beat: &beat})
}

// maxRow is how much of a bad row is kept.
const maxRow = 64 << 10 // as logbook.BadRow says

// bad puts what could not be read.
func (p *pulling) bad(line int, what string, text []byte) error {
	row := p.badRow(line, what, text)
	return p.enter(logbook.Entry{Bad: &row})
}

// badRow is what could not be read. A title may stand in it: the text itself is
// kept only where titles are.
func (p *pulling) badRow(line int, what string, text []byte) logbook.BadRow {
	row := logbook.BadRow{Line: line, What: logbook.Text(what)}
	if p.keep.Titles {
		row.Row = logbook.Text(string(text[:min(len(text), maxRow)]))
	}
	return row
}

func (p *pulling) enter(e logbook.Entry) error {
	p.entries = append(p.entries, e)
	if p.done++; len(p.entries) < batchSize {
		return nil
	}
	if p.ask.Progress != nil {
		p.ask.Progress(p.done, 0, "events")
	}
	return p.put(nil)
}

func (p *pulling) put(at logbook.Position) error {
	_, err := p.ask.Sink.Put(p.ctx, logbook.Batch{
		Person: p.ask.Self.Person, Place: p.ask.Place, Entries: p.entries, Position: at, At: p.ask.Now, By: p.ask.By,
	})
	p.entries, p.broken = nil, err
	return err
}

// finish moves the position, unless the file was written to while it was read.
func (p *pulling) finish(f *disk.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if p.now.Size != info.Size() || p.now.Modified != info.ModTime().UnixNano() {
		return errors.New("it changed while it was being read")
	}
	return p.end()
}

// end puts what is left and the position. Of a place where nothing was met it
// says so.
func (p *pulling) end() error {
	if p.done == 0 {
		p.entries = []logbook.Entry{{Counts: &logbook.Coverage{Place: p.ask.Place, From: when.NoDay, To: when.NoDay}}}
	}
	return p.put(p.now.bytes())
}
