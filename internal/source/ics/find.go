package ics

import (
	"bytes"
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
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
			return s.zipped(path)
		case asked && (named(path) || sniff(path)):
			return source.At(s.place(path))
		case named(path):
			return s.inFolder(met.of(ctx, filepath.Dir(path)), path)
		}
		return source.Nowhere
	})
}

// inFolder is the place of a file met on a walk: its folder, said with the first
// of its files, where those are one calendar together.
func (s Source) inFolder(f *folder, path string) iter.Seq2[logbook.Place, error] {
	switch {
	case path == f.first:
		return source.At(s.folderPlace(filepath.Dir(path), path))
	case f.members[path]:
		return source.Nowhere
	}
	return source.At(s.place(path))
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
	if name := calendar.NameIn(head(path)); name != "" {
		return name
	}
	if name := shownName(filepath.Dir(path)); name != "" {
		return name
	}
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// shownName is the name that vdirsyncer keeps beside the files of a folder.
func shownName(dir string) string {
	shown, err := os.ReadFile(filepath.Join(dir, "displayname"))
	if name := strings.TrimSpace(string(shown)); err == nil && len(name) < 200 {
		return name
	}
	return ""
}

// holdsCalendar says whether the beginning of a file is that of a calendar.
func holdsCalendar(head []byte) bool {
	return bytes.Contains(bytes.ToUpper(head), []byte("BEGIN:VCALENDAR"))
}
