// Package gitdir knows git directories: where one lies, what stands in its files, and
// whether git may be started in it. Its owner may be hostile, and it starts no git.
package gitdir

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/source/disk"
)

// Of is the git directory that dir is or holds, "" for none: dir/.git as a
// directory or as the file of a worktree or submodule, or dir itself where it is
// a bare repository. An error says that something points nowhere.
func Of(dir string) (string, error) {
	dot := filepath.Join(dir, ".git")
	info, err := disk.Stat(dot)
	switch {
	case err == nil && info.IsDir() && Is(dot):
		return dot, nil
	case err == nil && info.Mode().IsRegular():
		return pointed(dot)
	case Is(dir):
		return dir, nil
	case disk.Exists(filepath.Join(dot, "HEAD")) || disk.Exists(filepath.Join(dot, "objects")):
		return "", fmt.Errorf("%s lacks one of HEAD, objects and refs", dot)
	}
	return "", nil
}

// Is says whether a directory looks like git's: HEAD, objects and refs. A
// config file may be missing.
func Is(dir string) bool {
	head, err := disk.Lstat(filepath.Join(dir, "HEAD"))
	if err != nil || head.IsDir() {
		return false
	}
	if disk.Exists(filepath.Join(dir, "commondir")) { // a worktree's own
		return true
	}
	return disk.IsFolder(filepath.Join(dir, "objects")) && disk.IsFolder(filepath.Join(dir, "refs"))
}

// pointed follows a .git file, "gitdir: path".
func pointed(file string) (string, error) {
	text, err := Small(filepath.Split(file))
	if err != nil {
		return "", err
	}
	to, ok := strings.CutPrefix(text, "gitdir:")
	if !ok {
		return "", fmt.Errorf("%s does not say where its repository is", file)
	}
	to = Relative(filepath.Dir(file), strings.TrimSpace(to))
	if !Is(to) {
		return "", fmt.Errorf("%s says that its repository is %s, but there is none", file, to)
	}
	return to, nil
}

// Common is the directory that the worktrees of a repository share: the
// absolute path, free of links, that is the repository's name for this source.
func Common(gitDir string) (string, error) {
	text, err := Small(gitDir, "commondir")
	if err == nil {
		gitDir = Relative(gitDir, text)
	}
	real, err := disk.Real(gitDir)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// Relative is path, taken from dir where it is not absolute.
func Relative(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// Small is the trimmed text of a file of a git directory that holds a line or two.
func Small(dir, name string) (string, error) {
	b, err := File(dir, name, 64<<10)
	return strings.TrimSpace(string(b)), err
}

// File reads a file of a git directory, of at most limit bytes. Where a whole part
// of the directory is a link to the same part of another one, as git-new-workdir and
// repo lay them, the file lies there; no other link leads out.
func File(dir, name string, limit int64) ([]byte, error) {
	if other := Lent(dir, name); other != "" {
		dir = other
	}
	return disk.SmallIn(context.Background(), dir, name, limit)
}

// Lent is the git directory to which a link leads that stands in place of a part of
// this one, such as its refs; "" where the part is its own.
func Lent(dir, name string) (other string) {
	part, _, _ := strings.Cut(filepath.ToSlash(name), "/")
	at := filepath.Join(dir, part)
	info, err := disk.Lstat(at)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return ""
	}
	real, err := disk.Real(at)
	if err != nil || filepath.Base(real) != part || !Is(filepath.Dir(real)) {
		return ""
	}
	return filepath.Dir(real)
}
