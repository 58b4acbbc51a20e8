package ics

import (
	"bytes"
	"context"
	"iter"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// Find yields every calendar file at or below root once, in the order of the
// walk: files that end in .ics, .ical or .icalendar in any case, and root itself
// whatever its name if it holds a VCALENDAR; and those in a zip archive, where root
// is one or it is named as Google Takeout names them. Symbolic links are followed for
// root only. A folder that holds one file an event is one place. The URI is the
// absolute path, and in an archive "!/" and the name there behind it.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	met := folders{}
	return source.Files(ctx, root, func(path string, asked bool) iter.Seq2[logbook.Place, error] {
		switch {
		case takeout(path), asked && archive(path):
			return s.zipped(ctx, path)
		case asked && (named(path) || holdsCalendar(head(ctx, path))):
			return source.At(s.place(ctx, path))
		case named(path):
			return s.inFolder(ctx, met.of(ctx, filepath.Dir(path)), path)
		}
		return source.Nowhere
	})
}

// inFolder is the place of a file met on a walk: its folder, said with the first
// of its files, where those are one calendar together.
func (s Source) inFolder(ctx context.Context, f *folder, path string) iter.Seq2[logbook.Place, error] {
	switch {
	case path == f.first:
		return source.At(s.folderPlace(ctx, filepath.Dir(path), path))
	case f.members[path]:
		return source.Nowhere
	}
	return source.At(s.place(ctx, path))
}

func (s Source) place(ctx context.Context, path string) logbook.Place {
	return logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(nameOf(ctx, path)), URI: path}
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

func head(ctx context.Context, path string) []byte { return disk.Head(ctx, path, peek) }

// nameOf is what a person calls the calendar: its X-WR-CALNAME, the name that
// vdirsyncer keeps beside the files of a folder, or the file's own.
func nameOf(ctx context.Context, path string) string {
	if name := calendar.NameIn(head(ctx, path)); name != "" {
		return name
	}
	if name := shownName(ctx, filepath.Dir(path)); name != "" {
		return name
	}
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// shownName is the name that vdirsyncer keeps beside the files of a folder.
func shownName(ctx context.Context, dir string) string {
	shown, err := disk.Small(ctx, filepath.Join(dir, "displayname"), 200)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(shown))
}

// holdsCalendar says whether the beginning of a file is that of a calendar.
func holdsCalendar(head []byte) bool {
	return bytes.Contains(bytes.ToUpper(head), []byte("BEGIN:VCALENDAR"))
}
