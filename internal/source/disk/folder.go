package disk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// maxNames is how many names of one folder are looked at: more are no one's
// evidence, and each is held in memory.
const maxNames = 4 << 20

// List is what lies in a folder, by name.
func List(dir string) ([]fs.DirEntry, error) {
	f, err := os.OpenFile(dir, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(maxNames)
	if err != nil && !errors.Is(err, io.EOF) {
		return entries, err
	}
	if len(entries) == maxNames {
		return nil, fmt.Errorf("%s: %w", dir, ErrLarge)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Walk goes through all that lies at and below root, as filepath.WalkDir does, and
// ends with its context. Symbolic links are not followed.
func Walk(ctx context.Context, root string, visit fs.WalkDirFunc) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return visit(path, entry, err)
	})
}

// Match are the paths of what lies below a folder and whose names from there on match
// a pattern of path.Match, in order. Folders on the way are no links.
func Match(dir, pattern string) (paths []string) {
	name, rest, deeper := strings.Cut(pattern, "/")
	entries := named(dir, name)
	for _, e := range entries {
		matches, _ := path.Match(name, e.Name()) // a pattern that is none matches nothing
		at := filepath.Join(dir, e.Name())
		switch {
		case !matches:
		case !deeper:
			paths = append(paths, at)
		case e.IsDir():
			paths = append(paths, Match(at, rest)...)
		}
	}
	return paths
}

// named are the entries of a folder among which a pattern can match: the one that is
// called so, or all. Where nothing can be listed there are none.
func named(dir, pattern string) []fs.DirEntry {
	if strings.ContainsAny(pattern, `*?[\`) {
		entries, _ := List(dir)
		return entries
	}
	info, err := os.Lstat(filepath.Join(dir, pattern))
	if err != nil || pattern == "." || pattern == ".." {
		return nil
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}
}

// Literal is a name as a pattern that matches nothing else.
func Literal(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(name)
}

// Stat describes what a path leads to, links followed. It opens nothing.
func Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

// Lstat describes what a path names: a link and not what it leads to.
func Lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

// Real is a path with its links followed.
func Real(path string) (string, error) { return filepath.EvalSymlinks(path) }

// Exists says whether a path names anything.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// IsFolder says whether a path leads to a folder, links followed.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
