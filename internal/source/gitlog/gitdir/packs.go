package gitdir

import (
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/source/disk"
)

// Packed is how many bytes the packs of a git directory have, and those it borrows.
func Packed(dir string) (size int64) {
	for _, folder := range append([]string{filepath.Join(dir, "objects")}, Borrowed(dir)...) {
		packs, err := disk.List(filepath.Join(folder, "pack"))
		if err != nil {
			continue
		}
		for _, pack := range packs {
			if info, err := pack.Info(); err == nil && info.Mode().IsRegular() && filepath.Ext(pack.Name()) == ".pack" {
				size += info.Size()
			}
		}
	}
	return size
}

// Borrowed are the object folders a repository borrows from, whether they are there
// or not.
func Borrowed(common string) (dirs []string) {
	objects := filepath.Join(common, "objects")
	text, err := Small(objects, "info/alternates")
	if err != nil {
		return nil
	}
	for line := range strings.Lines(text) {
		dirs = append(dirs, Relative(objects, strings.TrimSpace(line)))
	}
	return dirs
}
