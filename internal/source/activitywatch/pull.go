package activitywatch

import (
	"context"
	"errors"
	"io/fs"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// Pull reads one file: an export twice, first for its buckets and checksum, then
// for its events; a database from where the last reading ended. A file that was
// not touched or holds the same bytes puts nothing. Nothing is ever put as gone:
// what an export lacks may have been left out. Memory does not grow with the
// file.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	f, err := disk.Open(ctx, ask.Place.URI)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Incomplete, "%s is no longer there", ask.Place.URI).Because(err).Try("what was read before is kept")
	}
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", ask.Place.URI).Because(err)
	}
	defer f.Close()
	if err := s.read(ctx, ask, f); errors.Is(err, context.Canceled) {
		return err
	} else if err != nil {
		return fault.New(fault.Incomplete, "%s could be read only partly", ask.Place.URI).Because(err)
	}
	return nil
}

func (s Source) read(ctx context.Context, ask source.Ask, f *disk.File) error {
	if isDatabase(head(ctx, f.Name())) {
		return s.database(ctx, ask)
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	now := position{Engine: engine, Size: info.Size(), Modified: info.ModTime().UnixNano()}
	was, again := readPosition(ask.Position)
	if again && was.Size == now.Size && was.Modified == now.Modified {
		return ctx.Err()
	}
	return s.export(ctx, ask, f, was, now)
}
