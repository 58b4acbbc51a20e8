//go:build !unix

package ics

import "io/fs"

// inode is 0 where files have no number.
func inode(fs.FileInfo) uint64 { return 0 }
