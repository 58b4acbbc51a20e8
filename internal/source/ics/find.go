package ics

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
)

// passed are folders in which no calendar is the person's own.
var passed = map[string]bool{
	".git": true, "node_modules": true, "bower_components": true, "site-packages": true,
	"__pycache__": true, ".venv": true, ".tox": true, ".cache": true, ".npm": true,
	".cargo": true, ".rustup": true, ".gradle": true, ".m2": true, ".Trash": true,
	".Trash-1000": true, ".terraform": true, ".vscode-server": true,
}

// Find yields every calendar file at or below root once, in the order of the
// walk: files that end in .ics, .ical or .icalendar in any case, and root itself
// whatever its name if it holds a VCALENDAR; and those in a zip archive, where root
// is one or it is named as Google Takeout names them. Symbolic links are followed for
// root only. The URI is the file's absolute path, and in an archive "!/" and the
// name there behind it.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		abs, err := filepath.Abs(root)
		if err == nil {
			abs, err = filepath.EvalSymlinks(abs)
		}
		info, err := stat(abs, err)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			yield(logbook.Place{}, fault.New(fault.Incomplete, "%s does not exist", root))
		case err != nil:
			yield(logbook.Place{}, fault.New(fault.Incomplete, "%s cannot be read", root).Because(err))
		case info.IsDir():
			s.walk(ctx, abs, yield)
		case archive(abs):
			s.findZipped(abs, yield)
		case named(abs) || sniff(abs):
			yield(s.place(abs), nil)
		}
	}
}

func stat(path string, err error) (fs.FileInfo, error) {
	if err != nil {
		return nil, err
	}
	return os.Stat(path)
}

func (s Source) walk(ctx context.Context, root string, yield func(logbook.Place, error) bool) {
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if !yield(logbook.Place{}, fault.New(fault.Incomplete, "%s cannot be read", path).Because(err)) {
				return fs.SkipAll
			}
			return nil
		case entry.IsDir() && path != root && passed[entry.Name()]:
			return fs.SkipDir
		case entry.Type().IsRegular() && takeout(path) && !s.findZipped(path, yield):
			return fs.SkipAll
		case entry.Type().IsRegular() && named(path) && !yield(s.place(path), nil):
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		yield(logbook.Place{}, err)
	}
}

func (s Source) place(path string) logbook.Place {
	return logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(nameOf(path)), URI: path}
}

// named says whether a file calls itself a calendar.
func named(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ics", ".ical", ".icalendar":
		return true
	}
	return false
}

// peek is how much of a file is looked at before it is read.
const peek = 64 << 10

func head(path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, _ := io.ReadAll(io.LimitReader(f, peek)) // what could be read will do
	return b
}

func sniff(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && holdsCalendar(head(path))
}

// nameOf is what a person calls the calendar: its X-WR-CALNAME, the name that
// vdirsyncer keeps beside the files of a folder, or the file's own.
func nameOf(path string) string {
	if name := nameIn(head(path)); name != "" {
		return name
	}
	shown, err := os.ReadFile(filepath.Join(filepath.Dir(path), "displayname"))
	if name := strings.TrimSpace(string(shown)); err == nil && name != "" && len(name) < 200 {
		return name
	}
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// nameIn is the X-WR-CALNAME at the beginning of a calendar, "" for none.
func nameIn(head []byte) string {
	r := NewReader(bytes.NewReader(head))
	cal := newCalendar()
	for {
		c, err := r.Next()
		if err != nil || c.Name == "VEVENT" {
			return cal.name
		}
		if c.Name == "VCALENDAR" {
			cal.set(parseProperty(strings.TrimSuffix(c.Text, "\n")))
		}
	}
}

// holdsCalendar says whether the beginning of a file is that of a calendar.
func holdsCalendar(head []byte) bool {
	return bytes.Contains(bytes.ToUpper(head), []byte("BEGIN:VCALENDAR"))
}
