package gitlog

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// gitDir is the git directory that dir is or holds, "" for none: dir/.git as a
// directory or as the file of a worktree or submodule, or dir itself where it is
// a bare repository. An error says that something points nowhere.
func gitDir(dir string) (string, error) {
	dot := filepath.Join(dir, ".git")
	info, err := os.Stat(dot)
	switch {
	case err == nil && info.IsDir() && isGitDir(dot):
		return dot, nil
	case err == nil && info.Mode().IsRegular():
		return pointed(dot)
	case isGitDir(dir):
		return dir, nil
	case exists(filepath.Join(dot, "HEAD")) || exists(filepath.Join(dot, "objects")):
		return "", fmt.Errorf("%s lacks one of HEAD, objects and refs", dot)
	}
	return "", nil
}

// isGitDir says whether a directory looks like git's: HEAD, objects and refs. A
// config file may be missing.
func isGitDir(dir string) bool {
	head, err := os.Lstat(filepath.Join(dir, "HEAD"))
	if err != nil || head.IsDir() {
		return false
	}
	if exists(filepath.Join(dir, "commondir")) { // a worktree's own
		return true
	}
	return isDir(filepath.Join(dir, "objects")) && isDir(filepath.Join(dir, "refs"))
}

// pointed follows a .git file, "gitdir: path".
func pointed(file string) (string, error) {
	text, err := readSmall(file)
	if err != nil {
		return "", err
	}
	to, ok := strings.CutPrefix(text, "gitdir:")
	if !ok {
		return "", fmt.Errorf("%s does not say where its repository is", file)
	}
	to = relative(filepath.Dir(file), strings.TrimSpace(to))
	if !isGitDir(to) {
		return "", fmt.Errorf("%s says that its repository is %s, but there is none", file, to)
	}
	return to, nil
}

// commonDir is the directory that the worktrees of a repository share: the
// absolute path, free of links, that is the repository's name for this source.
func commonDir(gitDir string) (string, error) {
	text, err := readSmall(filepath.Join(gitDir, "commondir"))
	if err == nil {
		gitDir = relative(gitDir, text)
	}
	real, err := filepath.EvalSymlinks(gitDir)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// nameOf is what a person calls a repository: its folder. Where the folder only
// says that it is a repository, it is the folder around it.
func nameOf(common string) string {
	name, parent := filepath.Base(common), filepath.Base(filepath.Dir(common))
	switch name {
	case ".git", "repo", "repository", "bare", ".bare", "git":
		return strings.TrimSuffix(parent, ".git")
	}
	return strings.TrimSuffix(name, ".git")
}

// hasWorkTree says whether people work in the repository, as opposed to a bare one.
func hasWorkTree(common string) bool { return filepath.Base(common) == ".git" }

// relative is path, taken from dir where it is not absolute.
func relative(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// readSmall is the trimmed text of a file that holds a line or two. What is no
// regular file (a pipe would never end) or too long is refused.
func readSmall(path string) (string, error) {
	b, err := readFile(path, 64<<10)
	return strings.TrimSpace(string(b)), err
}

// readFile reads a regular file of at most limit bytes.
func readFile(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, fmt.Errorf("%s is not a file of at most %d bytes", path, limit)
	}
	return os.ReadFile(path)
}
