package notes

import (
	"context"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// Find yields root itself where the person asked for it to be watched, and where it is
// a text file with at least one entry. It looks into no folder: other people's texts lie
// in most.
func (s Source) Find(ctx context.Context, root string) iter.Seq2[logbook.Place, error] {
	return func(yield func(logbook.Place, error) bool) {
		abs, info, err := source.Root(root)
		switch {
		case err != nil:
			yield(logbook.Place{}, err)
		case slices.Contains(s.Watched, abs) && (info.IsDir() || info.Mode().IsRegular()),
			info.Mode().IsRegular() && isNote(abs) && s.holdsEntry(ctx, abs):
			yield(logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(filepath.Base(abs)), URI: abs}, nil)
		}
	}
}

// holdsEntry says whether a file holds an entry, or a line that was meant as one.
func (s Source) holdsEntry(ctx context.Context, path string) (holds bool) {
	_ = readFile(ctx, filepath.Dir(path), filepath.Base(path), s.zone(), func(written) bool { // what cannot be read holds none
		holds = true
		return false
	})
	return holds
}

// isNote says whether a file is a text of the kinds in which people keep notes.
func isNote(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown", ".txt", ".text":
		return !strings.Contains(path, "sync-conflict") && !strings.Contains(path, "conflicted copy")
	}
	return false
}

// maxFiles is how many notes of one folder are read.
const maxFiles = 200_000

// noteFiles are the notes at a place by their paths below its folder, in order, with
// what the disk says of each. A folder is walked, but for what programs keep in it:
// hidden folders, Logseq's own with its backups, other people's work.
func noteFiles(ctx context.Context, uri string, theirs func(string) bool) (dir string, files []noteFile, err error) {
	info, err := disk.Lstat(uri)
	if err != nil {
		return "", nil, err
	}
	if !info.IsDir() {
		return filepath.Dir(uri), []noteFile{{filepath.Base(uri), info.Size(), info.ModTime().UnixNano()}}, nil
	}
	err = disk.Walk(ctx, uri, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && path == uri:
			return err
		case err != nil:
			return nil // a folder that cannot be read has vanished, for now
		case e.IsDir() && path != uri && (strings.HasPrefix(e.Name(), ".") || e.Name() == "logseq" || source.Passing(uri, path) != nil):
			return fs.SkipDir
		case !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || !isNote(e.Name()) || theirs != nil && theirs(path):
			return nil
		case len(files) == maxFiles:
			return disk.ErrLarge
		}
		info, err := e.Info()
		if err != nil {
			return nil // it has just gone
		}
		rel, err := filepath.Rel(uri, path)
		files = append(files, noteFile{rel, info.Size(), info.ModTime().UnixNano()})
		return err
	})
	return uri, files, err
}

// noteFile is a file as the disk describes it.
type noteFile struct {
	name     string // below the folder of the place
	size     int64
	modified int64 // nanoseconds since 1970
}
