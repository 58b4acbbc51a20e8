package assistant

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// Homes are where the tools keep their logs where the environment says
// otherwise than their own habit.
func Homes(env func(string) string) (dirs []string) {
	add := func(dir string) {
		if filepath.IsAbs(dir) {
			dirs = append(dirs, dir)
		}
	}
	for _, t := range tools() {
		for _, name := range t.env {
			for _, dir := range strings.FieldsFunc(env(name), func(r rune) bool { return r == ',' || r == filepath.ListSeparator }) {
				add(dir)
			}
		}
		if t.data != "" {
			add(filepath.Join(env("XDG_DATA_HOME"), t.data))
		}
	}
	return dirs
}

// Usual are the folders below a home folder in which the tools keep their logs by
// habit, whether they are there or not.
func Usual(home string) (dirs []string) {
	for _, t := range tools() {
		for _, name := range t.home {
			dirs = append(dirs, filepath.Join(home, filepath.FromSlash(name)))
		}
		if t.data != "" {
			dirs = append(dirs, filepath.Join(home, ".local", "share", t.data))
		}
	}
	return dirs
}

// Find yields every folder at or below root in which a known tool keeps its
// logs, and every log that lies in a repository, in the order of the walk. Below
// root a folder must have the tool's usual name; root itself may have any.
// Symbolic links are followed for root only.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		abs, info, err := source.Root(root)
		switch {
		case err != nil:
			yield(logbook.Place{}, err)
		case info.IsDir():
			s.walk(ctx, abs, yield)
		default:
			s.single(ctx, abs, true, yield)
		}
	}
}

func (s Source) walk(ctx context.Context, root string, yield func(logbook.Place, error) bool) {
	err := disk.Walk(ctx, root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if !yield(logbook.Place{}, fault.New(fault.Incomplete, "%s cannot be read", path).Because(err)) {
				return fs.SkipAll
			}
			return nil
		}
		if entry.Type().IsRegular() {
			return stopUnless(s.single(ctx, path, false, yield))
		}
		if !entry.IsDir() {
			return nil
		}
		if skip, more := source.Pass(root, path, yield); !more {
			return fs.SkipAll
		} else if skip {
			return fs.SkipDir
		}
		if t := toolAt(path, path == root); t != nil {
			if !yield(s.place(t.name, path), nil) {
				return fs.SkipAll
			}
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		yield(logbook.Place{}, err)
	}
}

// single yields a log that is one file; one that was given may have any name.
func (s Source) single(ctx context.Context, path string, given bool, yield func(logbook.Place, error) bool) (more bool) {
	switch t := toolOf(ctx, path, given); {
	case t == nil:
		return true
	case t.program == "aider":
		return yield(s.place("aider in "+lastPart(filepath.Dir(path)), path), nil)
	default:
		return yield(s.place(strings.TrimSuffix(filepath.Base(path), neutralSuffix), path), nil)
	}
}

func (s Source) place(name, path string) logbook.Place {
	return logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(name), URI: path}
}

// walk yields the regular files below dir whose names match, by path. A folder
// that is not there has none.
func walk(ctx context.Context, dir, match string, flat bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := disk.Walk(ctx, dir, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return stopUnless(yield(path, err))
			case entry.IsDir() && flat && path != dir:
				return fs.SkipDir
			case entry.Type().IsRegular():
				if ok, _ := filepath.Match(match, entry.Name()); ok {
					return stopUnless(yield(path, nil))
				}
			}
			return nil
		})
		if err != nil {
			yield(dir, err)
		}
	}
}

func stopUnless(more bool) error {
	if more {
		return nil
	}
	return fs.SkipAll
}
