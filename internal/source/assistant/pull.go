package assistant

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/assistant/slim"
	"github.com/backsight/backsight/internal/source/assistant/told"
	"github.com/backsight/backsight/internal/source/disk"
)

// batchSize is how many turns are put at once.
const batchSize = 1000

// Pull reads what is new in the logs of one tool: of a file that grew only the
// end, of one that was written anew all of it. A file that is gone takes nothing
// away. One that cannot be read costs no other; it is said when all are done.
// Memory does not grow with the files.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	files, err := filesAt(ctx, ask.Place)
	if err != nil {
		return err
	}
	p := &pulling{ctx: ctx, ask: ask, source: s, at: readPosition(ask.Position), roots: map[string]string{}}
	p.copies = p.forks(files)
	var troubles []error
	files = slices.DeleteFunc(files, func(f file) bool { return ask.Theirs != nil && ask.Theirs(f.path) })
	for i, f := range files {
		if err := p.file(f); err != nil && (ctx.Err() != nil || p.broken != nil) {
			return errors.Join(ctx.Err(), p.broken)
		} else if err != nil {
			troubles = append(troubles, fmt.Errorf("%s: %w", f.rel, err))
		}
		if ask.Progress != nil {
			ask.Progress(i+1, len(files), "files")
		}
	}
	if p.changed || len(p.entries) > 0 {
		if err := p.put(p.at.bytes()); err != nil {
			return err
		}
	}
	if p.long > 0 {
		troubles = append(troubles, fmt.Errorf("%s left out, for being too long", say.Count(p.long, "record was", "records were")))
	}
	if len(troubles) > 0 {
		return fault.New(fault.Incomplete, "%s could be read only partly", ask.Place.Where()).Because(errors.Join(troubles...))
	}
	return nil
}

// filesAt is what there is to read at a place, by the tool that finding named the
// place after.
func filesAt(ctx context.Context, place logbook.Place) (files []file, err error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	dir := place.URI
	if t := toolOf(ctx, dir, true); t != nil {
		return []file{{t, &t.logs[0], dir, filepath.Base(dir)}}, nil
	}
	t := toolNamed(place.Name, dir)
	if t == nil {
		t = toolAt(dir, true)
	}
	if t == nil {
		return nil, fault.New(fault.Incomplete, "%s no longer holds any logs", dir).Try("what was read before is kept")
	}
	for f, err := range t.files(ctx, dir) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, fault.New(fault.Incomplete, "%s cannot be read", f.path).Because(err)
		}
		files = append(files, f)
	}
	return files, nil
}

// Files are the logs that there are to read at a place.
func (s Source) Files(ctx context.Context, place logbook.Place) (paths []string, err error) {
	files, err := filesAt(ctx, place)
	for _, f := range files {
		paths = append(paths, f.path)
	}
	return paths, err
}

// pulling is one reading of one tool's logs.
type pulling struct {
	ctx     context.Context
	ask     source.Ask
	source  Source
	at      position
	entries []logbook.Entry
	changed bool  // at is not the position it was
	broken  error // the sink takes no more
	long    int   // how much was left out because it is beyond a bound

	roots  map[string]string       // how the conversation of a file begins, by its path
	copies map[string]bool         // which files begin with what another holds
	stored map[string]told.Session // sessions of opencode, by their id
}

// file reads what is new in one file.
func (p *pulling) file(f file) error {
	handle, err := disk.Open(p.ctx, f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // swept away since the walk
	}
	if err != nil {
		return err
	}
	defer handle.Close()
	info, err := handle.Stat()
	if err != nil {
		return err
	}
	now, was := reachedOf(info), p.at.Files[f.rel]
	if f.log.database {
		now.journal(f.path)
	}
	if was.same(now) {
		return nil
	}
	if err := p.read(f, handle, was, &now); err != nil {
		return err
	}
	now.Root = p.roots[f.rel]
	p.at.Files[f.rel], p.changed = now, true
	return nil
}

// read decodes a file from where it was left, or from its beginning.
func (p *pulling) read(f file, handle *disk.File, was reached, now *reached) error {
	d := f.log.read(f)
	if f.log.fresh || !f.log.database && !was.continues(handle) || json.Unmarshal(was.Knows, d) != nil {
		was, d = reached{}, f.log.read(f)
	}
	if _, err := handle.Seek(was.Offset, io.SeekStart); err != nil {
		return err
	}
	in := slim.New(handle)
	in.Offset, in.N = was.Offset, was.Line
	o := &out{pulling: p, file: f, fork: p.copies[f.rel], modified: now.Modified}
	if err := d.decode(p.ctx, in, o); err != nil {
		return err
	}
	now.Offset, now.Line, now.Again = in.Offset, in.N, o.again
	if now.Tail = tail(handle, in.Offset); f.log.fresh {
		now.Offset, now.Line, now.Tail = 0, 0, ""
		return nil
	}
	knows, err := json.Marshal(d)
	now.Knows = knows
	return err
}

// continues says whether what was read of the file is still its beginning.
func (r reached) continues(handle *disk.File) bool {
	return r.Offset > 0 && r.Tail != "" && r.Tail == tail(handle, r.Offset)
}

// tail is a hash of up to 256 bytes before an offset, "" where they are not there.
func tail(handle *disk.File, offset int64) string {
	b := make([]byte, min(offset, 256))
	if _, err := handle.ReadAt(b, offset-int64(len(b))); err != nil || len(b) == 0 {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// put gives the sink what was gathered.
func (p *pulling) put(at logbook.Position) error {
	batch := logbook.Batch{
		Person: p.ask.Self.Person, Place: p.ask.Place, Entries: p.entries, Position: at, At: p.ask.Now, By: p.ask.By,
	}
	_, err := p.ask.Sink.Put(p.ctx, batch)
	p.entries, p.broken = nil, err
	return err
}
