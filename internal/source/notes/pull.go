package notes

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// What of one place is read: more is nobody's notes.
const (
	batchSize  = 500
	maxEntries = 200_000
	maxBad     = 1000
	maxRow     = 200 // characters of a bad row
)

// Pull reads a file, or all notes of a folder, where any was touched since the last
// reading. An entry that an earlier reading saw in a file that is still there, and that
// no file holds any more, is put as deleted; what stood in a file or folder that vanished
// as a whole stays.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.pull(ctx, ask)
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Incomplete, "%s is no longer there", ask.Place.URI).Because(err).Try("what was read before is kept")
	}
	return fault.New(fault.Incomplete, "%s could not be read", ask.Place.URI).Because(err)
}

func (s Source) pull(ctx context.Context, ask source.Ask) error {
	dir, files, err := noteFiles(ctx, ask.Place.URI, ask.Theirs)
	if err != nil {
		return err
	}
	p := &pulling{ctx: ctx, ask: ask, alone: dir != ask.Place.URI, was: readPosition(ask.Position), known: map[logbook.ID]bool{}}
	p.now = position{Engine: engine, Sum: sumOf(files, s.zone()), Held: map[string][]byte{}}
	if p.was.Engine == engine && p.was.Sum == p.now.Sum {
		return nil
	}
	p.counts = logbook.Coverage{Place: ask.Place, From: when.NoDay, To: when.NoDay}
	if err := p.read(dir, files, s); err != nil {
		return err
	}
	if err := p.remember(); err != nil {
		return err
	}
	if err := p.named(); err != nil {
		return err
	}
	if err := p.gone(); err != nil {
		return err
	}
	return p.close()
}

// pulling is one reading of one place.
type pulling struct {
	ctx      context.Context
	ask      source.Ask
	alone    bool // the place is one file
	was, now position
	known    map[logbook.ID]bool // facts seen here before and not gone
	here     map[string]bool     // the files that were read
	found    []found
	bad      []logbook.BadRow
	held     map[mark]bool // the keys of what any file held before
	met      map[mark]bool // the keys that are here now
	entries  []logbook.Entry
	counts   logbook.Coverage
}

// found is an entry with the file it stands in.
type found struct {
	written
	file     string
	modified when.Instant
}

// read reads the files one after the other. One that cannot be read is a bad row, and
// counts as one that has vanished.
func (p *pulling) read(dir string, files []noteFile, s Source) error {
	p.here = map[string]bool{}
	for i, f := range files {
		modified := min(when.Instant(f.modified/1000), p.ask.Now)
		var some []found
		err := readFile(p.ctx, dir, f.name, s.zone(), func(w written) bool {
			some = append(some, found{w, f.name, modified})
			return len(p.found)+len(some) <= maxEntries
		})
		switch {
		case p.ctx.Err() != nil:
			return p.ctx.Err()
		case errors.Is(err, disk.ErrSpent):
			return err
		case len(p.found)+len(some) > maxEntries:
			return fmt.Errorf("there are more than %d entries in it: %w", maxEntries, disk.ErrLarge)
		case err != nil && p.alone:
			return err
		case err != nil:
			p.badRow(logbook.BadRow{What: f.name + " cannot be read"})
			continue
		}
		p.here[f.name] = true
		for _, one := range some {
			if one.err != nil {
				p.unread(one)
				continue
			}
			p.found = append(p.found, one)
		}
		if p.ask.Progress != nil && i%100 == 99 {
			p.ask.Progress(i+1, len(files), "notes")
		}
	}
	return nil
}

// unread keeps a line that looks like an entry and is none, with where it stands.
func (p *pulling) unread(f found) {
	row := logbook.BadRow{Line: f.line, What: f.err.Error(), Row: f.text[:min(len(f.text), 4*maxRow)]}
	if text := []rune(row.Row); len(text) > maxRow {
		row.Row = string(text[:maxRow])
	}
	row.Row = logbook.Text(row.Row)
	if !p.alone {
		row.Line, row.What = 0, fmt.Sprintf("%s, line %d: %s", f.file, f.line, f.err)
	}
	p.badRow(row)
}

func (p *pulling) badRow(row logbook.BadRow) {
	if len(p.bad) == maxBad {
		row = logbook.BadRow{What: fmt.Sprintf("there are more than %d lines that cannot be read", maxBad)}
	} else if len(p.bad) > maxBad {
		return
	}
	row.What = logbook.Text(row.What)
	p.bad = append(p.bad, row)
}

// remember asks what was seen here before.
func (p *pulling) remember() error {
	if p.ask.Known == nil {
		return nil
	}
	for id, err := range p.ask.Known(p.ctx) {
		if err != nil {
			return fmt.Errorf("asking what the notes held before: %w", err)
		}
		p.known[id] = true
	}
	return nil
}

// put puts an entry, and what has gathered where that is a batch.
func (p *pulling) put(e logbook.Entry) error {
	p.entries = append(p.entries, e)
	if len(p.entries) < batchSize {
		return nil
	}
	return p.flush(nil)
}

func (p *pulling) flush(at logbook.Position) error {
	_, err := p.ask.Sink.Put(p.ctx, logbook.Batch{
		Person: p.ask.Self.Person, Place: p.ask.Place, Entries: p.entries, Position: at, At: p.ask.Now, By: p.ask.By,
	})
	p.entries = nil
	return err
}

// close puts the bad rows, and with the last batch what the place covers and how far it
// was read.
func (p *pulling) close() error {
	for _, row := range p.bad {
		if err := p.put(logbook.Entry{Bad: &row}); err != nil {
			return err
		}
	}
	p.counts.Bad = len(p.bad)
	p.entries = append(p.entries, logbook.Entry{Counts: &p.counts})
	return p.flush(p.now.bytes())
}
