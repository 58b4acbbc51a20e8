//go:build !unix

package gitlog

// foreignOwner finds nobody foreign where files have no owner that a number names.
func foreignOwner(string) (owner string, foreign bool) { return "", false }
