package gitlog

import (
	"path/filepath"
	"strings"
)

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
