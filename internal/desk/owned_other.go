//go:build !unix

package desk

import "io/fs"

// shared trusts the folder: only its owner's profile is in it.
func shared(fs.FileInfo) string { return "" }
