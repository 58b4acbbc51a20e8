package source

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"path/filepath"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// Root is a path that somebody named: absolute, its symbolic links followed. The
// error is for the person, and names it.
func Root(named string) (abs string, info fs.FileInfo, err error) {
	if abs, err = filepath.Abs(named); err == nil {
		abs, err = disk.Real(abs)
	}
	if err == nil {
		info, err = disk.Stat(abs)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return abs, nil, fault.New(fault.Incomplete, "%s does not exist", named)
	case err != nil:
		return abs, nil, fault.New(fault.Incomplete, "%s cannot be read", named).Because(err)
	}
	return abs, info, nil
}

// Files walks root for a source whose places are files or lie in them: look gives
// the places of one file, in order. Asked says that the file is root itself.
// Only regular files are looked at; below root symbolic links are not followed,
// and folders of other people's work are passed by: each is a *PassedBy. What
// cannot be read is an error for the person and ends nothing.
func Files(ctx context.Context, root string, look func(path string, asked bool) iter.Seq2[logbook.Place, error]) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		abs, info, err := Root(root)
		switch {
		case err != nil:
			yield(logbook.Place{}, err)
		case info.IsDir():
			walk(ctx, abs, look, yield)
		case info.Mode().IsRegular():
			look(abs, true)(yield)
		}
	}
}

func walk(ctx context.Context, root string, look func(string, bool) iter.Seq2[logbook.Place, error], yield func(logbook.Place, error) bool) {
	err := disk.Walk(ctx, root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if !yield(logbook.Place{}, fault.New(fault.Incomplete, "%s cannot be read", path).Because(err)) {
				return fs.SkipAll
			}
		case entry.IsDir():
			return passing(root, path, yield)
		case entry.Type().IsRegular():
			for place, err := range look(path, false) {
				if !yield(place, err) {
					return fs.SkipAll
				}
			}
		}
		return nil
	})
	if err != nil {
		yield(logbook.Place{}, err)
	}
}

// Nowhere yields no place.
func Nowhere(func(logbook.Place, error) bool) {}

// At yields one place.
func At(p logbook.Place) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) { yield(p, nil) }
}
